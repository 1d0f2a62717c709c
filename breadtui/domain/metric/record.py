"""A bake's metric rows as columns: sorted, deduplicated, with gaps kept as gaps."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import ceil, isfinite, log, nan
from operator import lt
from typing import TypeAlias

from breadtui.domain.metric.columns import extremes_of, place_of
from breadtui.domain.metric.restarts import restarts_of

STEP = "iter"
KNOWN_METRICS = (
    "loss",
    "train_loss",
    "eval_loss",
    "lr",
    "step_time",
    "iter_time",
    "step_tflops",
    "iter_tflops",
    "seqlen",
    "epoch",
)
"""The names the service is known to log, in reading order. Source: the API contract, metrics."""
MOST_METRICS = 64
NUMBERS = frozenset({int, float})
"""The types of numbers; true and false are none."""
MISSING = object()
"""In the place of a value that a row does not have."""
_LOST_WORDS = frozenset({"nan", "inf", "infinity"})
_FIRST_STEPS = 10
_RECENT_STEPS = 50
_LEAST_SHARE = 1e-7
"""What weighs less in an average is left out of it."""
Row: TypeAlias = dict[str, object]
Band: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class MetricSeries:
    """All numeric metrics of one bake, a column per metric, aligned with `steps`.

    `steps` are training iterations, ascending within a segment; `restarts` are the indices at which training
    began again from the start. A value that was missing or not finite is NaN. `rows_count` is how many rows the
    service sent, `skipped_count` how many of them were no objects; `gap_counts` is, for each metric that has any, how
    many steps say something of it that is no finite number, and `lost_at`, for each that was sent as NaN or infinite,
    the first step at which it was.
    Of a long log `columns` hold the telling rows only, and `whole` all of them; None where these are all.
    Compared by identity: a series is replaced, never changed. It is named without its points: the toolkit names each
    task by its arguments, which would take a tenth of a second for ten thousand rows.
    """

    steps: Sequence[float] = field(default=(), repr=False)
    columns: Mapping[str, Sequence[float]] = field(default_factory=dict, repr=False)
    restarts: tuple[int, ...] = ()
    rows_count: int = 0
    skipped_count: int = 0
    gap_counts: Mapping[str, int] = field(default_factory=dict)
    lost_at: Mapping[str, float] = field(default_factory=dict)
    whole: MetricSeries | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def last_step(self) -> int | None:
        """The newest step, or None before the first row."""
        return int(self.steps[-1]) if len(self.steps) else None

    def segments(self) -> Iterator[tuple[int, int]]:
        """The index ranges, begin and end, between which steps ascend."""
        edges = [0, *self.restarts, len(self.steps)]
        return ((begin, end) for begin, end in pairwise(edges) if begin < end)


def segment_of(series: MetricSeries, index: int) -> tuple[int, int]:
    """The part between restarts, begin and end, in which a point lies."""
    number = bisect_right(series.restarts, index)
    begin = series.restarts[number - 1] if number else 0
    return begin, series.restarts[number] if number < len(series.restarts) else len(series)


def series_of_rows(rows: Iterable[object]) -> MetricSeries:
    """The series of a bake's metric log, whatever order and shape its rows came in.

    Rows are sorted by `iter` (their number where it is missing) and a repeated step takes the last value of each
    metric; a log that begins again at its first step becomes a second segment. Source: the API contract, metrics.
    """
    given = list(rows)
    objects: list[Row] = [row for row in given if isinstance(row, dict)]
    skipped_count = len(given) - len(objects)
    steps = _steps_of(objects)
    restarts: tuple[int, ...] = ()
    if not all(map(lt, steps, islice(steps, 1, None))):
        objects, steps, restarts = _in_order(objects, steps)
    columns, gap_counts = _columns_of(objects)
    lost_at = _lost_at(objects, steps, columns) if gap_counts else {}
    return MetricSeries(array("d", steps), columns, restarts, len(given), skipped_count, gap_counts, lost_at)


def thin(
    series: MetricSeries, metric: str, buckets: int, first: float, last: float, *, since: float | None = None
) -> list[Band]:
    """At most `buckets` bands a segment of the steps from `first` to `last`, so that no peak and no dip is hidden.

    A band is (step, least, greatest) of the values in it; NaN for both where it holds no value. With `since`, the step
    at which one of the bands begins, only that and those after it.
    """
    values = series.columns.get(metric)
    if values is None or buckets < 1:
        return []
    bands: list[Band] = []
    for begin, end in series.segments():
        start = place_of(series.steps, first, begin, end)
        stop = place_of(series.steps, last, start, end, is_after=True)
        is_short = stop - start <= buckets
        if since is not None:
            start = place_of(series.steps, since, start, stop)
        if is_short:
            bands += zip(series.steps[start:stop], values[start:stop], values[start:stop], strict=True)
        else:
            bands += _bands(series.steps, values, (start, stop), _edges(buckets, first, last, since))
    return bands


def ema(values: Sequence[float], alpha: float) -> Sequence[float]:
    """The exponential moving average that keeps `alpha` (0 to below 1) of what it was; a gap stays a gap."""
    if alpha <= 0:
        return values
    smoothed = array("d", values)
    average = nan
    for index, value in enumerate(values):
        if value == value:  # noqa: PLR0124 - the quickest test for NaN
            average = value if average != average else alpha * average + (1 - alpha) * value  # noqa: PLR0124
            smoothed[index] = average
    return smoothed


def ema_at(values: Sequence[float], alpha: float, begin: int, index: int) -> float:
    """The same average at one point of a column that begins at `begin`, to six digits; NaN where there is a gap."""
    if alpha <= 0 or not isfinite(values[index]):
        return values[index]
    reach = ceil(log(_LEAST_SHARE) / log(alpha))
    return ema(values[max(begin, index - reach) : index + 1], alpha)[-1]


def smoothed(series: MetricSeries, metric: str, alpha: float) -> MetricSeries:
    """The series with that metric alone, averaged within each segment."""
    values = series.columns.get(metric, ())
    average = array("d")
    for begin, end in series.segments():
        average.extend(ema(values[begin:end], alpha))
    return MetricSeries(series.steps, {metric: average} if len(values) else {}, series.restarts)


def tail(series: MetricSeries, metric: str, count: int) -> Sequence[float]:
    """The newest `count` values of a metric, gaps included; fewer where there are fewer."""
    values = series.columns.get(metric, ())
    return values[max(len(values) - count, 0) :]


def last_value(series: MetricSeries, metric: str) -> float | None:
    """The newest value that is a number."""
    values = series.columns.get(metric, ())
    return next((value for value in reversed(values) if isfinite(value)), None)


def index_at(series: MetricSeries, step: float) -> int | None:
    """Where the point nearest to `step` lies, in the newest segment that comes near; None without points."""
    nearest: int | None = None
    for begin, end in series.segments():
        place = place_of(series.steps, step, begin, end)
        for index in (place - 1, place):
            if begin <= index < end and (nearest is None or _distance(series, step, index, nearest) <= 0):
                nearest = index
    return nearest


def value_at(series: MetricSeries, metric: str, step: float) -> float | None:
    """The value at the point nearest to `step`, or None where there is a gap or no such metric."""
    index = index_at(series, step)
    values = series.columns.get(metric)
    if index is None or values is None or not isfinite(values[index]):
        return None
    return values[index]


def remaining_seconds(series: MetricSeries, progress_percent: float | None) -> float | None:
    """About how long training goes on: the mean of recent step times by the steps left.

    The total is derived from the percentage, because none is published. None in the first ten steps,
    at 100 percent, and where percentage or step time is unknown. Source: the API contract, metrics.
    """
    begin = series.restarts[-1] if series.restarts else 0
    step = series.last_step
    if (
        progress_percent is None
        or not 0 < progress_percent < 100
        or step is None
        or min(step, len(series) - begin) < _FIRST_STEPS
    ):
        return None
    seconds = next((found for name in ("step_time", "iter_time") if (found := _recent_mean(series, name))), None)
    if seconds is None:
        return None
    return seconds * step * (100.0 / progress_percent - 1.0)


def axis_is_log(values: Iterable[float]) -> bool:
    """Whether an axis reads better in powers of ten: all values positive and over more than two decades."""
    finite = [value for value in values if isfinite(value)]
    return bool(finite) and min(finite) > 0 and max(finite) / min(finite) > 100


def _recent_mean(series: MetricSeries, metric: str) -> float | None:
    finite = [value for value in tail(series, metric, _RECENT_STEPS) if isfinite(value)]
    return sum(finite) / len(finite) if finite else None


def _distance(series: MetricSeries, step: float, index: int, other: int) -> float:
    return abs(series.steps[index] - step) - abs(series.steps[other] - step)


def _edges(buckets: int, first: float, last: float, since: float | None) -> Iterator[float]:
    """The upper edges of all buckets but the last, which takes the rest; those beyond `since`, where there is one."""
    edges = (first + (last - first) * number / buckets for number in range(1, buckets))
    return edges if since is None else (edge for edge in edges if edge > since)


def _bands(
    steps: Sequence[float], values: Sequence[float], part: tuple[int, int], edges: Iterator[float]
) -> Iterator[Band]:
    start, end = part
    for edge in edges:
        stop = place_of(steps, edge, start, end)
        if stop > start:
            yield (steps[start], *extremes_of(values, start, stop))
            start = stop
    if end > start:
        yield (steps[start], *extremes_of(values, start, end))


def number_of(value: object) -> float:
    """The value as a finite number, or NaN; true and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return nan
    try:
        number = float(value)
    except OverflowError:
        return nan
    return number if isfinite(number) else nan


