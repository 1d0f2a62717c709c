"""How a person looks at a board: metric, axis, smoothing, baseline, window and cursor, and what keys make of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import index_at
from breadtui.domain.names import JobKey
from breadtui.ui.present.board.resting import resting_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries
from breadtui.ui.present.plot.view import point_along
from breadtui.values import dataclass, replace

ALPHAS = (0.0, 0.3, 0.6, 0.9)
UNITS: Mapping[Alignment, Axis] = {
    Alignment.STEP: Axis.STEP,
    Alignment.EPOCH: Axis.EPOCH,
    Alignment.FRACTION: Axis.SHARE,
    Alignment.TIME: Axis.TIME,
    Alignment.DESCENT: Axis.STEP,
}
_LEAST_SPANS = {Axis.STEP: 10.0, Axis.EPOCH: 0.1, Axis.TIME: 60.0, Axis.SHARE: 0.01}


@dataclass(frozen=True, slots=True)
class BoardView:
    """One way to look.

    `is_log` None leaves it to the values; `limits` are those of the values where a person set them; `cursor` is a
    place along the bottom, None for where it rests; `window` the part in sight, None for all, which ends at the newest
    place while `is_following`. `baseline` None is the first bake.
    """

    metric: str = "loss"
    alignment: Alignment = Alignment.STEP
    alpha: float = 0.6
    is_log: bool | None = None
    is_clipped: bool = False
    limits: tuple[float, float] | None = None
    baseline: JobKey | None = None
    hidden: frozenset[JobKey] = frozenset()
    cursor: float | None = None
    window: tuple[float, float] | None = None
    is_following: bool = True

    @property
    def unit(self) -> Axis:
        """What the places along the bottom are."""
        return UNITS[self.alignment]


@dataclass(frozen=True, slots=True)
class Sight:
    """What is on the screen when a key is pressed: curves as drawn in `width` cells, and what there is to choose."""

    view: BoardView
    curves: Curves
    width: int
    is_log: bool
    metrics: Sequence[str]
    alignments: Sequence[Alignment]

    @property
    def window(self) -> tuple[float, float]:
        """The part of the bottom axis in sight."""
        return self.curves.window or self.curves.whole()

    @property
    def cursor(self) -> float | None:
        """Where the cursor stands, or rests where nobody moved it; None without a point."""
        return cursor_of(self.view, self.curves.lines, self.curves.window)


def cursor_of(view: BoardView, lines: Sequence[NamedSeries], window: tuple[float, float] | None = None) -> float | None:
    """The place under the cursor."""
    if view.cursor is not None:
        return view.cursor
    resting = resting_of(lines, window)
    return None if resting is None else resting.place


def window_of(view: BoardView, curves: Curves) -> tuple[float, float] | None:
    """The part to show; one that follows, or that the curves have left, ends with the newest place."""
    if view.window is None:
        return None
    first, last = curves.whole()
    if not view.is_following and view.window[0] <= last and first <= view.window[1]:
        return view.window
    return last - (view.window[1] - view.window[0]), last


def through(view: BoardView, curves: Curves) -> Curves:
    """The curves as they are looked at in this way."""
    window = window_of(view, curves)
    cursor = cursor_of(view, curves.lines, window)
    return replace(curves, window=window, cursor=cursor, is_log=view.is_log, limits=None)


def moved(sight: Sight, columns: int) -> BoardView:
    """The cursor so many columns further, at least to the next point of any curve, and the window with it."""
    cursor, (first, last) = sight.cursor, sight.window
    if cursor is None:
        return sight.view
    far = cursor + columns * (last - first) / max(sight.width, 1)
    place = point_along((line.series for line in sight.curves.lines), cursor, far)
    return sight.view if place is None else _at(sight, place)


def pointed(sight: Sight, place: float) -> BoardView:
    """The cursor on the point of any curve that is nearest to a place along the bottom."""
    logs = (line.series for line in sight.curves.lines)
    points = [log.steps[index] for log in logs if (index := index_at(log, place)) is not None]
    return _at(sight, min(points, key=lambda point: abs(point - place))) if points else sight.view


def _at(sight: Sight, place: float) -> BoardView:
    view, (first, last) = sight.view, sight.window
    if view.window is None:
        return replace(view, cursor=place, is_following=False)
    if not first <= place <= last:
        first, last = place - (last - first) / 2, place + (last - first) / 2
    return replace(view, cursor=place, window=(first, last), is_following=False)


def _end(sight: Sight, *, is_last: bool) -> BoardView:
    ends = [end for line in sight.curves.lines for end in line.ends()]
    return _at(sight, max(ends) if is_last else min(ends)) if ends else sight.view


def zoomed(sight: Sight, factor: float) -> BoardView:
    """The window `factor` times as wide, around the cursor; all of it where that is wider."""
    (first, last), whole = sight.window, sight.curves.whole()
    span = max((last - first) * factor, _LEAST_SPANS[sight.view.unit])
    if span >= whole[1] - whole[0]:
        return replace(sight.view, window=None)
    cursor = sight.cursor
    if sight.view.cursor is None and (cursor is None or cursor >= whole[1] - span):
        return replace(sight.view, window=(whole[1] - span, whole[1]), is_following=True)
    start = min(max((cursor or 0.0) - span / 2, whole[0]), whole[1] - span)
    return replace(sight.view, window=(start, start + span), is_following=False)


def with_metric(view: BoardView, metric: str) -> BoardView:
    """Another metric, whose values choose the axis."""
    return view if metric == view.metric else replace(view, metric=metric, is_log=None, limits=None)


def along(view: BoardView, alignment: Alignment) -> BoardView:
    """Along another axis, with everything in sight."""
    return replace(view, alignment=alignment, window=None, cursor=None, is_following=True)


def _next(choices: Sequence[str], now: str) -> str:
    if not choices:
        return now
    return choices[(choices.index(now) + 1) % len(choices) if now in choices else 0]


LOOKS: Mapping[str, Callable[[Sight], BoardView]] = {
    "first": lambda sight: _end(sight, is_last=False),
    "last": lambda sight: _end(sight, is_last=True),
    "zoom_in": lambda sight: zoomed(sight, 0.5),
    "zoom_out": lambda sight: zoomed(sight, 2.0),
    "fit": lambda sight: replace(sight.view, window=None, limits=None),
    "follow": lambda sight: replace(sight.view, cursor=None, is_following=True),
    "log": lambda sight: replace(sight.view, is_log=not sight.is_log),
    "smoothing": lambda sight: replace(
        sight.view, alpha=next((alpha for alpha in ALPHAS if alpha > sight.view.alpha), ALPHAS[0])
    ),
    "axis": lambda sight: along(sight.view, Alignment(_next(sight.alignments, sight.view.alignment))),
    "clip": lambda sight: replace(sight.view, is_clipped=not sight.view.is_clipped),
    "metric": lambda sight: with_metric(sight.view, _next(sight.metrics, sight.view.metric)),
}
"""What each key of the chart makes of the way of looking."""
