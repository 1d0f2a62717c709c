"""Walks through pages end, whatever the service says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.outputs.pages import OutputPage
from breadtui.domain.outputs.paging import MOST_ROWS, SLACK_ROWS, Stop, Walk

KEY = JobKey(RepoName("r"), Phase.STIM, "t")
Serve = Callable[[int], OutputPage]


def page(
    offset: int, rows: int, lines: int | None, *, more: bool, status: JobStatus = JobStatus.COMPLETE
) -> OutputPage:
    return OutputPage(Job(KEY, status, lines=lines), tuple(f"q{offset + at}" for at in range(rows)), offset, more)


def walked(serve: Serve, most_pages: int = 5000) -> tuple[Walk, int]:
    walk, pages = Walk(), 0
    while walk.stop is None:
        walk = walk.after(serve(walk.offset))
        pages += 1
        assert pages <= most_pages
    return walk, pages


@pytest.mark.parametrize("says_more", [True, False])
def test_an_honest_service_is_read_to_the_end_whatever_it_says_of_more(says_more: bool) -> None:
    def serve(offset: int) -> OutputPage:
        rows = min(100, 250 - offset)
        return page(offset, rows, 250, more=says_more if rows == 100 else False)

    walk, pages = walked(serve)
    assert (walk.stop, walk.offset, pages) == (Stop.END, 250, 3)


def test_a_service_without_counts_is_believed_about_more() -> None:
    walk, pages = walked(lambda offset: page(offset, 50, None, more=offset < 100))
    assert (walk.stop, walk.offset, pages) == (Stop.END, 150, 3)


def test_pages_without_end_stop_soon_after_the_rows_that_were_told() -> None:
    walk, pages = walked(lambda offset: page(offset, 100, 300, more=True))
    assert walk.stop is Stop.BEYOND
    assert walk.offset == 300 + SLACK_ROWS
    assert pages == 13


def test_pages_without_end_or_count_stop_at_a_bound() -> None:
    walk, pages = walked(lambda offset: page(offset, 1000, None, more=True))
    assert (walk.stop, walk.offset, pages) == (Stop.TOO_MANY, MOST_ROWS, MOST_ROWS // 1000)


def test_a_page_that_comes_again_ends_the_walk() -> None:
    same = page(0, 100, None, more=True)
    assert walked(lambda offset: OutputPage(same.job, same.rows, offset, has_more=True)) == (
        Walk(100, None, Stop.REPEATED, Walk().after(same).seen),
        2,
    )


def test_a_service_that_ignores_the_offset_ends_the_walk() -> None:
    walk, pages = walked(lambda _: page(0, 100, 900, more=True))
    assert (walk.stop, walk.offset, pages) == (Stop.REPEATED, 100, 2)


def test_pages_that_take_turns_end_the_walk() -> None:
    def serve(offset: int) -> OutputPage:
        one = page(offset // 100 % 2, 100, 10_000, more=True)
        return OutputPage(one.job, one.rows, offset, has_more=True)

    walk, pages = walked(serve)
    assert (walk.stop, pages) == (Stop.REPEATED, 3)


def test_the_same_question_in_every_row_is_no_repetition_while_rows_are_awaited() -> None:
    job = Job(KEY, JobStatus.COMPLETE, lines=300)
    walk, _ = walked(lambda offset: OutputPage(job, ("again?",) * 100, offset, has_more=offset < 200))
    assert (walk.stop, walk.offset) == (Stop.END, 300)
    endless, pages = walked(lambda offset: OutputPage(job, ("again?",) * 100, offset, has_more=True))
    assert (endless.stop, endless.offset, pages) == (Stop.REPEATED, 300, 4)


def test_a_service_that_shrinks_between_pages_is_short() -> None:
    walk, pages = walked(lambda offset: page(offset, 100 if offset < 200 else 0, 500, more=True))
    assert (walk.stop, walk.offset, pages) == (Stop.SHORT, 200, 3)
    gone, _ = walked(lambda offset: page(offset, 100 if offset < 200 else 0, 500 if offset < 200 else 150, more=True))
    assert (gone.stop, gone.offset) == (Stop.END, 200)


def test_rows_of_a_running_job_end_where_they_end_now() -> None:
    walk, pages = walked(lambda offset: page(offset, 40, 40, more=False, status=JobStatus.RUNNING))
    assert (walk.stop, walk.offset, pages) == (Stop.END, 40, 1)
