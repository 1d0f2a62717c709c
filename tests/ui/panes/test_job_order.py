"""The monitor in the order, the blocks and the columns a person wants; and what they are done with."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.monitor.arrangement import USUAL, Arrangement, GroupBy, SizeClass, SortBy
from breadtui.domain.names import Phase
from breadtui.values import replace
from tests.fakes.states import a_job, a_key, a_loss
from tests.ui.panes.jobs_host import SEVERAL, a_slice, names, running

LOSSES = tuple(a_job(f"run_{n}", progress_percent=n * 10.0, loss=a_loss(n * 1e-7)) for n in (2, 3, 1))
LEARNED = {"datasets": [{"target": "wise", "weight": 1.0}]}
PIPELINE = (
    a_job("v1", config=LEARNED),
    a_job("wise", JobStatus.COMPLETE, phase=Phase.ROLLOUT),
    a_job("alone", JobStatus.FAILED),
    a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM),
)
IN_PIPELINES = replace(USUAL, group=GroupBy.PIPELINE)


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (SortBy.LOSS, ["run_1", "run_2", "run_3"]),
        (SortBy.NAME, ["run_1", "run_2", "run_3"]),
        (SortBy.PROGRESS, ["run_1", "run_2", "run_3"]),
        (SortBy.STATE, ["run_2", "run_3", "run_1"]),
        (SortBy.REPO, ["run_2", "run_3", "run_1"]),
    ],
)
async def test_rows_are_ordered_by_any_column_and_the_same_again_turns_them_round(
    sort: SortBy, wanted: list[str]
) -> None:
    async with running(a_slice(*LOSSES)) as (app, _):
        app.jobs.rearrange(Arrangement(sort))
        assert names(app) == wanted
        app.jobs.rearrange(Arrangement(sort, is_reversed=True))
        is_one_value = sort in {SortBy.STATE, SortBy.REPO}
        assert names(app) == (wanted if is_one_value else wanted[::-1])


async def test_the_head_shows_the_direction_and_the_title_the_order() -> None:
    async with running(a_slice(*LOSSES)) as (app, _):
        app.jobs.rearrange(Arrangement(SortBy.LOSS, is_reversed=True))
        assert "LOSS↓" in app.lines()[0]
        assert str(app.jobs.heading()) == "3 Jobs · 3 running · loss ↓"


async def test_rows_hold_still_while_figures_move_and_the_order_says_so() -> None:
    async with running(a_slice(*LOSSES)) as (app, _):
        app.jobs.rearrange(Arrangement(SortBy.LOSS))
        fallen = a_job("run_3", progress_percent=31.0, loss=a_loss(5e-8))
        app.jobs.show(a_slice(*LOSSES[::2], fallen))
        assert names(app) == ["run_1", "run_2", "run_3"]
        assert str(app.jobs.heading()).endswith("loss ↑ moved since")
        assert "LOSS↑?" in app.lines()[0]
        app.jobs.rearrange(app.jobs.arrangement)
        assert names(app) == ["run_3", "run_1", "run_2"]
        assert str(app.jobs.heading()).endswith("loss ↑")


async def test_a_job_that_settles_or_comes_puts_rows_in_order_again() -> None:
    async with running(a_slice(*LOSSES)) as (app, pilot):
        app.jobs.rearrange(Arrangement(SortBy.LOSS))
        await pilot.press("G")
        new = a_job("new", loss=a_loss(1.5e-7))
        app.jobs.show(a_slice(*LOSSES, new))
        assert names(app) == ["run_1", "new", "run_2", "run_3"]
        assert app.jobs.cursor_key == a_key("run_3")


async def test_what_has_no_figure_is_last_and_comes_to_its_place_once_it_has_one() -> None:
    async with running(a_slice(*LOSSES, a_job("none"))) as (app, _):
        app.jobs.rearrange(Arrangement(SortBy.LOSS))
        assert names(app)[-1] == "none"
        app.jobs.show(a_slice(*LOSSES, a_job("none", loss=a_loss(1e-9))))
        assert names(app)[0] == "none"


async def test_a_pipeline_is_one_block_that_folds() -> None:
    async with running(a_slice(*PIPELINE)) as (app, pilot):
        await pilot.press("t", "t")
        assert app.jobs.arrangement == IN_PIPELINES
        assert names(app) == ["wise", "wise", "wise", "v1", "alone", "alone"]
        assert "stim D · rollout D · bake R  coder" in app.lines()[1]
        await pilot.press("h")
        assert names(app) == ["wise", "alone", "alone"]
        assert "▸ wise  +3" in app.lines()[1]
        await pilot.press("l")
        assert len(names(app)) == 6
        await pilot.press("l")
        assert app.jobs.cursor_key == a_key("wise", Phase.STIM)
        await pilot.press("_")
        assert names(app) == ["wise", "alone"]
        await pilot.press("_", "t")
        assert app.jobs.arrangement == USUAL


async def test_enter_on_a_heading_folds_and_picks_nothing() -> None:
    async with running(a_slice(*PIPELINE)) as (app, pilot):
        app.jobs.rearrange(IN_PIPELINES)
        await pilot.press("g", "enter")
        assert names(app)[0] == "wise"
        assert len(names(app)) == 3
        assert app.picked == []


async def test_a_filter_leaves_matching_jobs_below_their_blocks() -> None:
    async with running(a_slice(*PIPELINE)) as (app, _):
        app.jobs.rearrange(IN_PIPELINES)
        app.jobs.filter("kind:rollout")
        assert names(app) == ["wise", "wise"]


async def test_only_what_settled_is_dismissed_and_a_running_row_says_why_not() -> None:
    async with running(a_slice(*SEVERAL)) as (app, pilot):
        await pilot.press("delete")
        assert (app.dismissed, len(app.refused)) == ([], 1)
        await pilot.press("j", "j", "backspace")
        assert app.dismissed == [a_key("failed_1")]


async def test_all_that_settled_and_the_filter_leaves_is_dismissed_at_once() -> None:
    async with running(a_slice(*SEVERAL)) as (app, pilot):
        app.jobs.filter("status:failed")
        await pilot.press("X")
        assert app.dismissed == [a_key("failed_1")]
        app.jobs.filter("")
        await pilot.press("X")
        assert app.dismissed[1:] == [a_key("failed_1"), a_key("done_1")]


async def test_dismissing_a_heading_is_about_what_settled_of_its_block() -> None:
    async with running(a_slice(*PIPELINE)) as (app, pilot):
        app.jobs.rearrange(IN_PIPELINES)
        await pilot.press("g", "delete")
        assert app.dismissed == [a_key("wise", Phase.STIM), a_key("wise", Phase.ROLLOUT)]


async def test_what_was_dismissed_has_no_row_and_is_counted() -> None:
    async with running(a_slice(*SEVERAL, dismissed={a_key("failed_1"): None})) as (app, _):
        assert names(app) == ["run_1", "wise", "done_1"]
        assert str(app.jobs.heading()) == "3 Jobs · 2 running · 1 done · 1 dismissed"


async def test_the_cursor_goes_to_the_nearest_row_when_its_own_is_dismissed() -> None:
    async with running(a_slice(*SEVERAL)) as (app, pilot):
        await pilot.press("j", "j")
        app.jobs.show(a_slice(*SEVERAL, dismissed={a_key("failed_1"): None}))
        assert app.jobs.cursor_key == a_key("done_1")


async def test_a_narrow_list_has_two_lines_a_job_and_keeps_every_column() -> None:
    async with running(a_slice(*SEVERAL), size=(60, 10)) as (app, pilot):
        lines = app.lines()
        assert [line.split() for line in lines[:2]] == [
            ["S", "NAME", "STAGE", "PROGRESS"],
            ["LOSS", "LAST", "STEPS", "ETA", "CHANGED", "REPO"],
        ]
        assert lines[2].split()[:2] == [">R", "run_1"]
        assert lines[3].split()[0] == "1.4e-7"
        assert lines[4].split()[:2] == ["R", "wise"]
        assert "412/1900" in lines[5]
        await pilot.press("j")
        assert app.lines()[4].startswith(">R")
        await pilot.resize_terminal(120, 10)
        await pilot.pause()
        assert app.lines()[2].split()[:2] == [">R", "wise"]
        assert app.jobs.header_rows == 1


async def test_the_last_of_many_jobs_is_whole_on_the_last_page_of_a_narrow_list() -> None:
    jobs = [a_job(f"run_{n}") for n in range(20)]
    async with running(a_slice(*jobs), size=(60, 9)) as (app, pilot):
        await pilot.press("G")
        assert [line.split()[1] for line in app.lines()[2:8:2]] == ["run_17", "run_18", "run_19"]
        assert app.lines()[8] == ""


async def test_columns_are_those_chosen_for_this_width_in_their_order() -> None:
    chosen = USUAL.with_columns(SizeClass.STANDARD, ("LOSS", "ETA", "NAME"))
    async with running(a_slice(*SEVERAL)) as (app, pilot):
        app.jobs.rearrange(chosen)
        assert app.lines()[0].split() == ["S", "LOSS", "ETA", "NAME"]
        await pilot.resize_terminal(90, 12)
        await pilot.pause()
        assert app.lines()[0].split()[1:3] == ["NAME", "STAGE"]


async def test_a_failed_row_tells_the_first_line_of_its_error_and_a_hostile_one_is_cleaned() -> None:
    job = a_job("v1", JobStatus.FAILED, error="\n\x1b[31mCUDA out of memory.\nTraceback")
    async with running(a_slice(job)) as (app, _):
        line = app.lines()[1]
        assert "CUDA out of memory." in line
        assert "Traceback" not in line
        assert "\x1b" not in line


async def test_a_watched_job_bears_the_sign_of_the_key() -> None:
    async with running(a_slice(*SEVERAL, watched=frozenset({a_key("run_1")}))) as (app, _):
        assert [line[:9] for line in app.lines()[1:3]] == [">Rw run_1", " R  wise "]
