"""The title of the monitor: how much runs, how it is arranged, what is left out."""

from __future__ import annotations

from breadtui.domain.monitor.arrangement import Arrangement, GroupBy, SortBy
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import sort_sign
from breadtui.ui.present.labels_lines import hidden_text


def jobs_heading(  # noqa: PLR0913 - each is a part of what is said
    active_count: int,
    count: int,
    away_count: int,
    arrangement: Arrangement,
    filter_text: str = "",
    glyphs: Glyphs = UNICODE,
    *,
    is_moved: bool = False,
    hidden_count: int = 0,
    found_count: int = 0,
) -> str:
    """`3 Jobs 5 of 12 · loss ↓ · by pipeline · 3 dismissed  /stalled 2`: active of all, and what the filter found.

    What is as usual is not said. An order that figures have moved away from since says so: rows never jump.
    """
    parts = [f"3 Jobs {active_count} of {count}" if count else "3 Jobs"]
    if arrangement.sort is not SortBy.STATE or arrangement.is_reversed:
        order = f"{arrangement.sort} {sort_sign(is_reversed=arrangement.is_reversed, glyphs=glyphs)}"
        parts.append(f"{order} moved since" if is_moved else order)
    if arrangement.group is not GroupBy.NOTHING:
        parts.append(f"by {arrangement.group}")
    if hidden := hidden_text(hidden_count):
        parts.append(hidden)
    if away_count:
        parts.append(f"{away_count} dismissed")
    return f" {glyphs.dot} ".join(parts) + (f"  /{filter_text} {found_count}" if filter_text else "")
