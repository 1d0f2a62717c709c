"""`↑` and `↓` in a line: what was typed before comes back, and what was typed is not lost."""

from __future__ import annotations

from breadtui.domain.typed_lines import TypedLines, with_typed
from breadtui.ui.screens.line.recalling import Recalling

OLDER, NEWER = -1, 1


class Keeper:
    """What an app keeps."""

    def __init__(self, *lines: str) -> None:
        self.lines = {":": TypedLines(lines)}

    def lines_typed(self, place: str) -> TypedLines:
        return self.lines.get(place, TypedLines())

    def keep_line(self, place: str, line: str) -> None:
        self.lines = dict(with_typed(self.lines, place, line))


def opened(keeper: object, text: str = "") -> Recalling:
    recalling = Recalling()
    recalling.begin(keeper, ":", text)
    return recalling


def test_up_goes_back_and_down_returns_to_what_was_typed() -> None:
    line = opened(Keeper("open a", "theme dark", "open b"))
    assert line.step("op", OLDER) == "open b"
    assert line.step("open b", OLDER) == "open a"
    assert line.step("open a", OLDER) is None
    assert line.step("open a", NEWER) == "open b"
    assert line.step("open b", NEWER) == "op"
    assert line.step("op", NEWER) is None


def test_a_line_that_came_back_and_was_changed_is_a_beginning_of_its_own() -> None:
    line = opened(Keeper("open a", "theme dark", "theme light"))
    assert line.step("", OLDER) == "theme light"
    assert line.step("theme", OLDER) == "theme light"
    assert line.step("theme light", OLDER) == "theme dark"


def test_a_text_that_stood_there_already_is_no_beginning_and_comes_back_at_the_end() -> None:
    line = opened(Keeper("loss<1", "status:fail", "coder"), "coder")
    assert line.step("coder", OLDER) == "status:fail"
    assert line.step("status:fail", NEWER) == "coder"


def test_what_is_entered_is_kept_by_the_app() -> None:
    keeper = Keeper()
    opened(keeper).keep("open a")
    assert opened(keeper).step("", OLDER) == "open a"


def test_without_an_app_that_keeps_them_a_line_remembers_its_own() -> None:
    line = opened(object())
    line.keep("open a")
    line.begin(object(), ":", "")
    assert line.step("", OLDER) == "open a"
    line.begin(object(), "/", "")
    assert line.step("", OLDER) is None
