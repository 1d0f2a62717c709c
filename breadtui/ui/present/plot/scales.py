"""Axes that stay still: nice limits, nice ticks, short numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, isfinite, log10

from breadtui.domain.metric.axes import Axis, step_text
from breadtui.ui.present.plot.clock_ticks import clock_label, clock_ticks
from breadtui.values import dataclass

_LARGEST = 1e307
_SMALLEST = 1e-300
_LOG_LIMITS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
_ROOM_SHARE = 1 / 4
_DIGITS = 2, 3, 4, 5, 6, 7, 1
_SECOND_STEPS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000, 86400)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to a share of the height or width, 0 at `low` and 1 at `high`."""

    low: float
    high: float
    is_log: bool = False

    def share(self, value: float) -> float:
        """Where a value lies; one beyond the limits lies on them."""
        value = min(max(value, self.low), self.high)
        if self.is_log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)

    def holds(self, values: Iterable[float]) -> bool:
        """Whether all numbers among the values lie between its ends, of those that a scale of its kind can hold."""
        extent = _extent(values, is_log=self.is_log)
        return extent is None or (self.low <= extent[0] and extent[1] <= self.high)


def scale_of(values: Iterable[float], *, is_log: bool) -> Scale | None:
    """A scale that holds all finite values, with nice limits; None where there are none.

    A logarithmic one holds the positive values only.
    """
    extent = _extent(values, is_log=is_log)
    if extent is None:
        return None
    low, high = (min(max(value, -_LARGEST), _LARGEST) for value in extent)
    if is_log:
        low = max(low, _SMALLEST)
        return Scale(*_log_limits(low, max(high, low)), is_log=True)
    return Scale(*_linear_limits(low, high))


def can_be_log(limits: tuple[float, float] | None) -> bool:
    """Whether an axis that may choose its kind can be logarithmic within limits that a person wants to see, 0 say."""
    return limits is None or min(limits) > 0


def with_room(values: Iterable[float], was: Scale) -> Scale | None:
    """A scale of the same kind, with a quarter of room more on each side where the values left it.

    Never below zero for what is not. None without values.
    """
    extent = _extent(values, is_log=was.is_log)
    if extent is None:
        return None
    low, high = extent
    if was.is_log:
        room = (high / low) ** _ROOM_SHARE
        ends = (low / room if low < was.low else low, high * room if high > was.high else high)
    else:
        room = (high - low) * _ROOM_SHARE
        below = low - room if low < 0 else max(low - room, 0.0)
        ends = (below if low < was.low else low, high + room if high > was.high else high)
    return scale_of(ends, is_log=was.is_log)


def _extent(values: Iterable[float], *, is_log: bool) -> tuple[float, float] | None:
    finite = [value for value in values if isfinite(value) and (value > 0 or not is_log)]
    return (min(finite), max(finite)) if finite else None


def nice_step(span: float, count: int) -> float:
    """The least of 1, 2 and 5 times a power of ten that cuts `span` into at most `count` parts."""
    rough = span / max(count, 1)
    power = 10.0 ** floor(log10(rough))
    return next(step for factor in (1, 2, 5, 10) if (step := factor * power) >= rough * (1 - 1e-9))


def ticks(scale: Scale, count: int) -> tuple[float, ...]:
    """At most `count` nice values within the scale."""
    if count < 1:
        return ()
    if scale.is_log:
        found = _log_ticks(scale, count)
        if len(found) > 1 or count == 1:
            return found
    return _multiples(scale, nice_step(scale.high - scale.low, count - 1 if count > 1 else 1))[:count]


def fit_range(first: float, last: float, axis: Axis) -> tuple[float, float]:
    """The range along the bottom for points from `first` to `last`: it grows in jumps, so that a live plot stays."""
    least_span = least_span_of(axis)
    if axis is not Axis.SEEN and 0 < first <= (last - first) / 10:
        first = 0.0  # else the range would jump twice where the steps from 0 and from 1 are just as many as fit
    granule = nice_step(max(last - first, least_span), 10)
    if axis is Axis.STEP:
        granule = max(granule, 1.0)
    low = floor(first / granule) * granule
    return low, max(ceil(last / granule) * granule, low + least_span)


def least_span_of(axis: Axis) -> float:
    """The narrowest range along the bottom that holds everything."""
    return {Axis.STEP: 10.0, Axis.EPOCH: 1.0, Axis.SHARE: 1.0}.get(axis, 60.0)


def place_ticks(first: float, last: float, axis: Axis, count: int) -> tuple[float, ...]:
    """At most about `count` ticks along the bottom; whole steps, round times, nice epochs."""
    span = last - first
    if span <= 0 or count < 1:
        return ()
    if axis is Axis.SEEN:
        return clock_ticks(first, last, count)
    if axis is Axis.TIME:
        step = next((float(step) for step in _SECOND_STEPS if span / step <= count), nice_step(span, count))
    else:
        step = nice_step(span, count)
    if axis is Axis.STEP:
        step = max(step, 1.0)
    return _multiples(Scale(first, last), step)


