"""Figures as evidence names them."""

from __future__ import annotations

from math import isfinite


def loss_words(value: float) -> str:
    """`1.4e-7`: two digits and a power of ten, as losses are written everywhere here."""
    if not isfinite(value) or value == 0:
        return f"{value:g}"
    mantissa, power = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(power)}"


def seconds_words(seconds: float) -> str:
    """`0.25 s`, `8.7 s`, `45 s`, `9m`, `2h04m`."""
    if seconds < 10:
        return f"{seconds:.2g} s"
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = int(seconds // 60)
    return f"{minutes}m" if minutes < 100 else f"{minutes // 60}h{minutes % 60:02d}m"


def times_words(ratio: float) -> str:
    """`2.2 times`, `16 times`."""
    return f"{ratio:.1f} times" if ratio < 9.95 else f"{ratio:.0f} times"
