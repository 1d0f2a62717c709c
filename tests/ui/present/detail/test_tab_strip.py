"""The tabs of the detail pane in any room."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.ui.present.detail.details import DetailSlice, Tab, tabs_of
from breadtui.ui.present.detail.tab_strip import shown_tabs, title_line
from breadtui.ui.present.tones import Line
from tests.fakes.states import (
    REPO,
    a_key,
    a_target_key,
)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).strip() for line in lines]


def test_tabs_follow_the_choice_and_the_open_one_has_brackets() -> None:
    assert tabs_of(a_key()) == tuple(Tab)
    assert tabs_of(REPO) == (Tab.OVERVIEW,)
    facts = DetailSlice(chosen=a_target_key())
    assert texts([title_line(facts, Tab.CONFIG, 80)]) == ["2 wise ── Overview │ [Config] │ Data │ Graph"]


@pytest.mark.parametrize("width", range(12, 110, 7))
@pytest.mark.parametrize("tab", Tab)
def test_the_open_tab_is_seen_in_any_room_and_the_title_never_is_wider(tab: Tab, width: int) -> None:
    facts = DetailSlice(chosen=a_key("a_bake_with_a_name_that_needs_much_room" * 3))
    line = title_line(facts, tab, width)
    said = "".join(span.text for span in line)
    assert f"[{tab}]" in said
    if width >= 33:
        assert cell_len(said) <= width
        assert said.startswith("2 a_b")


def test_tabs_that_do_not_fit_are_told_by_signs() -> None:
    facts = DetailSlice(chosen=a_key("v7"))
    assert texts([title_line(facts, Tab.PLAN, 50)]) == ["2 v7 ── ‹ Graph │ [Plan] │ Blame │ Journal"]
    assert texts([title_line(facts, Tab.DATA, 40)]) == ["2 v7 ── ‹ [Data] │ Prompts │ Graph ›"]
    assert shown_tabs(tuple(Tab), Tab.BLAME, 200) == tuple(Tab)
