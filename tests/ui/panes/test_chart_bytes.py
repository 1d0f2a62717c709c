"""What one new point of a log costs on the wire, and how much of a long log is looked at for it."""

from __future__ import annotations

from math import exp, sin
from statistics import mean, median

import pytest
from rich.color import ColorSystem
from textual.pilot import Pilot

from breadtui.domain.metric.growing import GrowingLog
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.present.plot.grid import Shape
from breadtui.ui.terminal.frame import Frame
from tests.ui.panes.test_chart_grid import Host, shown

MOST_BYTES_A_POINT = 200
POINTS = 60


def a_row(step: int) -> dict[str, float]:
    loss = (1.31e-7 + 1.6e-6 * exp(-step / 400)) * (1 + 0.05 * sin(step * 1.7))
    return {"iter": step, "loss": loss, "lr": 9.1e-4, "step_time": 8.7 + sin(step) / 10, "epoch": step // 500}


class Wire:
    """What a terminal shows, and the bytes that were sent to make it so."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._frame = Frame(host.size.width, host.size.height, ColorSystem.TRUECOLOR)

    def send(self) -> int:
        """The bytes of a frame that shows what the screen shows now."""
        for y, strip in enumerate(self._host.screen._compositor.render_strips()):
            self._frame.put(0, y, strip)
        return len(self._frame.take().encode())


async def bytes_of_points(host: Host, pilot: Pilot[None], log: GrowingLog, grid: ChartGrid) -> list[int]:
    """What each new point of a minute sends, one a second."""
    wire, first = Wire(host), len(log)
    host.show(log.series())
    await pilot.pause()
    wire.send()
    sent: list[int] = []
    for step in range(first + 1, first + 1 + POINTS):
        log.extend([a_row(step)])
        host.show(log.series())
        await pilot.pause()
        sent.append(wire.send())
    assert len(grid.names()) == 4
    return sent


async def minute_of(count: int) -> list[int]:
    """What each second sends of a full-screen plot that gains a point a second, of so many points at first."""
    log = GrowingLog()
    log.extend(map(a_row, range(1, count + 1)))
    async with shown(log.series()) as (host, pilot):
        host.grid.reshape(Shape(1, 1))
        return await bytes_of_points(host, pilot, log, host.grid)


@pytest.mark.parametrize("count", [168, 400, 1_000, 30_000])
async def test_a_full_screen_plot_gaining_a_point_a_second_sends_less_than_200_bytes_for_it(count: int) -> None:
    sent = await minute_of(count)

    assert 0 < median(sent) < MOST_BYTES_A_POINT
    assert count < 400 or mean(sent) < MOST_BYTES_A_POINT


@pytest.mark.parametrize(("count", "jumps"), [(20, 6), (60, 3), (168, 2), (400, 1), (1_000, 1)])
async def test_the_axes_of_a_short_log_move_seldom_though_each_time_the_whole_curve_is_sent(
    count: int, jumps: int
) -> None:
    sent = await minute_of(count)

    assert sum(size > 1_000 for size in sent) <= jumps
