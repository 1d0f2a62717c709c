"""A chart as lines and words on a sheet, before it is SVG or PNG: what stands where, in dots from the upper left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, log10
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from breadtui.domain.unsafe_text import visible_line
from breadtui.values import dataclass

WIDTH_DOTS, HEIGHT_DOTS = 960, 540
TEXT_DOTS = 13
LETTER_DOTS = 8
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 24, 40, 40
_KEY_DOTS = 20
_HEAD_DOTS = 18
_LONGEST_KEY_CELLS = 90
_LONE_DOTS = 6.0
_RESTART_DASH = (2, 4)
COLOURS = ("#005faf", "#af3a00", "#6f3f9f", "#00665a", "#7a5f00", "#9f0f6f", "#00879f", "#444444")
BEHIND_COLOUR = "#b8b8b8"
FRAME_COLOUR, GRID_COLOUR, TEXT_COLOUR = "#5f5f5f", "#e4e4e4", "#262626"
DASHES: tuple[tuple[int, ...], ...] = ((), (9, 3), (3, 3), (6, 6), (15, 3), (3, 9), (9, 3, 3, 3), (12, 6))
"""Drawn and blank dots of each of eight curves; nothing for a whole line."""


class Dot(NamedTuple):
    """A place on the sheet."""

    x: float
    y: float


class Stroke(NamedTuple):
    """A line through dots; `dash` are drawn and blank dots in turn."""

    dots: tuple[Dot, ...]
    colour: str
    width: float = 1.0
    dash: tuple[int, ...] = ()


class Words(NamedTuple):
    """A text (raw) on its baseline; `anchor` is start, middle or end."""

    at: Dot
    text: str
    colour: str = TEXT_COLOUR
    anchor: str = "start"
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is drawn, from the lowest to the uppermost; `title` (raw) says what it is."""

    title: str
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ChartCurve:
    """One curve: its name (raw), letter and style by number, and the parts without a gap as (place, value)."""

    name: str
    letter: str
    number: int
    parts: tuple[tuple[tuple[float, float], ...], ...]
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart: its limits, its ticks with their labels, and its curves. `remark` tells how many points were drawn.

    `restarts` are the places at which training broke off and began again. Several curves are named in a key, by letter;
    one alone only where it `has_key`, because it is one of several.
    """

    title: str
    remark: str
    first: float
    last: float
    low: float
    high: float
    is_log: bool
    place_ticks: tuple[tuple[float, str], ...]
    value_ticks: tuple[tuple[float, str], ...]
    curves: tuple[ChartCurve, ...]
    place_title: str = ""
    restarts: tuple[float, ...] = ()
    has_key: bool = False

    def dot(self, place: float, value: float, width: int, height: int, top: int) -> Dot:
        """Where a value stands on a sheet; one beyond the limits stands on them."""
        across = (place - self.first) / ((self.last - self.first) or 1.0)
        low, high, value = (self._scaled(number) for number in (self.low, self.high, value))
        up = (min(max(value, low), high) - low) / ((high - low) or 1.0)
        return Dot(_LEFT + across * (width - _LEFT - _RIGHT), height - _BOTTOM - up * (height - top - _BOTTOM))

    def _scaled(self, value: float) -> float:
        return log10(max(value, 1e-300)) if self.is_log else value


def sheet_of(figure: ChartFigure, width: int = WIDTH_DOTS, height: int = HEIGHT_DOTS) -> Sheet:
    """The chart on a sheet of that size: grid, axes, curves with their letters, a key where there are several."""
    in_front = [curve for curve in figure.curves if not curve.is_behind]
    named = in_front if len(in_front) > 1 or figure.has_key else []
    head = _head(figure, width)
    key_top = _TOP + _HEAD_DOTS * (head[1].at.y > head[0].at.y)
    place = _Placing(figure, width, height, key_top + (_KEY_DOTS * len(_key_rows(named, width)) if named else 0))
    key_strokes, key_words = _key(named, width, key_top)
    strokes = (*place.grid(), *place.restarts(), *place.curves(), place.frame(), *key_strokes)
    return Sheet(figure.title, width, height, strokes, (*head, *place.labels(), *place.letters(named), *key_words))


def _head(figure: ChartFigure, width: int) -> tuple[Words, Words]:
    """Title and remark beside each other, or the remark below where they would meet."""
    room = (width - _LEFT - _RIGHT) // LETTER_DOTS
    title = _cut(figure.title, room)
    is_below = cell_len(title) + 2 + cell_len(figure.remark) > room
    remark = Dot(width - _RIGHT, 24 + _HEAD_DOTS * is_below)
    return Words(Dot(_LEFT, 24), title, is_strong=True), Words(remark, figure.remark, FRAME_COLOUR, "end")


def _cut(text: str, cells: int) -> str:
    """The text with its middle left out where it is wider."""
    shown, half = visible_line(text), (cells - 1) // 2
    if cell_len(shown) <= cells:
        return shown
    return f"{set_cell_size(shown, half).rstrip()}…{set_cell_size(shown[::-1], half)[::-1].lstrip()}"


@dataclass(frozen=True, slots=True)
class _Placing:
    """The parts of a figure on a sheet of one size."""

    figure: ChartFigure
    width: int
    height: int
    top: int

    def _dot(self, place: float, value: float) -> Dot:
        return self.figure.dot(place, value, self.width, self.height, self.top)

    def grid(self) -> Iterator[Stroke]:
        figure = self.figure
        for place, _ in figure.place_ticks:
            yield Stroke((self._dot(place, figure.low), self._dot(place, figure.high)), GRID_COLOUR)
        for value, _ in figure.value_ticks:
            yield Stroke((self._dot(figure.first, value), self._dot(figure.last, value)), GRID_COLOUR)

    def restarts(self) -> Iterator[Stroke]:
        """An upright line where training broke off."""
        figure = self.figure
        for place in figure.restarts:
            yield Stroke(
                (self._dot(place, figure.low), self._dot(place, figure.high)), FRAME_COLOUR, 1.0, _RESTART_DASH
            )

    def frame(self) -> Stroke:
        figure = self.figure
        corners = ((figure.first, figure.high), (figure.first, figure.low), (figure.last, figure.low))
        return Stroke(tuple(self._dot(*corner) for corner in corners), FRAME_COLOUR)

    def labels(self) -> Iterator[Words]:
        figure = self.figure
        for place, label in figure.place_ticks:
            x, y = self._dot(place, figure.low)
            yield Words(Dot(x, y + 18), label, FRAME_COLOUR, "middle")
        for value, label in figure.value_ticks:
            x, y = self._dot(figure.first, value)
            yield Words(Dot(x - 8, y + 4), label, FRAME_COLOUR, "end")
        yield Words(Dot(self.width - _RIGHT, self.height - 6), figure.place_title, FRAME_COLOUR, "end")

    def curves(self) -> Iterator[Stroke]:
        """Those behind first, then from the last to the first, so that the first lies uppermost."""
        curves = self.figure.curves
        in_front = reversed([curve for curve in curves if not curve.is_behind])
        for curve in (*(curve for curve in curves if curve.is_behind), *in_front):
            for part in curve.parts:
                dots = tuple(self._dot(place, value) for place, value in part)
                if len(dots) == 1:
                    yield _lone(dots[0], curve)
                else:
                    yield Stroke(dots, colour_of(curve), 1.0 if curve.is_behind else 1.8, dash_of(curve))

    def letters(self, curves: Sequence[ChartCurve]) -> Iterator[Words]:
        """Each curve's letter at its end, the lower ones pushed down where they would meet."""
        ends = [(self._dot(*curve.parts[-1][-1]), curve) for curve in curves if curve.parts]
        ends.sort(key=lambda one: one[0].y)
        places: list[Dot] = []
        for end, _ in ends:
            y = end.y + 4
            while any(_meet(Dot(end.x, y), other) for other in places):
                y += TEXT_DOTS
            places.append(Dot(end.x, y))
        for (_, curve), at in zip(ends, self._above_floor(places), strict=True):
            yield Words(Dot(at.x + 5, at.y), curve.letter, colour_of(curve), is_strong=True)

    def _above_floor(self, places: Sequence[Dot]) -> list[Dot]:
        """Those that were pushed below the chart stand above each other again."""
        lifted: list[Dot] = []
        for place in reversed(places):
            y = min(place.y, float(self.height - _BOTTOM + 4))
            while any(_meet(Dot(place.x, y), other) for other in lifted):
                y -= 1
            lifted.append(Dot(place.x, y))
        return lifted[::-1]


