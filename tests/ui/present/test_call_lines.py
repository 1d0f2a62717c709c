"""Calls as lines fit the width they are given, with the end of the path, which tells them apart."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.ui.panes.transcript import HEADER
from breadtui.ui.present.calls import FIXED_WIDTH, call_line
from breadtui.values import replace
from tests.fakes.calls import a_call

PATH = "/v1/repo/support_agent/targets/refund_set_2/rollout"


@pytest.mark.parametrize("width", [64, 80, 120])
def test_a_line_fits_and_keeps_both_ends_of_the_path(width: int) -> None:
    line = call_line(a_call(PATH), width)
    assert sum(cell_len(span.text) for span in line) <= width
    assert "".join(span.text for span in line).endswith("out")


@pytest.mark.parametrize(("width", "said"), [(80, "(try 2 …)"), (120, "(try 2, tried again)")])
def test_the_path_of_a_call_that_was_tried_again_makes_room_for_that(width: int, said: str) -> None:
    line = call_line(replace(a_call(PATH), attempt=2), width, is_again=True)
    assert sum(cell_len(span.text) for span in line) <= width
    assert "".join(span.text for span in line).endswith(said)


def test_the_path_stands_below_its_name() -> None:
    line = "".join(span.text for span in call_line(a_call(PATH), 120))
    assert line.index("/v1") == HEADER.index("PATH") == FIXED_WIDTH
