"""Words about charts: which metric, within which limits, and each of their keys as a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.domain.metric.axes import Axis
from breadtui.ui.present.plot.grid import SHAPES
from breadtui.ui.present.plot.keys import LOOKS
from breadtui.ui.screens.words.table import Word, lines_from

CHART_WORDS = (
    Word("charts", "[METRIC …]", "all metrics of the chosen bake on a screen of their own, or these"),
    Word("metric", "[NAME]", "which metric is drawn; without a name choose from all"),
    Word("ylim", "[LOW HIGH]", "draw the values between these limits, or as they need"),
    Word("axis", "step|epoch|time|seen", "what lies along the bottom of a chart"),
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
        "export": CHART_FORMS,
        "grid": GRID_WORD.follows.split("|"),
    }
    return lines_from(head, rest, values.get(head, ())) if blank else ()
