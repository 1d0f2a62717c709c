"""What a new point of a short log costs in the metrics beside the other panes: the plot and the courses below it."""

from __future__ import annotations

from statistics import mean, median

import pytest
from rich.color import ColorSystem

from breadtui.domain.metric.growing import GrowingLog
from breadtui.store.facts.remote import Ready
from breadtui.ui.panes.metric_plot import PlotSlice
from breadtui.ui.terminal.frame import Frame
from tests.fakes.states import NOW
from tests.ui.panes.test_chart_bytes import POINTS, a_row
from tests.ui.panes.test_metric_plot import KEY, shown

SIZES = [(73, 14), (80, 20)]


def a_slice_of(log: GrowingLog) -> PlotSlice:
    return PlotSlice(KEY, Ready(log.series(), NOW))


async def minute_of(count: int, size: tuple[int, int]) -> list[int]:
    """The bytes that each of a minute's points sends, where there were so many before."""
    log, frame = GrowingLog(), Frame(*size, ColorSystem.TRUECOLOR)
    log.extend(map(a_row, range(1, count + 1)))
    async with shown(a_slice_of(log), size=size) as (host, pilot):

        def send() -> int:
            for y, strip in enumerate(host.screen._compositor.render_strips()):
                frame.put(0, y, strip)
            return len(frame.take().encode())

        send()
        sent: list[int] = []
        for step in range(count + 1, count + 1 + POINTS):
            log.extend([a_row(step)])
            host.plot.show(a_slice_of(log))
            await pilot.pause()
            sent.append(send())
    return sent


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("count", "most"), [(60, 180), (168, 150), (300, 150)])
async def test_a_typical_point_of_a_short_log_sends_little(count: int, most: int, size: tuple[int, int]) -> None:
    assert 0 < median(await minute_of(count, size)) < most


async def test_the_axes_move_so_seldom_that_a_point_costs_little_more_with_them() -> None:
    assert mean(await minute_of(168, SIZES[0])) < 175
