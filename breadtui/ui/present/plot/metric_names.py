"""The names of metrics as they are shown: whatever a program logged under, there is something to read and to choose."""

from __future__ import annotations

from breadtui.ui.present.clean import clean, cut_end, cut_middle


def metric_name(metric: str, cells: int | None = None, *, is_cut_at_end: bool = False) -> str:
    """A metric's name (raw) fit to show, of at most so many cells; one that is blank stands in quotation marks."""
    shown = clean(metric) if metric.strip() else f'"{clean(metric)}"'
    if cells is None:
        return shown
    return cut_end(shown, cells) if is_cut_at_end else cut_middle(shown, cells)
