"""Lines drawn part by part: keys have their turn in between, what stood there stays, what is newer wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from breadtui.ui.present.plot.parts import DOTS_A_TURN, TURN, Part, lines_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.drawn_lines import DrawnLines
from tests.ui.waiting import until


class Lines(DrawnLines, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "note", "Note")]

    happened: list[str]

    def tones(self) -> Mapping[Tone, Style]:
        return dict.fromkeys(Tone, Style())

    def action_note(self) -> None:
        self.happened.append("key")


class Host(App[None]):
    def compose(self) -> ComposeResult:
        lines = Lines()
        lines.happened = []
        yield lines


def a_line(text: str) -> Line:
    return (Span(text, Tone.PLAIN),)


def drawn(lines: Lines, name: str, dots: int, count: int = 4) -> Iterator[Part]:
    for number in range(count):
        lines.happened.append(f"{name}{number}")
        yield Part(0, (), dots)
    yield Part(0, (a_line(name),))


async def test_a_key_is_answered_before_much_is_drawn() -> None:
    async with Host().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.focus()
        await pilot.pause()
        lines.put_parts(drawn(lines, "a", DOTS_A_TURN, 100))
        await pilot.press("x")
        await until(pilot, lambda: "a99" in lines.happened)
        assert lines.happened.index("key") < lines.happened.index("a99")
        assert lines.text_lines()[0] == "a"


async def test_a_little_is_drawn_at_once() -> None:
    async with Host().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.put_parts(drawn(lines, "a", DOTS_A_TURN // 5))
        assert lines.text_lines()[0] == "a"


async def test_what_stood_there_stays_until_the_new_is_drawn() -> None:
    async with Host().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.show_lines([a_line("old")])
        lines.put_parts(drawn(lines, "new", DOTS_A_TURN))
        assert lines.text_lines()[0] == "old"
        await until(pilot, lambda: lines.text_lines()[0] == "new")


@pytest.mark.parametrize("is_whole", [True, False])
async def test_what_is_newer_gives_up_the_rest_of_the_older(is_whole: bool) -> None:
    async with Host().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.put_parts(drawn(lines, "old", DOTS_A_TURN))
        if is_whole:
            lines.show_lines([a_line("new")])
        else:
            lines.put_parts(drawn(lines, "new", 0))
        await until(pilot, lambda: lines.text_lines()[0] == "new")
        await pilot.pause()
        assert [name for name in lines.happened if name.startswith("old")] == ["old0"]


async def test_the_rest_can_be_had_at_once() -> None:
    async with Host().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.put_parts(drawn(lines, "a", DOTS_A_TURN))
        lines.put_rest()
        assert lines.text_lines()[0] == "a"
        await pilot.pause()
        assert lines.happened == ["a0", "a1", "a2", "a3"]


def test_parts_make_as_many_lines_as_are_wanted() -> None:
    parts = [Part(1, (a_line("b"), a_line("c"))), TURN, Part(0, (a_line("a"),))]

    assert lines_of(parts, 3) == (a_line("a"), a_line("b"), a_line("c"))
    assert lines_of(parts, 2) == (a_line("a"), a_line("b"))
    assert lines_of(parts, 4) == (a_line("a"), a_line("b"), a_line("c"), ())
    assert lines_of(parts, 0) == ()
