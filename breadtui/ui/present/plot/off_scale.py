"""What of a curve lies beyond the ends of its axis, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.plot_request import PlotRequest

_ABOVE_ZERO = (5e-324, inf)
"""All that a logarithmic axis can hold."""


def beyond_counts(request: PlotRequest, count: Callable[[tuple[float, float]], int]) -> Iterator[tuple[int, str]]:
    """How many points in sight are not drawn at their height, and why; `count` says how many lie beyond two ends.

    They are `off scale` where the axis has limits, be it 0 of them, and `not above 0` where a logarithmic axis cannot
    hold them.
    """
    not_above_zero_count = count(_ABOVE_ZERO) if request.is_log else 0
    if request.limits is not None:
        scale = scale_of_request(request)
        ends = (inf, inf) if scale is None else (scale.low, scale.high)
        yield count(ends) - not_above_zero_count, "off scale"
    if not_above_zero_count:
        yield not_above_zero_count, "not above 0"