def _steps_of(rows: Sequence[Row]) -> list[float]:
    found = [number_of(row.get(STEP)) for row in rows]
    return [float(number) if step != step else step for number, step in enumerate(found, 1)]  # noqa: PLR0124 - NaN


def _in_order(rows: Sequence[Row], steps: Sequence[float]) -> tuple[list[Row], list[float], tuple[int, ...]]:
    """Rows and steps sorted within each segment, repeated steps merged, and where each new segment begins."""
    ordered_rows: list[Row] = []
    ordered_steps: list[float] = []
    starts: list[int] = []
    edges = [0, *restarts_of(steps), len(steps)]
    for begin, end in pairwise(edges):
        merged: dict[float, Row] = {}
        for step, row in zip(steps[begin:end], rows[begin:end], strict=True):
            merged[step] = {**merged[step], **row} if step in merged else row
        starts.append(len(ordered_steps))
        ordered_steps += sorted(merged)
        ordered_rows += [merged[step] for step in ordered_steps[starts[-1] :]]
    return ordered_rows, ordered_steps, tuple(starts[1:])


def _columns_of(rows: Sequence[Row]) -> tuple[dict[str, array[float]], dict[str, int]]:
    """At most `MOST_METRICS` columns, known names first, and how many gaps those have that have any."""
    columns: dict[str, array[float]] = {}
    gap_counts: dict[str, int] = {}
    for name in _names_of(rows):
        if len(columns) == MOST_METRICS:
            break
        values = [row.get(name, MISSING) for row in rows]
        if name in KNOWN_METRICS or any(type(value) in NUMBERS for value in values):
            columns[name] = array("d", map(number_of, values))
            if gap_count := _gap_count(values, columns[name]):
                gap_counts[name] = gap_count
    return columns, gap_counts


