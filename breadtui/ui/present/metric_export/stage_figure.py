"""A stim or rollout over time as a figure for a file."""

from __future__ import annotations

from breadtui.domain.stage_series import StageSeries
from breadtui.export.charts.figure import ChartFigure
from breadtui.ui.present.board.stage_lines import looks_words, scaled_words, stage_curves
from breadtui.ui.present.metric_export.figures import figure_of
from breadtui.ui.present.plot.view import PlotView
from breadtui.values import replace


def stage_figure(name: str, stage: StageSeries, view: PlotView) -> ChartFigure:
    """The figure that is looked at, over the time since the first look. Raises: NothingToDraw."""
    title = f"{scaled_words(stage, view.metric)}, {name}"
    figure = figure_of(stage_curves(stage, view), title, "time since the first look")
    return replace(figure, remark=looks_words(stage, view))
