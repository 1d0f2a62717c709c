"""Figures as text of a steady width: loss, percent, counts, bars, recent values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from breadtui.ui.present.glyphs import UNICODE, Glyphs


def loss_text(loss: float | None) -> str:
    """A loss as `1.4e-7`, never rounded to nothing; a hyphen where unknown, `inf` or `nan` where it is one."""
    if loss is None:
        return "-"
    if not math.isfinite(loss):
        return str(loss)
    mantissa, exponent = f"{loss:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def percent_text(percent: float | None) -> str:
    """Four cells, right-aligned: ` 46%`; rounded down, so that 100% means all. A hyphen where unknown."""
    if percent is None or not math.isfinite(percent):
        return "   -"
    return f"{int(min(max(percent, 0.0), 100.0)):3d}%"


def of_text(done: int | None, total: int | None) -> str:
    """How many of how many: `412/1900`, `412` where the total is unknown, a hyphen where nothing is known."""
    if done is None:
        return "-"
    return str(done) if total is None else f"{done}/{total}"


def bar(percent: float | None, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A progress bar of exactly `width` cells in eighths of a cell, or `[####  ]` in the ASCII set."""
    left, right = glyphs.bar_ends
    room = width - len(left) - len(right)
    if room < 1:
        return " " * max(width, 0)
    known = percent is not None and math.isfinite(percent)
    share = min(max(percent or 0.0, 0.0), 100.0) / 100 if known else 0.0
    steps = len(glyphs.bar_parts) + 1
    full, part = divmod(int(share * room * steps), steps)
    body = glyphs.bar_full * full + (glyphs.bar_parts[part - 1] if part else "")
    return left + body.ljust(room, glyphs.bar_empty) + right


def recent_means(values: Sequence[float], count: int, *, steps_each: int = 4) -> list[float]:
    """At most `count` means of the last values, up to `steps_each` of them in one: single steps of a loss are noise.

    A mean of nothing finite is NaN, which is drawn as a gap.
    """
    if count < 1 or not len(values):
        return []
    each = min(max(len(values) // count, 1), steps_each)
    recent = values[-count * each :]
    return [_mean(recent[start : start + each]) for start in range(0, len(recent), each)][-count:]


def _mean(values: Sequence[float]) -> float:
    finite = [value for value in values if math.isfinite(value)]
    return math.fsum(value / len(finite) for value in finite) if finite else math.nan
