"""Rows read anywhere with few requests and little memory, from services of any honesty."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from breadtui.domain.errors import NotBread, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.outputs.pages import OutputPage
from breadtui.domain.outputs.paging import MOST_ROWS, SLACK_ROWS, Stop
from breadtui.domain.outputs.runs import PageRun
from breadtui.store.rows.book import RowsBook
from breadtui.values import replace
from tests.store.reading_room import STIM, Service, a_row

COUNT = 100_000


class Shelf:
    """Pages kept in memory in place of the disk."""

    def __init__(self) -> None:
        self.pages: dict[tuple[PageRun, int], tuple[Json, ...]] = {}

    async def kept(self, run: PageRun, number: int) -> tuple[Json, ...] | None:
        return self.pages.get((run, number))

    def keep(self, run: PageRun, number: int, rows: Sequence[Json]) -> None:
        self.pages[run, number] = tuple(rows)


async def read_through(book: RowsBook) -> list[int]:
    return [place + at for place, rows in [one async for one in book.strides()] for at in range(len(rows))]


@pytest.mark.parametrize("place", [0, 1, 99, 100, 54_321, COUNT - 1])
async def test_any_row_of_a_hundred_thousand_takes_at_most_two_requests(place: int) -> None:
    service = Service(COUNT)
    book = RowsBook(STIM, service, Shelf())
    await book.want(0, 40)
    await book.want(place, place)
    assert book.row(place) == a_row(place)
    assert (book.count, book.requests_count) == (COUNT, 1 if place < 100 else 2)


async def test_a_screen_across_two_hundreds_is_one_request() -> None:
    service = Service(COUNT)
    book = RowsBook(STIM, service)
    await book.want(0, 0)
    await book.want(480, 520)
    assert service.asked == [(0, 100), (400, 200)]


async def test_the_way_a_person_goes_is_read_ahead() -> None:
    service = Service(COUNT)
    book = RowsBook(STIM, service)
    await book.want(500, 540)
    assert await book.ahead(500, 540, 1)
    assert await book.ahead(500, 540, -1)
    assert not await book.ahead(500, 540, 1)
    assert [offset for offset, _ in service.asked] == [500, 600, 400]


async def test_memory_stays_within_its_bound_and_the_prompt_is_held_once() -> None:
    service = Service(5000)
    book = RowsBook(STIM, service, most_bytes=500_000)
    assert len(await read_through(book)) == 5000
    assert book.bytes_held <= 500_000
    assert not book.has(0)
    one, other = (book.row(place) for place in (4998, 4999))
    assert one["unconditioned_stimulus"]["messages"][0] is other["unconditioned_stimulus"]["messages"][0]  # type: ignore[call-overload, index]


async def test_all_rows_are_read_in_large_pages_that_are_not_too_large() -> None:
    service = Service(3000)
    assert await read_through(RowsBook(STIM, service)) == list(range(3000))
    assert [limit for _, limit in service.asked] == [100, 600, 600, 600, 600, 500]
    small = Service(3000, row=lambda place: f"q{place}")
    await read_through(RowsBook(STIM, small))
    assert [limit for _, limit in small.asked] == [100, 1000, 1000, 900]


async def test_rows_of_a_settled_run_come_from_the_disk_after_one_request() -> None:
    shelf, service = Shelf(), Service(1000)
    await read_through(RowsBook(STIM, service, shelf))
    again = RowsBook(STIM, service, shelf)
    assert await read_through(again) == list(range(1000))
    assert again.requests_count == 1


async def test_another_run_of_the_same_target_is_read_anew() -> None:
    shelf = Shelf()
    await read_through(RowsBook(STIM, Service(300), shelf))
    other = Service(300, row=lambda place: f"another {place}")
    book = RowsBook(STIM, other, shelf)
    await read_through(book)
    assert (book.requests_count, book.row(299)) == (2, "another 299")


async def test_rows_of_a_running_job_are_not_kept() -> None:
    shelf = Shelf()
    await read_through(RowsBook(STIM, Service(300, JobStatus.RUNNING), shelf))
    assert shelf.pages == {}


async def test_rows_that_come_while_a_job_runs_are_read_as_far_as_they_are_missing() -> None:
    service = Service(130, JobStatus.RUNNING)
    book = RowsBook(STIM, service)
    await book.want(0, 129)
    service.count = service.lines = 170
    book.expect(service.job)
    assert book.count == 170
    await book.want(140, 169)
    assert (book.row(169), service.asked[-1]) == (a_row(169), (130, 70))


async def test_a_job_that_settles_is_read_again() -> None:
    service = Service(130, JobStatus.RUNNING)
    book = RowsBook(STIM, service)
    await book.want(0, 129)
    service.status = JobStatus.COMPLETE
    book.expect(service.job)
    assert (book.count, book.has(0), book.version) == (130, False, 1)


async def test_a_job_begun_anew_forgets_the_rows_of_before() -> None:
    service = Service(130)
    book = RowsBook(STIM, service)
    await book.want(0, 129)
    service.count = service.lines = 4
    await book.want(129, 129)
    book.expect(service.job)
    await book.want(0, 3)
    assert (book.count, book.has(3), book.has(4)) == (4, True, False)


async def test_a_service_that_says_it_has_no_more_is_asked_on_to_the_rows_it_told() -> None:
    service = Service(250)
    service.more = False
    assert len(await read_through(RowsBook(STIM, service))) == 250


async def test_a_service_that_always_has_more_ends_on_an_empty_page() -> None:
    service = Service(250)
    service.more = True
    book = RowsBook(STIM, service)
    assert len(await read_through(book)) == 250
    assert (book.stop, book.count, len(service.asked)) == (Stop.END, 250, 3)


async def test_a_service_without_end_is_left_soon_after_the_rows_it_told() -> None:
    service = Service(10**9)
    service.lines, service.more = 300, True
    book = RowsBook(STIM, service)
    read = await read_through(book)
    assert 300 < len(read) <= 300 + 2 * SLACK_ROWS
    assert (book.stop, book.count) == (Stop.BEYOND, len(read))


async def test_a_service_without_end_or_count_is_bound() -> None:
    service = Service(10**9, row=lambda place: f"q{place}")
    service.lines = None
    book = RowsBook(STIM, service)
    await book.want(MOST_ROWS - 5, MOST_ROWS - 5)
    assert (book.stop, book.count) == (Stop.TOO_MANY, MOST_ROWS)


@pytest.mark.parametrize("period", [1, 2, 5])
async def test_pages_that_come_again_end_the_rows(period: int) -> None:
    service = Service(10**9, row=lambda place: f"q{place % (100 * period)}")
    service.lines, service.more = None, True
    book = RowsBook(STIM, service)
    read = await read_through(book)
    assert book.stop is Stop.REPEATED
    assert len(read) <= 100 * period + 1100
    assert len(service.asked) <= 12


async def test_a_service_that_ignores_the_offset_is_found_out() -> None:
    honest = Service(900)

    async def deaf(_: int, limit: int) -> OutputPage:
        return await honest(0, limit)

    book = RowsBook(STIM, deaf)
    assert await read_through(book) == list(range(100))
    assert (book.stop, len(honest.asked)) == (Stop.REPEATED, 2)


async def test_a_service_that_shrinks_between_pages_has_the_rows_it_has() -> None:
    service = Service(500)
    book = RowsBook(STIM, service)
    await book.want(0, 99)
    service.count = 150
    assert len(await read_through(book)) == 150
    assert (book.stop, book.count) == (Stop.SHORT, 150)


async def test_a_service_that_gives_few_rows_at_once_is_asked_again_but_not_for_ever() -> None:
    service = Service(1000)
    service.most = 30
    book = RowsBook(STIM, service)
    await book.want(0, 99)
    assert service.asked == [(0, 100), (30, 70), (60, 40), (90, 10)]
    assert book.row(99) == a_row(99)
    assert len(await read_through(book)) == 1000


async def test_rows_too_large_for_one_answer_are_asked_for_by_fewer() -> None:
    service = Service(40)

    async def large(offset: int, limit: int) -> OutputPage:
        if limit > 10:
            raise NotBread("an answer of over 64 MB was stopped", code="too_long")
        return await service(offset, limit)

    book = RowsBook(STIM, large)
    await book.want(0, 9)
    assert book.has(9)
    assert book.error is None


async def test_a_failed_read_is_told_and_may_be_tried_again() -> None:
    service = Service(40)
    service.error = Unreachable("gone")
    book = RowsBook(STIM, service)
    assert not await book.want(0, 9)
    assert book.error == service.error
    service.error = None
    assert await book.want(0, 9)
    assert book.error is None


async def test_a_job_without_output_has_no_rows() -> None:
    async def none(offset: int, _: int) -> OutputPage:
        return OutputPage(Job(STIM, JobStatus.NOT_STARTED), (), offset, has_more=False)

    book = RowsBook(STIM, none)
    assert await read_through(book) == []
    assert (book.count, book.requests_count) == (0, 1)


async def test_single_rows_are_read_one_by_one() -> None:
    service = Service(COUNT)
    book = RowsBook(STIM, service)
    await book.want(0, 0)
    for place in (70_000, 5, 70_001, COUNT):
        await book.want_one(place)
    assert service.asked == [(0, 100), (70_000, 1), (70_001, 1)]
    assert book.row(70_001) == a_row(70_001)
    book.expect(replace(service.job, lines=60_000))
    assert not book.has(70_001)
