"""Rules about how training goes along: the time of its steps, and the learning rate it is given."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from breadtui.domain.doctor.curve import PACES, Points, points_of
from breadtui.domain.doctor.figures import loss_words, seconds_words, times_words
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import MetricSeries

FEWEST_STEPS = 60
RECENT_STEPS = 20
FIRST_STEPS = 5
"""The first steps load and compile, and say nothing of the pace."""

SLOWER_BY = 2.0

RATE_TOLERANCE = 0.1
"""A peak this share off the configured rate is the same: logs round, and a warm-up may step over its top."""

STEPS_AFTER_PEAK = 10


def slower_evidence(series: MetricSeries) -> str | None:
    """The last steps take twice as long as the run's quicker ones, of which there were a quarter at least."""
    seconds = points_of(series, *PACES).values
    if len(seconds) < FEWEST_STEPS:
        return None
    recent = median(seconds[-RECENT_STEPS:])
    earlier = sorted(seconds[FIRST_STEPS:-RECENT_STEPS])
    before = earlier[len(earlier) // 4]
    if before <= 0 or recent < SLOWER_BY * before:
        return None
    return f"{seconds_words(recent)} a step, {times_words(recent / before)} the {seconds_words(before)} before"


def rate_evidence(rates: Points, config: JsonObject) -> str | None:
    """The highest learning rate so far is not the configured one, once it is past its top."""
    wanted = configured_rate(config)
    if wanted is None or not len(rates):
        return None
    peak = max(rates.values)
    is_too_high = peak > wanted * (1 + RATE_TOLERANCE)
    is_too_low = peak < wanted * (1 - RATE_TOLERANCE) and _is_past_top(list(rates.values))
    if not is_too_high and not is_too_low:
        return None
    return f"learning rate {loss_words(peak)} at its highest, configured {loss_words(wanted)}"


def configured_rate(config: JsonObject) -> float | None:
    """The learning rate a bake is configured with; None where it is not said."""
    optimizer = config.get("optimizer")
    rate = optimizer.get("learning_rate") if isinstance(optimizer, Mapping) else None
    is_number = isinstance(rate, int | float) and not isinstance(rate, bool)
    return float(rate) if is_number and isinstance(rate, int | float) and 0 < rate < float("inf") else None


def _is_past_top(rates: list[float]) -> bool:
    """It has not risen for some steps; while it warms up, nothing is known yet."""
    peak = max(rates)
    after = rates[len(rates) - 1 - rates[::-1].index(peak) :]
    has_fallen = len(after) > STEPS_AFTER_PEAK and after[-1] < peak
    return has_fallen or (len(rates) > STEPS_AFTER_PEAK and rates[-STEPS_AFTER_PEAK - 1] == peak == rates[-1])
