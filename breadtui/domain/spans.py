"""Spans of time as short words."""

from __future__ import annotations


def seconds_text(seconds: float) -> str:
    """A span of time in one unit or two: `40s`, `35m`, `1h02m`."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole}s"
    minutes = round(whole / 60)
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}m"
