"""The series of the golden plots, and how each is drawn."""

from collections.abc import Sequence
from math import exp, nan, sin
from typing import NamedTuple

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, axis_is_log, thin
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, buckets_of
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.scales import fit_range
from breadtui.ui.present.tones import Line


class Case(NamedTuple):
    values: Sequence[float]
    width: int = 60
    height: int = 10
    markers: Markers = Markers.BRAILLE
    axis: Axis = Axis.STEP
    cursor: float | None = None
    is_doubled: bool = False


STEP = [2e-7] * 40 + [8e-7] * 40
SPIKE = [1.0] * 200 + [50.0] + [1.0] * 200
SINE = [sin(at / 20) for at in range(400)]
DECAY = [1.31e-7 + 1.6e-6 * exp(-at / 30) for at in range(168)]
DECADES = [10.0**-at for at in range(2, 9)]

CASES = {
    "step": Case(STEP, 50, 8),
    "step in ascii": Case(STEP, 50, 8, Markers.ASCII),
    "step in blocks": Case(STEP, 50, 8, Markers.BLOCK),
    "spike": Case(SPIKE),
    "spike in ascii": Case(SPIKE, 60, 8, Markers.ASCII),
    "sine": Case(SINE, 70, 12),
    "sine in ascii": Case(SINE, 70, 12, Markers.ASCII),
    "constant": Case([5e-7] * 50, 40, 6),
    "constant in ascii": Case([5e-7] * 50, 40, 6, Markers.ASCII),
    "decay with a cursor": Case(DECAY, cursor=104),
    "two curves": Case(DECAY, is_doubled=True),
    "decades": Case(DECADES, 40, 9),
    "a gap": Case([*SINE[:150], *[nan] * 80, *SINE[230:]], 60, 6),
    "one point": Case([3e-7], 40, 5),
    "no values": Case([nan] * 9, 40, 5),
    "narrow": Case(DECAY, 12, 4),
    "one column": Case(DECAY, 1, 6),
    "low": Case(DECAY, 40, 1),
    "along time": Case([float(at) for at in range(5400)], 60, 5, axis=Axis.TIME),
}


def request_of(case: Case) -> PlotRequest:
    series = MetricSeries([float(at) for at in range(1, len(case.values) + 1)], {"loss": case.values})
    window = fit_range(1, len(case.values), case.axis)
    bands = tuple(thin(series, "loss", buckets_of(case.width, case.markers), *window))
    curves = [Curve(bands, name="coder_v7")]
    if case.is_doubled:
        other = tuple((step, low * 1.4, high * 1.4) for step, low, high in bands)
        curves.append(Curve(other, style_of(1), "coder_v6"))
    is_log = axis_is_log(case.values)
    return PlotRequest(tuple(curves), case.width, case.height, *window, case.axis, is_log, case.markers, case.cursor)


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def drawn(name: str) -> list[str]:
    return [text_of(line) for line in loss_plot(request_of(CASES[name]))]
