"""What a chart is of, in a file: each row of a bake's log, each look at a stage, or the chart as it is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import work

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase
from breadtui.ui.present.clean import clean
from breadtui.ui.screens.base.part import ScreenPart
from breadtui.ui.screens.transfer.file_paths import path_of
from breadtui.ui.screens.transfer.whole_logs import ReadsLogs, whole_logs_of
from breadtui.ui.screens.transfer.writing_files import written

if TYPE_CHECKING:
    from breadtui.export.charts.figure import ChartFigure
    from breadtui.ui.panes.stage_chart import StageChart
    from breadtui.ui.terminal.chart_widget import ChartWidget

ResultT = TypeVar("ResultT")

PLOT = "plot"
PICTURES = ("svg", "png")
_ENDINGS = {PLOT: "txt"}
NO_PLOT = "there is no plot yet"


class ChartExporting(ScreenPart[ResultT]):
    """Asks before it replaces a file, and says how much was written."""

    @property
    def commands(self) -> ReadsLogs | None:
        """Who reads a whole log; None before there is a connection."""
        raise NotImplementedError

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person."""
        raise NotImplementedError

    def export_chart(self, keys: Sequence[JobKey], chart: ChartWidget, form: str, file: str = "") -> None:
        """Write the logs of bakes, or the chart of them, in one of `CHART_FORMS`; without a file to the usual one."""
        path = path_of(file.strip(), chart_file_name(keys[0], form))
        if form in PICTURES:
            self._export_picture(form, path, lambda: _bake_figure(keys, chart))
        elif form == PLOT:
            self._export_text(chart.text(), path)
        else:
            self._export_logs(keys, form, path)

    def export_stage(self, key: JobKey, chart: StageChart, form: str, file: str = "") -> None:
        """Write every look at a stim or rollout, or the chart of it, in one of `CHART_FORMS`."""
        path = path_of(file.strip(), chart_file_name(key, form))
        if form in PICTURES:
            self._export_picture(form, path, lambda: _stage_figure(key, chart))
        elif form == PLOT:
            self._export_text(chart.text(), path)
        else:
            self._export_looks(chart, form, path)

    def _export_text(self, text: str, path: Path) -> None:
        if text:
            self._write_chart((text,), path, "the plot")
        else:
            self.say(NO_PLOT, is_problem=True)

    @work(group="export", exclusive=True)
    async def _export_picture(self, form: str, path: Path, drawn: Callable[[], ChartFigure]) -> None:
        from breadtui.export.charts.png import NoPillow, chart_png  # noqa: PLC0415  when it is asked for
        from breadtui.export.charts.svg import chart_svg  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.metric_export.figures import NothingToDraw  # noqa: PLC0415  when it is asked for

        try:
            figure = drawn()
            picture = await asyncio.to_thread(chart_png if form == "png" else chart_svg, figure)
        except (NoPillow, NothingToDraw) as problem:
            self.say(str(problem), is_problem=True)
        else:
            content = (picture,) if isinstance(picture, str) else picture
            self._write_chart(content, path, f"the plot, {figure.remark},")

    def _export_looks(self, chart: StageChart, form: str, path: Path) -> None:
        from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts  # noqa: PLC0415  when it is asked for
        from breadtui.export.tables.stage_rows import stage_rows  # noqa: PLC0415  when it is asked for

        rows = stage_rows(chart.stage)
        if len(rows):
            looks = f"{len(rows):,} look{'' if len(rows) == 1 else 's'}"
            self._write_chart(metric_texts(rows, MetricForm(form)), path, looks)
        else:
            self.say("it was not seen running yet", is_problem=True)

    @work(group="export", exclusive=True)
    async def _export_logs(self, keys: Sequence[JobKey], form: str, path: Path) -> None:
        if self.commands is None:
            self.say("every row is read from the service, and there is none here", is_problem=True)
            return
        try:
            logs = await whole_logs_of(self.commands, keys)
        except BreadError as error:
            self.say(f"nothing was written: {clean(error.message, limit=200)}", is_problem=True)
            return
        if logs.rows_count:
            self._write_chart(logs.texts(form), path, logs.words())
        else:
            self.say(logs.none_words(), is_problem=True)

    @work(group="export-chart", exclusive=True)
    async def _write_chart(self, content: Iterable[str] | bytes, path: Path, what: str) -> None:
        try:
            if await written(self.app, content, path):
                self.say(f"{what} written: {path}")
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or 'there is a file of that name'}", is_problem=True)


def chart_file_name(key: JobKey, form: str) -> str:
    """Where a chart is written to unless a person says otherwise, such as `coder_v7-metrics.csv`."""
    from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  when it is asked for

    what = "metrics" if key.phase is Phase.BAKE else str(key.phase)
    return file_name(f"{key.name}-{what}", _ENDINGS.get(form, form))


def _bake_figure(keys: Sequence[JobKey], chart: ChartWidget) -> ChartFigure:
    from breadtui.ui.present.metric_export.bake_figure import bake_figure, several_figure  # noqa: PLC0415  when it is asked for
    from breadtui.ui.present.metric_export.figures import NothingToDraw  # noqa: PLC0415  when it is asked for

    drawing = chart.drawing()
    if drawing is None:
        raise NothingToDraw(NO_PLOT)
    names = [f"{key.repo}/{key.name}" for key in keys]
    return several_figure(names, drawing) if len(keys) > 1 else bake_figure(names[0], drawing)


def _stage_figure(key: JobKey, chart: StageChart) -> ChartFigure:
    from breadtui.ui.present.metric_export.stage_figure import stage_figure  # noqa: PLC0415  when it is asked for

    return stage_figure(f"{key.phase} of {key.repo}/{key.name}", chart.stage, chart.view)
