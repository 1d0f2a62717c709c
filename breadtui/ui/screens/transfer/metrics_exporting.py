"""`:export` of what the metrics pane shows: a bake's training log or the looks at a stage, or the chart of them."""

from __future__ import annotations

from textual import on

from breadtui.domain.names import JobKey
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.transfer.chart_exporting import ChartExporting, chart_file_name
from breadtui.ui.screens.transfer.exporting import Exporting
from breadtui.ui.screens.words.charts import CHART_FORMS

LOG_FORMS = frozenset(CHART_FORMS) - {"json"}
"""What no other pane writes; JSON is of the metrics only where they have the focus."""


class MetricsExporting(Exporting, ChartExporting[None]):
    """`:export csv|jsonl|plot|svg|png` of a bake, also `json` with the metrics in focus; there of a stage, too."""

    @on(MetricPlot.ExportWanted)
    @on(StageChart.ExportWanted)
    def _chart_export_wanted(self) -> None:
        """Offer the usual form and name: both can be typed over."""
        if (key := self._charted()) is not None:
            self.ask_line(f"export csv {chart_file_name(key, 'csv')}")

    def export(self, typed: str) -> None:
        """Write the chart where a form of it is named, else what else is chosen."""
        from breadtui.ui.screens.words.exports import parse_export  # noqa: PLC0415  when it is asked for

        form, file = parse_export(typed)
        is_here = self.filtered_pane() is Pane.METRICS
        key = self._charted()
        if form not in LOG_FORMS and not (form == "json" and is_here and key is not None):
            super().export(typed)
        elif key is not None and is_bake(key):
            self.export_chart((key,), self.plot, form, file)
        elif key is not None and is_here:
            self.export_stage(key, self.stage, form, file)
        else:
            self.say(f"{form} writes metrics: choose a bake, or go to the chart of a stage (4)", is_problem=True)

    def complete_export(self, text: str) -> tuple[str, ...] | None:
        """How `export …` may go on while the form is typed; None for other lines."""
        head, _, form = text.partition(" ")
        if head != "export" or " " in form:
            return None
        key = self._charted()
        charts = (
            LOG_FORMS if key is not None and (is_bake(key) or self.filtered_pane() is Pane.METRICS) else frozenset()
        )
        names = (*self.export_names(), *(name for name in CHART_FORMS if name in charts))
        return tuple(f"export {name}" for name in names if name.startswith(form) and name != form)

    def _charted(self) -> JobKey | None:
        """The job whose chart the metrics pane shows."""
        if self.stage.display:
            return self.stage.key
        chosen = self.bridge.state.chosen
        return chosen if isinstance(chosen, JobKey) and is_bake(chosen) else None
