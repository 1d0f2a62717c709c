"""What a start comes to, by rule and by the runs that were watched before: rows, steps, tokens, time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass

GPUS = 8
DEFAULT_MICRO_BATCH = 2
FEWEST_RUNS_FOR_A_SPAN = 3
FASTEST, SLOWEST = 0.25, 0.75
"""The quarter of the past runs that were faster, and that were slower, is left out of a span."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run that was watched to its end: how long it took, and how many rows or steps it did."""

    seconds: float
    units: int


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds a run may take, from the faster to the slower of past runs; alike where there are few."""

    least_seconds: float
    most_seconds: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a start comes to; None for what nobody can tell. All but `rows` are guesses."""

    rows: int | None = None
    steps: int | None = None
    epochs: float | None = None
    effective_batch: int | None = None
    tokens: int | None = None
    span: Span | None = None
    past_runs: int = 0


NO_ESTIMATE = Estimate()


def effective_batch(config: JsonObject) -> int:
    """Trajectories a step: micro batch x accumulation x GPUs. Source: the API contract, bakes; the GPUs are a guess."""
    micro = _whole(config.get("micro_batch_size")) or DEFAULT_MICRO_BATCH
    return micro * (_whole(config.get("gradient_accumulation_steps")) or 1) * GPUS


def steps_expected(config: JsonObject, rows: int | None) -> int | None:
    """Training steps of a bake over so many rows, None where these are unknown. Source: the API contract, lineage."""
    if rows is None:
        return None
    epochs = _number(config.get("epochs")) or 1.0
    return max(1, round(max(1, rows // effective_batch(config)) * epochs))


def epochs_of(config: JsonObject) -> float | None:
    """Passes over the training data, where the configuration says."""
    return _number(config.get("epochs"))


def span_of(past: Iterable[PastRun], units: int | None) -> tuple[Span | None, int]:
    """How long so many rows or steps may take by the pace of past runs, and how many of these it rests on."""
    paces = sorted(run.seconds / run.units for run in past if run.units > 0 and run.seconds > 0)
    if not paces or not units:
        return None, 0
    if len(paces) < FEWEST_RUNS_FOR_A_SPAN:
        middle = median(paces) * units
        return Span(middle, middle), len(paces)
    return Span(_at(paces, FASTEST) * units, _at(paces, SLOWEST) * units), len(paces)


def tokens_expected(samples: Iterable[int], rows: int | None) -> int | None:
    """Tokens of all rows by the mean of some."""
    counted = list(samples)
    return round(sum(counted) / len(counted) * rows) if counted and rows else None


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else None
