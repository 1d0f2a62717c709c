"""What `breadtui metrics --stage` says: which figure, in which form."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from breadtui.cli.keeping import journal_of
from breadtui.cli.words.metrics_plot import head_of, markers_of, size_of
from breadtui.commands.outcome.output_file import Written
from breadtui.commands.reading import stage
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.config.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.stage_series import PACE, STAGE_METRICS, StageSeries
from breadtui.domain.unsafe_text import visible_line
from breadtui.export.tables.metric_rows_text import MetricForm
from breadtui.ui.present.board.stage_lines import STAGE_VIEW, stage_heading, stage_lines
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.terminal.plain_signs import in_plain_signs

PLOTS = frozenset({"plot", "svg", "png"})


async def run_stage(found: Namespace, settings: Settings, form: str, remark: Callable[[str], None]) -> int:
    """Do it; the exit code."""
    repo, name = found.place
    key = JobKey(RepoName(repo), Phase(found.stage), name)
    file = None if found.output is None else Path(found.output)
    how = (lambda series: _drawn(key, series, found, form)) if form in PLOTS else MetricForm(form)
    with journal_of(settings, remark) as journal:
        return await stage.run(journal, stage.Arguments(key, how, file, found.force), sys.stdout, tell=remark)


def _drawn(key: JobKey, series: StageSeries, found: Namespace, form: str) -> Written:
    metric = found.metric or PACE
    if metric not in STAGE_METRICS:
        raise CannotDraw(f"{visible_line(metric)!r} is no figure of a stage; these are: {', '.join(STAGE_METRICS)}.")
    view = STAGE_VIEW.of_metric(metric)
    return (_text(key, series, view, found),) if form == "plot" else _picture(key, series, view, form)


def _text(key: JobKey, series: StageSeries, view: PlotView, found: Namespace) -> str:
    """A heading, the chart, the newest figures; `height` lines of at most `width` cells."""
    width, height = size_of(found)
    markers = markers_of(found)
    heading = stage_heading(key.phase, series, view, is_ascii=markers is Markers.ASCII)
    head = head_of((key.repo, key.name), heading, width)
    lines = ["".join(span.text for span in line) for line in stage_lines(series, view, width, height - 1, markers)]
    text = "".join(f"{line[:width].rstrip()}\n" for line in (head, *lines))
    return (
        text
        if markers is not Markers.ASCII
        else in_plain_signs(text).encode("ascii", "backslashreplace").decode("ascii")
    )


def _picture(key: JobKey, series: StageSeries, view: PlotView, form: str) -> Written:
    from breadtui.export.charts.png import NoPillow, chart_png
    from breadtui.export.charts.svg import chart_svg
    from breadtui.ui.present.metric_export.figures import NothingToDraw
    from breadtui.ui.present.metric_export.stage_figure import stage_figure

    try:
        figure = stage_figure(f"{key.phase} of {key.repo}/{key.name}", series, view)
        return chart_png(figure) if form == "png" else (chart_svg(figure),)
    except (NoPillow, NothingToDraw) as problem:
        raise CannotDraw(f"{problem}.") from problem
