"""Colours are told to the terminal in as few bytes as say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style

from breadtui.ui.terminal.pens import Pens

LEVELS = st.integers(0, 255) | st.sampled_from([0, 95, 135, 175, 215, 255, 8, 18, 238])


@pytest.mark.parametrize("number", range(16, 256))
def test_a_colour_that_every_terminal_has_is_named_by_its_number(number: int) -> None:
    style = Style(color=Color.from_triplet(EIGHT_BIT_PALETTE[number]), bgcolor="#010203")
    pen = Pens(ColorSystem.TRUECOLOR).of(style)
    assert pen.background == "48;2;1;2;3"
    red, green, blue = EIGHT_BIT_PALETTE[number]
    is_safe = number >= 22  # some schemes overwrite those before
    assert pen.foreground == (f"38;5;{number}" if is_safe else f"38;2;{red};{green};{blue}")


@given(LEVELS, LEVELS, LEVELS)
def test_the_terminal_shows_the_very_colour_that_is_wanted(red: int, green: int, blue: int) -> None:
    pen = Pens(ColorSystem.TRUECOLOR).of(Style(bgcolor=Color.from_rgb(red, green, blue)))
    kind, *numbers = map(int, pen.background.split(";")[1:])
    assert tuple(EIGHT_BIT_PALETTE[numbers[0]] if kind == 5 else numbers) == (red, green, blue)


def test_the_sixteen_of_the_terminal_stay_its_own() -> None:
    pens = Pens(ColorSystem.TRUECOLOR)
    assert pens.of(Style(color="red")).foreground == "31"
    assert pens.of(Style(color="default")).foreground == ""
