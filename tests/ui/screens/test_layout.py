"""Which panes are shown in which room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.screens.base.layout import Pane, Room, layout_for, room_for

EVERYDAY = {Pane.TREE, Pane.DETAIL, Pane.JOBS, Pane.METRICS}


@pytest.mark.parametrize(
    ("width", "height", "room"),
    [
        (1, 1, Room.TINY),
        (39, 40, Room.TINY),
        (120, 11, Room.TINY),
        (80, 24, Room.SINGLE),
        (60, 20, Room.SINGLE),
        (99, 60, Room.SINGLE),
        (120, 15, Room.SINGLE),
        (120, 24, Room.SHORT),
        (100, 30, Room.STANDARD),
        (120, 40, Room.STANDARD),
        (200, 36, Room.STANDARD),
        (200, 60, Room.WIDE),
    ],
)
def test_each_size_has_its_room(width: int, height: int, room: Room) -> None:
    assert room_for(width, height) is room


def test_the_everyday_screen_shows_all_four_panes() -> None:
    assert layout_for(120, 40, Pane.TREE).shown == EVERYDAY


def test_a_small_terminal_shows_the_focused_pane_alone() -> None:
    assert layout_for(80, 24, Pane.JOBS).shown == {Pane.JOBS}


def test_a_wide_terminal_adds_the_transcript() -> None:
    assert layout_for(200, 60, Pane.TREE).shown == EVERYDAY | {Pane.TRANSCRIPT}


def test_a_maximised_pane_is_alone_at_any_size() -> None:
    assert layout_for(200, 60, Pane.METRICS, is_maximised=True).shown == {Pane.METRICS}


def test_the_editor_takes_the_place_of_the_plots() -> None:
    assert Pane.METRICS not in layout_for(120, 40, Pane.DETAIL, is_editing=True).shown


def test_the_plots_are_still_reached_while_a_prompt_is_edited() -> None:
    assert Pane.METRICS in layout_for(120, 40, Pane.METRICS, is_editing=True).shown


@given(
    st.integers(1, 400),
    st.integers(1, 200),
    st.sampled_from(Pane),
    st.booleans(),
    st.booleans(),
    st.integers(-400, 400),
)
def test_the_focused_pane_is_always_shown_and_everything_fits(
    width: int, height: int, focused: Pane, is_maximised: bool, is_editing: bool, wider: int
) -> None:
    layout = layout_for(width, height, focused, is_maximised=is_maximised, is_editing=is_editing, wider=wider)
    assert focused in layout.shown
    assert 0 <= layout.tree_width <= max(width // 2, 20)
    assert 0 <= layout.jobs_height + layout.detail_height < height or layout.room in {Room.TINY, Room.SINGLE}