def _meet(one: Dot, other: Dot) -> bool:
    return abs(one.y - other.y) < TEXT_DOTS and abs(one.x - other.x) < 2 * LETTER_DOTS


def _lone(dot: Dot, curve: ChartCurve) -> Stroke:
    """A point with gaps on both sides, as a square that is seen."""
    half = _LONE_DOTS / 2
    return Stroke((Dot(dot.x - half, dot.y), Dot(dot.x + half, dot.y)), colour_of(curve), _LONE_DOTS)


def colour_of(curve: ChartCurve) -> str:
    """The colour of a curve."""
    return BEHIND_COLOUR if curve.is_behind else COLOURS[curve.number % len(COLOURS)]


def dash_of(curve: ChartCurve) -> tuple[int, ...]:
    """The dash of a curve."""
    return () if curve.is_behind else DASHES[curve.number % len(DASHES)]


def parts_of(
    points: Sequence[tuple[float, float, float]], *, is_log: bool
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Bands of (place, least, greatest) as parts without a gap; a band of two values is drawn as both."""
    parts: list[list[tuple[float, float]]] = [[]]
    for place, low, high in points:
        is_gap = not isfinite(low) or not isfinite(high) or (is_log and high <= 0)
        if is_gap or (parts[-1] and place < parts[-1][-1][0]):
            parts.append([])
        if is_gap:
            continue
        part = parts[-1]
        is_falling = bool(part) and abs(part[-1][1] - high) < abs(part[-1][1] - low)
        both = [(place, high), (place, low)] if is_falling else [(place, low), (place, high)]
        part += both[:1] if low == high else both
    return tuple(tuple(part) for part in parts if part)


def _key_rows(curves: Sequence[ChartCurve], width: int) -> list[list[ChartCurve]]:
    """The curves of the key, as many in a row as there is room for."""
    rows: list[list[ChartCurve]] = [[]]
    used = 0.0
    for curve in curves:
        needed = _key_dots(curve)
        if rows[-1] and used + needed > width - _LEFT - _RIGHT:
            rows.append([])
            used = 0.0
        rows[-1].append(curve)
        used += needed
    return rows


def _key_dots(curve: ChartCurve) -> float:
    return 70 + LETTER_DOTS * (cell_len(_key_name(curve)) + 2)


def _key_name(curve: ChartCurve) -> str:
    return _cut(curve.name, _LONGEST_KEY_CELLS)


def _key(curves: Sequence[ChartCurve], width: int, top: int) -> tuple[list[Stroke], list[Words]]:
    strokes: list[Stroke] = []
    words: list[Words] = []
    for number, row in enumerate(_key_rows(curves, width)):
        x, y = float(_LEFT), top + number * _KEY_DOTS + 6
        for curve in row:
            strokes.append(Stroke((Dot(x, y - 4), Dot(x + 45, y - 4)), colour_of(curve), 1.8, dash_of(curve)))
            words.append(Words(Dot(x + 51, y), f"{curve.letter} {_key_name(curve)}", colour_of(curve)))
            x += _key_dots(curve)
    return strokes, words
