"""Which letter is which bake: beside the curves where there is room, else in lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest
from breadtui.ui.present.short_names import short_names
from breadtui.ui.present.tones import Line, Span

_LONGEST_NAME, _SHORT_NAME, _SHORTEST_NAME = 20, 14, 10
_BETWEEN = 2


def lettered(request: PlotRequest) -> tuple[Curve, ...]:
    """The curves with letters: all in front where there are several, or the one that is not the first of them."""
    in_front = tuple(curve for curve in request.curves if not curve.is_behind)
    return in_front if len(in_front) > 1 or any(curve.style is not style_of(0) for curve in in_front) else ()


def legend_entries(curves: Sequence[Curve], *, is_ascii: bool) -> tuple[str, ...]:
    """Letter, line and name of each, `A ────── coder_v7`, the names below each other."""
    samples = [curve.style.sample(is_ascii=is_ascii) for curve in curves]
    wide = max(map(len, samples), default=0)
    names = short_names([curve.name for curve in curves], _LONGEST_NAME)
    rows = zip(curves, samples, names, strict=True)
    return tuple(f"{curve.style.letter} {sample:<{wide}} {name}" for curve, sample, name in rows)


def brief_entries(curves: Sequence[Curve]) -> Iterator[tuple[str, ...]]:
    """Letter and name of each, `A coder_v7`, in ever fewer cells."""
    raw = [curve.name for curve in curves]
    for longest in (_LONGEST_NAME, _SHORT_NAME, _SHORTEST_NAME):
        names = short_names(raw, longest)
        yield tuple(f"{curve.style.letter} {name}" for curve, name in zip(curves, names, strict=True))


def legend_lines(request: PlotRequest, drawn: Sequence[Line], *, is_of_several: bool = False) -> tuple[Line, ...]:
    """Lines that name each letter, as wide as the plot; none where what is `drawn` names them all.

    One curve alone is named where it is of several, of which the others are not drawn.
    """
    curves = tuple(curve for curve in request.curves if not curve.is_behind) if is_of_several else lettered(request)
    entries = legend_entries(curves, is_ascii=request.markers is Markers.ASCII)
    text = "\n".join("".join(span.text for span in line) for line in drawn)
    if any(all(entry in text for entry in known) for known in (entries, *brief_entries(curves))):
        return ()
    if max(map(cell_len, entries)) >= request.width:
        names = short_names([curve.name for curve in curves], max(request.width - 3, 1))
        entries = tuple(f"{curve.style.letter} {name}" for curve, name in zip(curves, names, strict=True))
    return tuple(_filled(curves, entries, request.width))


def _filled(curves: Sequence[Curve], entries: Sequence[str], width: int) -> Iterator[Line]:
    """As many in a line as there is room for."""
    line: list[Span] = []
    used = 0
    for curve, entry in zip(curves, entries, strict=True):
        if line and used + _BETWEEN + cell_len(entry) > width - 1:
            yield tuple(line)
            line, used = [], 0
        line.append(Span(f"{' ' * _BETWEEN if line else ' '}{entry}", curve.style.tone))
        used += cell_len(line[-1].text)
    yield tuple(line)
