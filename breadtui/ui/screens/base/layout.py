"""Which panes a terminal of some size has room for: pure, so that every size can be tested."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from breadtui.values import dataclass


class Pane(IntEnum):
    """The panes by the digit that goes to them; the transcript has a key of its own."""

    TREE = 1
    DETAIL = 2
    JOBS = 3
    METRICS = 4
    TRANSCRIPT = 5


HEADINGS = {
    Pane.TREE: "1 Tree",
    Pane.DETAIL: "2 Detail",
    Pane.JOBS: "3 Jobs",
    Pane.METRICS: "4 Metrics",
    Pane.TRANSCRIPT: "[Events]",
}
"""What stands in the rule above each pane before anything is known."""
TOO_SMALL = "breadtui needs 40×12 cells"


class Room(StrEnum):
    """How much room there is; each is a class on the screen."""

    TINY = "-tiny"
    SINGLE = "-single"
    SHORT = "-short"
    STANDARD = "-standard"
    WIDE = "-wide"


@dataclass(frozen=True, slots=True)
class Layout:
    """What is shown, and the sizes that are not left over: cells for the tree, rows for jobs and detail."""

    room: Room
    shown: frozenset[Pane]
    tree_width: int = 0
    jobs_height: int = 0
    detail_height: int = 0


def room_for(width: int, height: int) -> Room:
    """The room in a terminal of `width` × `height` cells."""
    if width < 40 or height < 12:
        return Room.TINY
    if width < 100 or height < 16:
        return Room.SINGLE
    if height < 30:
        return Room.SHORT
    return Room.WIDE if width >= 160 and height >= 40 else Room.STANDARD


def layout_for(
    width: int, height: int, focused: Pane, *, is_maximised: bool = False, is_editing: bool = False, wider: int = 0
) -> Layout:
    """The panes to show with `focused` among them; `wider` is what the person added to the tree's width.

    While a prompt is edited its text takes the place of the plots, which have nothing to show then.
    """
    room = room_for(width, height)
    if room in {Room.TINY, Room.SINGLE} or is_maximised:
        return Layout(room, frozenset({focused}))
    tree_width = min(max((36 if room is not Room.WIDE else 44) + wider, 20), width // 2)
    shown = _shown(room, focused, is_editing=is_editing)
    jobs_height = {Room.SHORT: max(height // 5, 4), Room.STANDARD: max(height // 4, 8)}.get(room, height // 4)
    detail_height = (
        0 if not {Pane.DETAIL, Pane.METRICS} <= shown or room is Room.WIDE else (height - jobs_height) // 2 - 3
    )
    return Layout(room, shown, tree_width, jobs_height, detail_height)


def _shown(room: Room, focused: Pane, *, is_editing: bool) -> frozenset[Pane]:
    everyday = {Pane.TREE, Pane.DETAIL, Pane.JOBS, Pane.METRICS}
    if room is Room.WIDE:
        return frozenset(everyday | {Pane.TRANSCRIPT})
    if focused is Pane.TRANSCRIPT:
        return frozenset(everyday - {Pane.JOBS} | {Pane.TRANSCRIPT})
    if room is Room.SHORT or is_editing:
        hidden = Pane.DETAIL if focused is Pane.METRICS else Pane.METRICS
        return frozenset(everyday - {hidden})
    return frozenset(everyday)
