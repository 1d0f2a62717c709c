"""Lines drawn part by part, so that who shows them can do other things between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.plots import drawn_ahead
from breadtui.ui.present.tones import Line

DOTS_A_TURN = 700
"""So many dots are drawn before keys get their turn; less than ten milliseconds of work."""


class Part(NamedTuple):
    """Some lines from the line `first` on, and how many dots were drawn for them or for what comes."""

    first: int
    lines: tuple[Line, ...] = ()
    dots: int = 0


TURN = Part(0, (), DOTS_A_TURN)
"""Nothing to show, but keys get their turn."""


def parts_ahead(request: PlotRequest) -> Iterator[Part]:
    """Draw what a plot needs, in parts without lines."""
    return (Part(0, (), dots) for dots in drawn_ahead(request))


def lines_of(parts: Iterable[Part], height: int) -> tuple[Line, ...]:
    """All parts as so many lines."""
    lines: list[Line] = [()] * max(height, 0)
    for part in parts:
        lines[part.first : part.first + len(part.lines)] = part.lines
    return tuple(lines[: max(height, 0)])
