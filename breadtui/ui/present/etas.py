"""When a job ends, as a person reads it."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.estimates import Eta
from breadtui.ui.present.ages import MINUTE_SECONDS, estimate_text, span_text

ABOUT_SHARE = 0.15
"""A range narrower than this share of its end is told by its middle."""


def eta_text(eta: Eta | None, now: datetime) -> str:
    """What is left at `now`: `~1h02m`, or `50m–1h20m` where nobody can say better; a hyphen where there is nothing.

    At most thirteen cells. A job that is over its time ends soon, by all that is known: `~0s` is told as `soon`.
    """
    if eta is None:
        return "-"
    left = eta.after(now)
    if left.most_seconds <= 0:
        return "soon"
    width = left.most_seconds - left.least_seconds
    least, most = span_text(left.least_seconds), span_text(left.most_seconds)
    if (
        width <= max(ABOUT_SHARE * left.most_seconds, MINUTE_SECONDS if left.most_seconds > MINUTE_SECONDS else 0)
        or least == most
    ):
        return estimate_text(left.middle_seconds)
    return f"{least}–{most}" if left.least_seconds >= 1 else f"<{most}"
