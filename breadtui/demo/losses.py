"""The training log of a bake: loss, learning rate and pace at each step."""

from array import array
from dataclasses import dataclass
from math import cos, exp, pi

from breadtui.demo.baking import Course, moment
from breadtui.demo.noise import bell, uniform

NOMINAL_STEP_SECONDS = 8.7
WARM_UP_SHARE = 0.05
HIGHEST_LOSS = 8e-5


@dataclass(frozen=True, slots=True)
class Curve:
    """The shape of a training run: unit-free KL losses, usually between 1e-7 and 2e-6.

    `diverges_at` is the share of the run (0 to 1) from which the loss climbs instead of falling.
    """

    start: float = 1.6e-6
    floor: float = 1.3e-7
    steepness: float = 6.0
    roughness: float = 0.13
    learning_rate: float = 1e-3
    epochs: int = 1
    seqlen: float = 1800.0
    tflops: float = 177.0
    diverges_at: float | None = None


def learning_rate(curve: Curve, step: int, total: int) -> float:
    """Give the learning rate at `step`: a linear warm-up, then a cosine down to almost nothing."""
    share = step / max(1, total)
    if share < WARM_UP_SHARE:
        return curve.learning_rate * share / WARM_UP_SHARE
    fallen = (share - WARM_UP_SHARE) / (1 - WARM_UP_SHARE)
    return curve.learning_rate * (0.02 + 0.98 * (1 + cos(pi * fallen)) / 2)


def loss(curve: Curve, seed: int, step: int, total: int) -> float:
    """Give the loss at `step`: a plateau while warming up, a decay, and noise that calms down."""
    share = step / max(1, total)
    trained = max(0.0, share - WARM_UP_SHARE / 2)
    value = curve.floor + (curve.start - curve.floor) * exp(-curve.steepness * trained**0.85)
    value *= exp(curve.roughness * (1 - 0.6 * share) * bell(seed, step))
    if curve.diverges_at is not None and share > curve.diverges_at:
        value *= exp(14 * (share - curve.diverges_at) + 0.25 * bell(seed + 1, step))
    return min(value, HIGHEST_LOSS)


def epoch(curve: Curve, step: int, total: int) -> int:
    """Give the 0-based epoch that `step` (1-based) belongs to."""
    return min(curve.epochs - 1, (step - 1) * curve.epochs // max(1, total))


def row(curve: Curve, course: Course, step: int) -> str:
    """Write the log row of one step as JSON text; times are seconds.

    Text instead of a dict, because whole series of 100,000 rows are sent again and again.
    """
    seed, total = course.seed, course.total
    step_time = moment(course, step) - moment(course, step - 1) if course.seconds else NOMINAL_STEP_SECONDS
    seqlen = curve.seqlen * (0.85 + 0.3 * uniform(seed + 2, step))
    tflops = curve.tflops + 2.5 * bell(seed + 3, step)
    return (
        f'{{"epoch":{epoch(curve, step, total)},"iter":{step},"loss":{loss(curve, seed, step, total):.6e},'
        f'"lr":{learning_rate(curve, step, total):.6e},"seqlen":{seqlen:.1f},'
        f'"iter_time":{step_time * 1.015:.4f},"step_time":{step_time:.4f},'
        f'"iter_tflops":{tflops * 0.985:.2f},"step_tflops":{tflops:.2f}}}'
    )


class Log:
    """The rows and the lowest and highest loss of one bake, kept so that each step is worked out once."""

    def __init__(self, curve: Curve, course: Course) -> None:
        self._curve = curve
        self._course = course
        self._text = bytearray()
        self._ends = array("Q")
        self._scanned = 0
        self._lowest = float("inf")
        self._highest = 0.0

    def rows_json(self, steps: int) -> bytes:
        """Write the first `steps` rows as one JSON array."""
        for step in range(len(self._ends) + 1, steps + 1):
            self._text += b"," if step > 1 else b""
            self._text += row(self._curve, self._course, step).encode()
            self._ends.append(len(self._text))
        end = self._ends[steps - 1] if steps > 0 else 0
        return b"".join((b"[", self._text[:end], b"]"))

    def summary(self, steps: int) -> dict[str, float] | None:
        """Sum up the loss after `steps` steps; None before the first one."""
        if steps < 1:
            return None
        self._scan(steps)
        latest = self._loss(steps)
        return {
            "latest_loss": latest,
            "final_loss": latest,
            "min_loss": self._lowest,
            "max_loss": self._highest,
        }

    def _loss(self, step: int) -> float:
        return float(f"{loss(self._curve, self._course.seed, step, self._course.total):.6e}")

    def _scan(self, steps: int) -> None:
        for step in range(self._scanned + 1, steps + 1):
            value = self._loss(step)
            self._lowest = min(self._lowest, value)
            self._highest = max(self._highest, value)
        self._scanned = max(self._scanned, steps)
