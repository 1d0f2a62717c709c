"""The line for tmux: figures that are not zero, in words."""

from __future__ import annotations

import pytest

from breadtui.commands.monitoring.status_line import line_of
from breadtui.domain.answers import Tally
from tests.fakes.states import NOW, after


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
    assert line_of(tally, after(1800), is_offline=True) == "1 run ~30m offline"
