"""What the chart beside an earlier moment asks for: metrics are chosen and read as ever, nothing is fetched for it."""

from __future__ import annotations

from textual import on
from textual.message import Message

from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.screens.charts.picking import MetricPicking
from breadtui.ui.terminal.chart_widget import ChartWidget

ONLY_NOW = "logs are opened, read and written as they are now: esc goes back there"


class PastCharts(MetricPicking[None]):
    """Answers the keys of a chart whose values are those that were seen until then."""

    @on(ChartWidget.Copied)
    def _values_copied(self, event: ChartWidget.Copied) -> None:
        event.stop()
        self.app.copy_to_clipboard(event.text)

    @on(ChartWidget.ExportWanted)
    @on(ChartWidget.ParentWanted)
    @on(MetricPlot.Opened)
    def _not_then(self, event: Message) -> None:
        event.stop()
        self.app.notify(ONLY_NOW, severity="warning", markup=False)