def _names_of(rows: Sequence[Row]) -> list[str]:
    names: dict[str, None] = {}
    for row in rows:
        if not row.keys() <= names.keys():
            names.update(dict.fromkeys(row))
    names.pop(STEP, None)
    known = [name for name in KNOWN_METRICS if name in names]
    return known + [name for name in names if name not in KNOWN_METRICS]


def _lost_at(rows: Sequence[Row], steps: Sequence[float], columns: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The first step at which each metric was no number any more; null is no answer and counts for nothing."""
    found: dict[str, float] = {}
    for name, column in columns.items():
        if not all(map(isfinite, column)):
            lost = (step for row, step in zip(rows, steps, strict=True) if is_lost(row.get(name)))
            if (first := next(lost, None)) is not None:
                found[name] = first
    return found


def is_lost(value: object) -> bool:
    """Whether a value says NaN or infinite, as a number or as a word."""
    if isinstance(value, str):
        return value.strip().lstrip("+-").lower() in _LOST_WORDS
    return isinstance(value, float) and not isfinite(value)


def _gap_count(values: Sequence[object], column: Sequence[float]) -> int:
    """How many values are no finite number; a missing one says nothing, so it is no gap."""
    if all(map(isfinite, column)):
        return 0
    pairs = zip(values, column, strict=True)
    return sum(value is not MISSING and not isfinite(number) for value, number in pairs)
