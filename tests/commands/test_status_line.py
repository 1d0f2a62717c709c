"""The line for tmux: figures that are not zero, in words."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from breadtui.commands.monitoring.status_asked import put_asked
from breadtui.commands.monitoring.status_line import line_of, put_recorded
from breadtui.domain.answers import Bearing, Recorder, Tally
from breadtui.domain.errors import RateLimited, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.repos import Repo
from tests.fakes.api import FakeApi
from tests.fakes.states import NOW, REPO, a_tree, after


@pytest.mark.parametrize(
    ("tally", "line"),
    [
        (Tally(NOW), "idle"),
        (Tally(NOW, failed=2), "idle 2 fail"),
        (Tally(NOW, running=2, failed=1, next_end_seconds=3720.0), "2 run 1 fail ~1h02m"),
        (Tally(NOW, running=7, queued=1, failed=1, stalled=3, alarms=2), "7 run 1 queue 1 fail 3 stall 2 alarm"),
    ],
)
def test_figures_that_are_zero_are_left_out(tally: Tally, line: str) -> None:
    assert line_of(tally, NOW) == line


def test_what_is_left_counts_down_and_a_lost_line_is_said() -> None:
    tally = Tally(NOW, running=1, next_end_seconds=3600.0)
    assert line_of(tally, after(1800), Bearing(trouble=Unreachable("cut"))) == "1 run ~30m offline"


def test_a_wait_that_the_recorder_was_asked_for_is_counted_down_and_then_left_out() -> None:
    tally, bearing = Tally(NOW, running=1), Bearing(quiet_until=after(30))
    assert line_of(tally, after(11), bearing) == "1 run wait 19s"
    assert line_of(tally, after(30), bearing) == "1 run"


def test_a_recorder_that_waits_is_not_told_as_offline_to_programs_either() -> None:
    recorder = Recorder("e", 7, True, NOW, NOW, Bearing(quiet_until=after(30), tally=Tally(NOW, running=1)))
    out = StringIO()
    assert put_recorded(out, recorder, after(11), is_json=True)
    told = json.loads(out.getvalue())
    assert (told["wait_seconds"], told["trouble"]) == (19.0, None)
    out = StringIO()
    assert put_recorded(out, recorder, after(31), is_json=True)
    assert json.loads(out.getvalue())["wait_seconds"] is None


async def test_where_nobody_records_a_refused_tree_is_a_wait_and_not_a_lost_line() -> None:
    api, out = FakeApi(repos=[Repo(REPO)], trees=[a_tree()]), StringIO()
    api.fail("tree", RateLimited("slow", retry_after_seconds=19.0))
    await put_asked(api, out, NOW, is_json=False)
    assert out.getvalue() == "bakes idle wait 19s\n"


async def test_where_nobody_records_the_line_does_not_claim_to_count_stims_and_rollouts() -> None:
    api, out = FakeApi(repos=[Repo(REPO)], trees=[a_tree({"b0": JobStatus.RUNNING})]), StringIO()
    await put_asked(api, out, NOW, is_json=False)
    assert out.getvalue() == "bakes 1 run\n"
    out = StringIO()
    await put_asked(api, out, NOW, is_json=True)
    assert (told := json.loads(out.getvalue()))["of"] == "bakes"
    assert told["running"] == 1
    recorder = Recorder("e", 7, True, NOW, NOW, Bearing(tally=Tally(NOW, running=1)))
    out = StringIO()
    assert put_recorded(out, recorder, NOW, is_json=True)
    assert json.loads(out.getvalue())["of"] == "jobs"
