"""A metric series laid along another axis than steps: epochs or time spent in training."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate, chain, groupby, islice
from math import inf, isfinite
from operator import mul, sub
from typing import TypeAlias

from breadtui.domain.metric.record import MetricSeries
from breadtui.values import replace

SeenSteps: TypeAlias = tuple[tuple[float, float], ...]
"""Pairs of a step and the seconds since 1970 at which training was first seen to have come so far, both ascending."""


class Axis(StrEnum):
    """What lies along the bottom of a plot.

    Training steps, epochs, seconds of training, seconds since 1970 at which a row was seen, or the share (0 to 1) of a
    bake's own steps, by which bakes of different lengths are laid over each other.
    """

    STEP = "step"
    EPOCH = "epoch"
    TIME = "time"
    SEEN = "seen"
    SHARE = "share"


_PACES = ("step_time", "iter_time")


def axes_of(series: MetricSeries) -> tuple[Axis, ...]:
    """The axes that its rows say where they lie on."""
    has_pace = any(name in series.columns for name in _PACES)
    known = {Axis.STEP: True, Axis.EPOCH: "epoch" in series.columns, Axis.TIME: has_pace}
    return tuple(axis for axis in Axis if known.get(axis, False))


def along(series: MetricSeries, axis: Axis) -> MetricSeries | None:
    """The series with `steps` replaced by epochs, seconds or shares; None where no row says them.

    No row says when it was seen: that is known to `seen_places` alone.
    """
    if axis is Axis.STEP:
        return series
    places = _PLACES[axis](series) if axis in _PLACES else None
    if places is None:
        return None
    return replace(series, steps=places, whole=None)


def seen_places(series: MetricSeries, seen: SeenSteps) -> MetricSeries | None:
    """The newest segment laid along the time at which its rows were seen; None where nothing was seen.

    Between two looks time runs evenly over the steps; what was there at the first look was seen then, and what is
    newer than the last with it. Earlier segments lie where the newest begins.
    """
    if not seen or not len(series):
        return None
    begin = series.restarts[-1] if series.restarts else 0
    places = array("d", [seen[0][1]]) * begin
    places.extend(_seen_at(step, seen) for step in series.steps[begin:])
    return replace(series, steps=places, whole=None)


def step_text(step: float) -> str:
    """A step as digits; some logs count in parts of one: `7`, `7.5`, thousandths at most."""
    return f"{step:.3f}".rstrip("0").rstrip(".")


def _seen_at(step: float, seen: SeenSteps) -> float:
    number = bisect_left(seen, (step, -inf))
    if number == 0:
        return seen[0][1]
    if number == len(seen):
        return seen[-1][1]
    (before, from_at), (after, to_at) = seen[number - 1], seen[number]
    return from_at + (to_at - from_at) * (step - before) / (after - before)


def _seconds(series: MetricSeries) -> array[float] | None:
    """Seconds of training up to each row: step times by steps since the row before, a missing one as the one before.

    A log that begins late counts its first row as one step.
    """
    name = next((name for name in _PACES if name in series.columns), None)
    if name is None:
        return None
    places = array("d")
    for begin, end in series.segments():
        seconds = _without_gaps(series.columns[name][begin:end])
        places.extend(accumulate(map(mul, seconds, _strides(series.steps[begin:end]))))
    return places


def _strides(steps: Sequence[float]) -> Iterator[float]:
    """How many steps each row stands for."""
    gaps = map(sub, islice(steps, 1, None), steps)
    second = next(gaps, 1.0)
    return chain((second if second == steps[0] else 1.0, second), gaps)


def _epochs(series: MetricSeries) -> array[float] | None:
    """Epochs as fractions; whole epochs are spread evenly over their rows, the last as wide as the one before."""
    if "epoch" not in series.columns:
        return None
    places = array("d")
    for begin, end in series.segments():
        runs = [(epoch, len(list(run))) for epoch, run in groupby(_never_falling(series.columns["epoch"][begin:end]))]
        for number, (epoch, count) in enumerate(runs):
            is_last = number == len(runs) - 1
            room = runs[number + 1][0] - epoch if not is_last else 1.0
            rows = max(count, runs[number - 1][1] if is_last and number else 0)
            places.extend(epoch + room * place / rows for place in range(count))
    return places


def _never_falling(values: Sequence[float]) -> Iterable[float]:
    return accumulate(_without_gaps(values), max)


def _without_gaps(values: Sequence[float]) -> Iterable[float]:
    """The values, a gap or a negative one as large as the one before; as they are where there is none."""
    if all(map(isfinite, values)) and min(values, default=0.0) >= 0:
        return values
    return _filled(values)


def _filled(values: Iterable[float]) -> Iterator[float]:
    last = 0.0
    for value in values:
        last = value if isfinite(value) and value >= 0 else last
        yield last


def _shares(series: MetricSeries) -> array[float] | None:
    """The share of the steps of its segment that each row stands at; None before the first row."""
    places = array("d")
    for begin, end in series.segments():
        most = max(series.steps[end - 1], 1.0)
        places.extend(step / most for step in series.steps[begin:end])
    return places if len(places) else None


_PLACES: Mapping[Axis, Callable[[MetricSeries], array[float] | None]] = {
    Axis.EPOCH: _epochs,
    Axis.TIME: _seconds,
    Axis.SHARE: _shares,
}
