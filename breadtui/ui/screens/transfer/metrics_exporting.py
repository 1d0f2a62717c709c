"""A bake's training log written to a file: every row of it, or the plot as it is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import on, work

from breadtui.domain.errors import BreadError
from breadtui.domain.metric.rows import MetricRows, ordered
from breadtui.domain.names import JobKey
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.transfer.exporting import Exporting
from breadtui.ui.screens.transfer.file_paths import path_of
from breadtui.ui.screens.transfer.writing_files import written

PLOT = "plot"
PICTURES = ("svg", "png")
LOG_FORMS = ("csv", "jsonl", PLOT, *PICTURES)
_ENDINGS = {PLOT: "txt"}


class MetricsExporting(Exporting):
    """`:export csv|jsonl|plot|svg|png` of a bake, also `json` with the metrics in focus; asks before it replaces."""

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        raise NotImplementedError

    @on(MetricPlot.ExportWanted)
    def _plot_export_wanted(self) -> None:
        """Offer the usual form and name: both can be typed over."""
        chosen = self.bridge.state.chosen
        if isinstance(chosen, JobKey):
            self.ask_line(f"export csv {_file_name(chosen, 'csv')}")

    def export(self, typed: str) -> None:
        """Write the log where a form of it is named, else what else is chosen."""
        name, _, file = typed.partition(" ")
        is_log = name in LOG_FORMS or (name == "json" and self.filtered_pane() is Pane.METRICS)
        chosen = self.bridge.state.chosen
        if not is_log:
            super().export(typed)
        elif not isinstance(chosen, JobKey) or not is_bake(chosen):
            self.say(f"{name} writes metrics: choose a bake", is_problem=True)
        elif name in PICTURES:
            self._export_picture(chosen, name, path_of(file.strip(), _file_name(chosen, name)))
        elif name == PLOT:
            self._export_plot(path_of(file.strip(), _file_name(chosen, name)))
        else:
            self._export_log(chosen, name, path_of(file.strip(), _file_name(chosen, name)))

    def _export_plot(self, path: Path) -> None:
        if text := self.plot.text():
            self._write_metrics((text,), path, "the plot")
        else:
            self.say("there is no plot yet", is_problem=True)

    @work(group="export", exclusive=True)
    async def _export_picture(self, key: JobKey, form: str, path: Path) -> None:
        """The plot as it is looked at, as SVG or PNG."""
        from breadtui.export.charts.png import NoPillow, chart_png  # noqa: PLC0415  when it is asked for
        from breadtui.export.charts.svg import chart_svg  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.metric_export.bake_figure import bake_figure  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.metric_export.figures import NothingToDraw  # noqa: PLC0415  when it is asked for

        drawing = self.plot.drawing()
        if drawing is None:
            self.say("there is no plot yet", is_problem=True)
            return
        try:
            figure = bake_figure(f"{key.repo}/{key.name}", drawing)
            drawn = await asyncio.to_thread(chart_png if form == "png" else chart_svg, figure)
        except (NoPillow, NothingToDraw) as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._write_metrics((drawn,) if isinstance(drawn, str) else drawn, path, f"the plot, {figure.remark},")

    @work(group="export", exclusive=True)
    async def _export_log(self, key: JobKey, form: str, path: Path) -> None:
        from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            self.say("every row is read from the service, and there is none here", is_problem=True)
            return
        try:
            sent = await self.commands.metric_rows(key)
        except BreadError as error:
            self.say(f"nothing was written: {clean(error.message, limit=200)}", is_problem=True)
            return
        rows = await asyncio.to_thread(ordered, sent)
        if not len(rows):
            self.say("the bake has logged no metrics yet", is_problem=True)
            return
        self._write_metrics(metric_texts(rows, MetricForm(form)), path, _count_words(sent, rows))

    @work(group="export-metrics", exclusive=True)
    async def _write_metrics(self, content: Iterable[str] | bytes, path: Path, what: str) -> None:
        try:
            if await written(self.app, content, path):
                self.say(f"{what} written: {path}")
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or 'there is a file of that name'}", is_problem=True)


def _file_name(bake: JobKey, form: str) -> str:
    from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  when it is asked for

    return file_name(f"{bake.name}-metrics", _ENDINGS.get(form, form))


def _count_words(sent: MetricRows, rows: MetricRows) -> str:
    sent_count = len(sent) + sent.skipped_count
    return f"{len(rows):,} rows" if sent_count == len(rows) else f"{len(rows):,} rows of {sent_count:,} sent"
