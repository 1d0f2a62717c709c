"""Words about charts: which metric, within which limits, and each of their keys as a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite

from breadtui.domain.metric.axes import Axis
from breadtui.ui.present.plot.grid import SHAPES
from breadtui.ui.present.plot.keys import LOOKS
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.screens.words.table import NotUnderstood, Word, lines_from

MARKERS: Mapping[str, Markers] = {markers.name.lower(): markers for markers in Markers}
CHART_WORDS = (
    Word("charts", "[METRIC …]", "all metrics of the chosen bake on a screen of their own, or these"),
    Word("metric", "[NAME]", "which metric is drawn; without a name choose from all"),
    Word("ylim", "[LOW HIGH]", "draw the values between these limits, or as they need"),
    Word("axis", "step|epoch|time|seen", "what lies along the bottom of a chart"),
    Word("markers", "|".join(MARKERS), "what curves are drawn with"),
    Word("plot", "|".join(LOOKS), "what a key of a chart does, by its name"),
)
GRID_WORD = Word("grid", "|".join(str(shape).replace("×", "x") for shape in SHAPES), "how many charts a page")
CHART_FORMS = ("csv", "jsonl", "json", "plot", "svg", "png")
"""What a chart is written as: every row of the log, or what is drawn."""
EXPORT_WORD = Word("export", "|".join(CHART_FORMS) + " [FILE]", "write every row of the log, or the charts as drawn")
CHART_NAMES = frozenset(word.name for word in CHART_WORDS)
OWN_AXES = (Axis.STEP, Axis.EPOCH, Axis.TIME, Axis.SEEN)


def chart_ends(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """How a line of those words may go on."""
    head, blank, rest = text.partition(" ")
    values: Mapping[str, Iterable[str]] = {
        "metric": names,
        "charts": names,
        "axis": OWN_AXES,
        "plot": LOOKS,
        "markers": MARKERS,
        "export": CHART_FORMS,
        "grid": GRID_WORD.follows.split("|"),
    }
    return lines_from(head, rest, values.get(head, ())) if blank else ()


def limits_in(text: str) -> tuple[float, float] | None:
    """The limits that two numbers say, None where there is nothing. Raises: NotUnderstood with a sentence."""
    if not text.strip():
        return None
    try:
        low, high = map(float, text.replace(",", " ").split())
    except ValueError:
        raise NotUnderstood("limits are two numbers, such as 1e-7 5e-7, or none") from None
    if not (isfinite(low) and isfinite(high)) or low >= high:
        raise NotUnderstood("the lower limit stands first")
    return low, high
