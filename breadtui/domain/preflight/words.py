"""A preflight in words, for dialogs and shells; every guess is marked with `~`."""

from __future__ import annotations

from breadtui.domain.preflight.estimates import Estimate, Span
from breadtui.domain.preflight.findings import Light, Preflight
from breadtui.domain.spans import seconds_text

COSTS = "It costs credits and cannot be cancelled."
LETTERS = {Light.GREEN: "+", Light.AMBER: "?", Light.RED: "!"}
"""A sign before each line, for those without colour."""


def finding_lines(flight: Preflight) -> tuple[str, ...]:
    """Each finding with its sign, the worst first."""
    order = (Light.RED, Light.AMBER, Light.GREEN)
    return tuple(f"{LETTERS[light]} {text}" for light in order for text in flight.of(light))


def estimate_words(estimate: Estimate) -> str:
    """What it comes to, e.g. `~366 steps, 3 epochs of 1,900 rows, ~2.1M tokens, ~45m (by 2 past runs)`.

    Empty where nothing is known.
    """
    parts = [*_size_words(estimate)]
    if estimate.tokens is not None:
        parts.append(f"~{count_text(estimate.tokens)} tokens")
    if estimate.span is not None:
        runs = f"{estimate.past_runs} past run{'s' if estimate.past_runs > 1 else ''}"
        parts.append(f"{span_words(estimate.span)} (by {runs})")
    return ", ".join(parts)


def _size_words(estimate: Estimate) -> list[str]:
    rows = None if estimate.rows is None else f"{estimate.rows:,} rows"
    if estimate.steps is None:
        return [rows] if rows is not None else []
    words = [f"~{estimate.steps:,} steps"]
    if estimate.epochs is not None:
        epochs = f"{estimate.epochs:g} epoch{'' if estimate.epochs == 1 else 's'}"
        words.append(f"{epochs} of {rows}" if rows is not None else epochs)
    elif rows is not None:
        words.append(rows)
    if estimate.effective_batch is not None:
        words.append(f"~{estimate.effective_batch} rows a step")
    return words


def span_words(span: Span) -> str:
    """`~35m`, or `~20m to 35m`."""
    least, most = seconds_text(span.least_seconds), seconds_text(span.most_seconds)
    return f"~{least}" if least == most else f"~{least} to {most}"


def count_text(count: int) -> str:
    """A large count with a unit: `950`, `12k`, `3.4M`."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.0f}k" if count < 999_500 else f"{count / 1_000_000:.1f}M"