def place_label(value: float, axis: Axis) -> str:
    """A place along the bottom in words: a step, an epoch, a share, a clock's time, or a duration such as `1h30`."""
    match axis:
        case Axis.STEP:
            return step_text(value)
        case Axis.EPOCH:
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case Axis.TIME:
            return _duration_label(round(value))
        case Axis.SEEN:
            return clock_label(value)
        case Axis.SHARE:
            return f"{100 * value:.0f}%"


def _duration_label(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds}s"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes}m{seconds % 60:02d}" if seconds % 60 else f"{minutes}m"
    return f"{minutes // 60}h{minutes % 60:02d}" if minutes % 60 else f"{minutes // 60}h"


def short_number(value: float, digits: int = 3) -> str:
    """A number in few cells: `1.92e-7`, `8.79`, `177`, `5813`; `-` for none."""
    if not isfinite(value):
        return "-"
    if value == 0:
        return "0"
    if 0.01 <= abs(value) < 99_999.5:
        decimals = max(digits - 1 - floor(log10(abs(value))), 0)
        text = f"{value:.{decimals}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return scientific(value, digits - 1)


def scientific(value: float, decimals: int) -> str:
    """The number as `1.5e-6`, without zeros in the exponent."""
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def tick_labels(values: Sequence[float], width: int = 7) -> tuple[str, ...]:
    """The labels of ticks, all written alike, with as few digits as tell them apart in that width."""
    is_plain = all(value == 0 or 0.01 <= abs(value) < 99_999.5 for value in values)
    written = [tuple(_tick_label(value, digits, is_plain=is_plain) for value in values) for digits in _DIGITS]
    fitting = [labels for labels in written if max(map(len, labels), default=0) <= width and _are_true(values, labels)]
    apart = next((labels for labels in fitting if len(set(labels)) == len(labels)), None)
    return apart or next(iter(fitting), _true_ones(values))


def _true_ones(values: Sequence[float]) -> tuple[str, ...]:
    """Labels of one digit, blank where that is another value; all where it is of each."""
    labels = tuple(_tick_label(value, 1, is_plain=False) for value in values)
    true = tuple(label if _are_true((value,), (label,)) else "" for value, label in zip(values, labels, strict=True))
    return true if any(true) else labels


def _tick_label(value: float, digits: int, *, is_plain: bool) -> str:
    return short_number(value, digits) if is_plain or value == 0 else scientific(value, digits - 1)


def _are_true(values: Sequence[float], labels: Sequence[str]) -> bool:
    largest = max(map(abs, values), default=0.0)
    return all(abs(float(label) - value) <= largest * 1e-3 for label, value in zip(labels, values, strict=True))


def _linear_limits(low: float, high: float) -> tuple[float, float]:
    span = high - low
    if span <= max(abs(low), abs(high)) * 1e-9 or span < _SMALLEST:
        pad = max(abs(low) / 2, _SMALLEST) if low else 1.0
        return low - pad, high + pad
    granule = nice_step(span, 10)
    return floor(low / granule + 1e-9) * granule, ceil(high / granule - 1e-9) * granule


def _log_limits(low: float, high: float) -> tuple[float, float]:
    if high < low * 3:
        bottom, top = _linear_limits(low, high)
        if bottom > 0:
            return bottom, top
    bottom, top = _log_limit_below(low), _log_limit_above(high)
    return bottom, top if top > bottom else bottom * 10


def _log_limit_below(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return max((limit * power for limit in _LOG_LIMITS if limit * power <= value * (1 + 1e-9)), default=power)


def _log_limit_above(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return min((limit * power for limit in (*_LOG_LIMITS, 10.0) if limit * power >= value * (1 - 1e-9)), default=value)


def _log_ticks(scale: Scale, count: int) -> tuple[float, ...]:
    """The densest of 1-2-5, every decade, every 2nd, 5th, … that has not too many."""
    decades = range(floor(log10(scale.low)), ceil(log10(scale.high)) + 1)
    found: tuple[float, ...] = ()
    for mantissas, stride in (((1, 2, 5), 1), ((1,), 1), ((1,), 2), ((1,), 5), ((1,), 10), ((1,), 50), ((1,), 100)):
        powers = [10.0**decade for decade in decades if decade % stride == 0 and decade < 308]
        found = tuple(_within(scale, (mantissa * power for power in powers for mantissa in mantissas)))
        if len(found) <= count:
            return found
    return found[:count]


def _within(scale: Scale, values: Iterable[float]) -> Iterator[float]:
    low, high = scale.low * (1 - 1e-9), scale.high * (1 + 1e-9)
    return (value for value in values if low <= value <= high)


def _multiples(scale: Scale, step: float) -> tuple[float, ...]:
    begin, end = ceil(scale.low / step - 1e-9), floor(scale.high / step + 1e-9)
    return tuple(number * step for number in range(begin, end + 1))
