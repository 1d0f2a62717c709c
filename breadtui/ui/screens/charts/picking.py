"""Choosing metrics from a list that narrows while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import on, work

from breadtui.domain.metric.record import KNOWN_METRICS
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.screens.base.part import ScreenPart
from breadtui.ui.terminal.chart_widget import ChartWidget

if TYPE_CHECKING:
    from breadtui.ui.present.form.options import Option

ResultT = TypeVar("ResultT")

_ABOUT = {
    "loss": "KL divergence from the teacher",
    "lr": "learning rate",
    "step_time": "seconds a step",
    "iter_time": "seconds an iteration",
    "seqlen": "tokens a sequence",
    "epoch": "passes over the rollouts",
}


class MetricPicking(ScreenPart[ResultT]):
    """Answers a chart that asks which metric; of several that are marked a grid shows the charts."""

    @on(ChartWidget.Refused)
    def _chart_refused(self, event: ChartWidget.Refused) -> None:
        event.stop()
        self.app.notify(event.reason, markup=False)

    @on(ChartWidget.MetricsWanted)
    def _metrics_wanted(self, event: ChartWidget.MetricsWanted) -> None:
        event.stop()
        self._ask_metrics(event.chart, event.names, event.now)

    @work(group="metrics", exclusive=True)
    async def _ask_metrics(self, chart: ChartWidget, names: tuple[str, ...], now: str) -> None:
        from breadtui.ui.screens.making.form_picker import PickerScreen  # noqa: PLC0415  when it is asked for

        picker = PickerScreen("Metrics", metric_options(names), chosen=now, is_many=chart.takes_many)
        picked = await self.app.push_screen_wait(picker)
        if picked and chart.is_attached:
            chart.choose([name for name in picked if isinstance(name, str)])


def metric_options(names: Sequence[str]) -> list[Option]:
    """What there is to choose from: each metric by its name, with what it is."""
    from breadtui.ui.present.form.options import Option  # noqa: PLC0415  when it is asked for

    return [Option(name, metric_name(name), _about(name)) for name in names]


def _about(name: str) -> str:
    return _ABOUT.get(name, "" if name in KNOWN_METRICS else "not among the known metrics")
