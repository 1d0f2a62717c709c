"""Spans of time as a person reads them: ages in one unit, estimates in two, moments as clock time."""

from __future__ import annotations

from datetime import datetime, tzinfo

MINUTE_SECONDS = 60
HOUR_SECONDS = 3600
DAY_SECONDS = 86400


def age_text(seconds: float) -> str:
    """An age in the one unit that fits: `4s`, `12m`, `2h`, `3d`; the future counts as now."""
    whole = max(int(seconds), 0)
    if whole < MINUTE_SECONDS:
        return f"{whole}s"
    if whole < HOUR_SECONDS:
        return f"{whole // MINUTE_SECONDS}m"
    if whole < 2 * DAY_SECONDS:
        return f"{whole // HOUR_SECONDS}h"
    return f"{whole // DAY_SECONDS}d"


def age_between(earlier: datetime, later: datetime) -> str:
    """The age at `later` of something seen at `earlier`."""
    return age_text((later - earlier).total_seconds())


def estimate_text(seconds: float | None) -> str:
    """A guessed span, `~40s`, `~35m`, `~1h02m` or `~3d`; a hyphen where there is none."""
    return "-" if seconds is None else f"~{span_text(seconds)}"


def span_text(seconds: float) -> str:
    """A span, `40s`, `35m`, `1h02m` or `3d`."""
    whole = max(int(seconds), 0)
    hours, minutes = whole // HOUR_SECONDS, whole % HOUR_SECONDS // MINUTE_SECONDS
    if HOUR_SECONDS <= whole < 2 * DAY_SECONDS:
        return f"{hours}h{minutes:02d}m"
    return age_text(whole)


def clock_text(at: datetime, zone: tzinfo | None = None) -> str:
    """Hours and minutes in the person's own zone, or in `zone`."""
    return at.astimezone(zone).strftime("%H:%M")
