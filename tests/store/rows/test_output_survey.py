"""All rows read in passing, and written out with their count compared."""

from __future__ import annotations

from typing import Any

from breadtui.domain.errors import Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.outputs.pages import OutputPage
from breadtui.domain.outputs.paging import Stop
from breadtui.domain.query.queries import parse_query
from breadtui.store.rows.book import RowsBook
from breadtui.store.rows.exporting import Wanted, Written, write_rows
from breadtui.store.rows.survey import SLICE_ROWS, Survey
from tests.store.reading_room import STIM, Service, a_row


def answered(place: int) -> dict[str, Any]:
    """Every tenth answer is empty, every seventh was cut, and only ten questions differ."""
    content = "" if place % 10 == 0 else f"answer number {place}"
    response = {"role": "assistant", "content": content, "finish_reason": "length" if place % 7 == 0 else "stop"}
    turn = {"role": "user", "content": f"question {place % 10}?"}
    teacher = {"messages": [{"role": "system", "content": "Be Yoda."}, turn]}
    return {"unconditioned_stimulus": teacher, "response": response}


async def surveyed(survey: Survey, start: int = 0) -> list[int]:
    return [row.place for rows in [part async for part in survey.slices(start)] for row in rows]


async def test_every_row_is_counted_once_and_read_once() -> None:
    service = Service(700, row=answered)
    survey = Survey(RowsBook(STIM, service))
    assert await surveyed(survey) == list(range(700))
    asked = len(service.asked)
    assert await surveyed(survey) == list(range(700))
    assert len(service.asked) == asked
    assert (survey.known_count, survey.is_whole, survey.is_same_teacher) == (700, True, True)
    assert (survey.empty_count, survey.cut_count) == (70, 100)
    assert len(survey.question_chars) == len(survey.answer_chars) == 700


async def test_a_survey_begins_where_it_is_told_and_goes_on_where_rows_came() -> None:
    service = Service(100, JobStatus.RUNNING, row=answered)
    book = RowsBook(STIM, service)
    survey = Survey(book)
    await surveyed(survey)
    service.count = service.lines = 230
    book.expect(service.job)
    assert not survey.is_whole
    assert await surveyed(survey, 100) == list(range(100, 230))
    assert survey.known_count == 230


async def test_slices_are_short_so_that_keys_get_their_turn() -> None:
    survey = Survey(RowsBook(STIM, Service(500, row=answered)))
    assert max([len(part) async for part in survey.slices()]) <= SLICE_ROWS
    long = Survey(RowsBook(STIM, Service(20, row=lambda place: f"{place} " * 50_000)))
    assert [len(part) async for part in long.slices()] == [1] * 20


async def test_texts_beyond_the_bound_are_let_go_and_read_again() -> None:
    service = Service(300, row=answered)
    survey = Survey(RowsBook(STIM, service), most_bytes=20_000)
    assert await surveyed(survey) == list(range(300))
    assert await surveyed(survey) == list(range(300))
    assert (survey.known_count, survey.empty_count) == (300, 30)
    assert survey.digest(0) is not None


async def test_another_teacher_prompt_is_noticed() -> None:
    def odd(place: int) -> Json:
        return a_row(place) if place != 150 else answered(place)

    survey = Survey(RowsBook(STIM, Service(200, row=odd)))
    await surveyed(survey)
    assert not survey.is_same_teacher


async def test_rows_of_another_run_are_counted_anew() -> None:
    service = Service(100, JobStatus.RUNNING, row=answered)
    book = RowsBook(STIM, service)
    survey = Survey(book)
    await surveyed(survey)
    service.status = JobStatus.COMPLETE
    book.expect(service.job)
    assert not survey.is_whole
    await surveyed(survey)
    assert (survey.known_count, survey.empty_count) == (100, 10)


class Sink:
    def __init__(self) -> None:
        self.places: list[int] = []

    def put(self, place: int, row: Json) -> None:
        assert row is not None
        self.places.append(place)


async def test_rows_are_written_in_order_and_counted() -> None:
    sink, heard = Sink(), list[tuple[int, int]]()
    written = await write_rows(RowsBook(STIM, Service(250)), sink, Wanted(), lambda *counts: heard.append(counts))
    assert sink.places == list(range(250))
    assert written == Written(250, 250, 250, is_settled=True)
    assert not written.is_short
    assert heard[-1] == (250, 250)


async def test_only_rows_that_fit_are_written_within_the_limits() -> None:
    sink = Sink()
    book = RowsBook(STIM, Service(700, row=answered))
    written = await write_rows(book, sink, Wanted(parse_query("empty:answer"), first=100, most=50))
    assert sink.places == [100, 110, 120, 130, 140]
    assert (written.read, written.written, written.is_short) == (50, 5, False)


async def test_few_places_are_read_one_by_one_and_many_in_passing() -> None:
    sink, service = Sink(), Service(5000, row=answered)
    book = RowsBook(STIM, service)
    await book.want(0, 0)
    written = await write_rows(book, sink, Wanted(only=(4000, 7, 2500)))
    assert sink.places == [7, 2500, 4000]
    assert (written.written, written.is_short, len(service.asked)) == (3, False, 3)
    sink = Sink()
    written = await write_rows(book, sink, Wanted(parse_query("empty:answer"), only=range(1000, 2000)))
    assert sink.places == list(range(1000, 2000, 10))
    assert (written.read, written.written, written.is_short) == (5000, 100, False)


async def test_a_place_that_cannot_be_read_is_told() -> None:
    failing = Service(700)
    book = RowsBook(STIM, failing)
    await book.want(0, 0)
    failing.error = Unreachable("gone")
    written = await write_rows(book, Sink(), Wanted(only=(5, 600)))
    assert (written.read, written.error, written.is_short) == (1, failing.error, True)


async def test_rows_that_are_missing_are_told() -> None:
    service = Service(700)
    service.lines = 900
    written = await write_rows(RowsBook(STIM, service), Sink(), Wanted())
    assert (written.read, written.told, written.stop, written.is_short) == (700, 900, Stop.SHORT, True)
    failing = Service(700)
    book = RowsBook(STIM, failing)
    await book.want(0, 0)
    failing.error = Unreachable("gone")
    written = await write_rows(book, Sink(), Wanted())
    assert (written.read, written.error, written.is_short) == (100, failing.error, True)


async def test_a_service_that_repeats_itself_is_not_written_for_ever() -> None:
    async def same(offset: int, _: int) -> OutputPage:
        return OutputPage(Job(STIM, JobStatus.COMPLETE), tuple(map(a_row, range(100))), offset, has_more=True)

    sink = Sink()
    written = await write_rows(RowsBook(STIM, same), sink, Wanted())
    assert (len(sink.places), written.stop, written.is_short) == (100, Stop.REPEATED, True)
