"""A plot that stands alone, with neither a table nor a screen around it that says which letter is which bake."""

from __future__ import annotations

from breadtui.ui.present.plot.legend import legend_lines
from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.tones import Line
from breadtui.values import replace

_LEAST_ROWS = 2


def named_plot(request: PlotRequest, *, is_of_several: bool = False) -> tuple[Line, ...]:
    """The plot in its `height` lines, or in fewer below a legend where it has none that is whole."""
    lines = loss_plot(request)
    legend = legend_lines(request, lines, is_of_several=is_of_several)
    if not legend:
        return lines
    rows = max(request.height - len(legend), min(request.height, _LEAST_ROWS))
    return (*legend, *loss_plot(replace(request, height=rows)))
