"""Rules about the shape of a training loss: no number any more, diverged, no longer falling."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log
from statistics import median

from breadtui.domain.doctor.blocks import Blocks, blocks_of
from breadtui.domain.doctor.curve import LOSSES, Points, losses_of
from breadtui.domain.doctor.figures import loss_words, times_words
from breadtui.domain.jobs import LossSummary
from breadtui.domain.metric.record import MetricSeries
from breadtui.values import dataclass

SPREADS_ABOVE = 8
STEPS_ABOVE = 20
LEAST_CLIMB = 1.5
"""A loss has diverged where its last steps all lie this many spreads and this factor above its own minimum."""

HIGH_ANSWER = 8.0
HIGH_LOOKS = 3
"""Without a log, so many answers in a row must tell a loss so many times its minimum."""

FEWEST_STEPS = 40
FEWEST_PLATEAU_STEPS = 120
LEAST_FALL = 0.03
"""A loss that fell by less than this share over the last third of its steps falls no more."""

HIGH_RATE = 0.5
"""A learning rate above this share of its peak should still make the loss fall."""


@dataclass(frozen=True, slots=True)
class LossCurve:
    """The training losses of the newest run, and the same in blocks: read once for all rules."""

    losses: Points
    blocks: Blocks


def loss_curve_of(series: MetricSeries) -> LossCurve:
    """What the rules about a loss read of a log."""
    losses = losses_of(series)
    return LossCurve(losses, blocks_of(losses.values))


def nan_evidence(series: MetricSeries, losses: Points) -> str | None:
    """The loss was sent as no number; where it still is none, that is said."""
    lost = [(step, name) for name, step in series.lost_at.items() if name in LOSSES]
    if not lost:
        return None
    step, name = min(lost)
    is_still_lost = not len(losses) or losses.steps[-1] < series.steps[-1]
    return f"{name} is no number {'since' if is_still_lost else 'at'} step {step:.0f}"


def divergence_evidence(curve: LossCurve) -> str | None:
    """The last steps all lie far above the lowest stretch of the run, measured by the run's own noise."""
    losses, blocks = curve.losses, curve.blocks
    if len(losses) < FEWEST_STEPS:
        return None
    lowest = min(blocks.medians)
    above = _count_above(blocks.curve, _line_above(blocks, lowest))
    climb = blocks.ratio(median(blocks.curve[-STEPS_ABOVE:]), lowest)
    if above < STEPS_ABOVE or climb < LEAST_CLIMB:
        return None
    place = _step_of_block(losses, blocks, blocks.medians.index(lowest))
    low = min(losses.values) if not blocks.is_log else 2.718281828459045**lowest
    latest = median(losses.values[-5:])
    return (
        f"loss {loss_words(latest)} is {times_words(climb)} its low of {loss_words(low)} near step {place:.0f}, "
        f"above it for {losses.steps[-1] - losses.steps[-above] + 1:.0f} steps"
    )


def _line_above(blocks: Blocks, lowest: float) -> float:
    """What a loss that merely scatters around the minimum does not stay above."""
    least = log(LEAST_CLIMB) if blocks.is_log else abs(lowest) * (LEAST_CLIMB - 1)
    return lowest + max(SPREADS_ABOVE * blocks.spread, least / 2)


def _count_above(curve: Sequence[float], line: float) -> int:
    count = 0
    for value in reversed(curve):
        if value <= line:
            break
        count += 1
    return count


def _step_of_block(losses: Points, blocks: Blocks, place: int) -> float:
    first = len(losses) % blocks.size
    return losses.steps[first + place * blocks.size + blocks.size // 2]


def plateau_evidence(curve: LossCurve, rates: Points) -> str | None:
    """The loss fell no more over the last third of the steps, though the rate is past its warm-up and still high."""
    losses, medians = curve.losses, curve.blocks
    if len(losses) < FEWEST_PLATEAU_STEPS or not _is_rate_high(losses, rates):
        return None
    third = len(medians.medians) // 3
    before, after = medians.medians[-third : -third // 2], medians.medians[-third // 2 :]
    earlier = medians.medians[-2 * third : -third]
    if not before or not after or not earlier:
        return None
    falls = (medians.ratio(median(after), median(before)), medians.ratio(median(after), median(earlier)))
    if min(falls) < 1 - LEAST_FALL or max(falls) > LEAST_CLIMB:
        return None
    steps = losses.steps[-1] - losses.steps[-min(2 * third * medians.size, len(losses))]
    return f"loss stays near {loss_words(median(losses.values[-third * medians.size // 2 :]))} for {steps:.0f} steps"


def _is_rate_high(losses: Points, rates: Points) -> bool:
    """Past the peak for at least as long as it took to get there, and not yet fallen far from it."""
    if not len(rates) or max(rates.values) <= 0:
        return False
    peak = max(rates.values)
    peak_at = rates.steps[list(rates.values).index(peak)]
    first, last = losses.steps[0], losses.steps[-1]
    return last - peak_at >= 2 * (peak_at - first) and rates.values[-1] >= HIGH_RATE * peak


def is_high(loss: LossSummary | None) -> bool:
    """The latest loss of a bake's own answer lies far above its minimum; one such answer may be a spike."""
    if loss is None or loss.latest is None or loss.minimum is None or loss.minimum <= 0:
        return False
    return isfinite(loss.latest) and loss.latest >= HIGH_ANSWER * loss.minimum


def is_back(loss: LossSummary | None) -> bool:
    """The latest loss of a bake's own answer lies near its minimum: whatever was found of it is over."""
    if loss is None or loss.latest is None or loss.minimum is None or loss.minimum <= 0:
        return False
    return loss.latest < LEAST_CLIMB * loss.minimum


def high_evidence(loss: LossSummary | None, high_looks: int) -> str | None:
    """What is told of a bake whose log nobody reads: several answers in a row far above the minimum."""
    if high_looks < HIGH_LOOKS or loss is None or loss.latest is None or not loss.minimum:
        return None
    climb, low = times_words(loss.latest / loss.minimum), loss_words(loss.minimum)
    return f"loss {loss_words(loss.latest)} is {climb} its minimum {low}, {high_looks} looks in a row"
