"""The grid of charts: pages, shapes, the chart with the keys, one cursor, how few lines a new point sends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import exp, nan

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.store.facts.remote import Ready
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.present.plot.grid import SHAPES, Grid, Shape, grid_lines, page_of
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.slices import PlotSlice
from breadtui.ui.themes import THEMES
from breadtui.values import replace
from tests.fakes.states import NOW, a_key

KEY = a_key("coder_v2")
NAMES = ["loss", "lr", "step_time", "epoch", "grad_norm", "memory_gb"]


def a_log(count: int = 168) -> MetricSeries:
    return series_of_rows(
        {
            "iter": step,
            "loss": 1.31e-7 + 1.6e-6 * exp(-step / 40),
            "lr": 9.1e-4,
            "step_time": 8.7,
            "epoch": 1,
            "grad_norm": nan if step == 41 else step % 7,
            "memory_gb": 40.0,
            "note": "a string",
            "nothing": None,
        }
        for step in range(1, count + 1)
    )


class CountedGrid(ChartGrid):
    """Remembers which lines were sent again."""

    sent: tuple[int, ...] = ()

    def refresh(self, *regions: Region, **options: bool) -> CountedGrid:
        self.sent += tuple(region.y for region in regions)
        super().refresh(*regions, **options)
        return self


class Host(App[None]):
    def __init__(self, series: MetricSeries, markers: Markers = Markers.BRAILLE) -> None:
        super().__init__()
        self.series, self.markers = series, markers
        self.asked: list[tuple[str, ...]] = []

    def compose(self) -> ComposeResult:
        yield CountedGrid(markers=self.markers)

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.show(self.series)
        self.grid.focus()

    @property
    def grid(self) -> CountedGrid:
        return self.query_one(CountedGrid)

    def show(self, series: MetricSeries) -> None:
        self.grid.show(PlotSlice(KEY, Ready(series, NOW)))

    def on_chart_widget_metrics_wanted(self, message: ChartGrid.MetricsWanted) -> None:
        self.asked.append(message.names)

    def lines(self) -> list[str]:
        return [self.grid.render_line(y).text.rstrip() for y in range(self.grid.size.height)]

    def titles(self) -> list[str]:
        """The names of the charts in sight, in their order, those included whose turn to be drawn is still to come."""
        self.grid.put_rest()
        text = " \n ".join(self.lines()[1:-1]) + " "
        return [name for name in NAMES if f" {name} " in text.replace("▸", " ").replace(">", " ")]


@asynccontextmanager
async def shown(
    series: MetricSeries | None = None, size: tuple[int, int] = (120, 40), markers: Markers = Markers.BRAILLE
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    host = Host(a_log() if series is None else series, markers)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        yield host, pilot


async def test_every_numeric_metric_has_a_chart_unknown_ones_too_and_no_string_has() -> None:
    async with shown() as (host, _):
        assert host.titles() == NAMES
        assert "note" not in "\n".join(host.lines())


@pytest.mark.parametrize(
    ("size", "shape"),
    [((120, 40), Shape(3, 3)), ((80, 24), Shape(2, 2)), ((200, 60), Shape(4, 3)), ((30, 9), Shape(1, 1))],
)
async def test_a_page_holds_as_many_charts_as_are_readable(size: tuple[int, int], shape: Shape) -> None:
    async with shown(size=size) as (host, _):
        assert host.grid.shape == shape


async def test_pages_are_turned_and_end_at_their_ends() -> None:
    async with shown(size=(80, 24)) as (host, pilot):
        assert "page 1/2" in host.lines()[0]
        assert host.titles() == NAMES[:4]
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "page 2/2" in host.lines()[0]
        assert host.titles() == NAMES[4:]
        await pilot.press("left_square_bracket", "pageup")
        assert host.titles() == NAMES[:4]


async def test_the_next_chart_is_found_on_the_next_page_too() -> None:
    async with shown(size=(80, 24)) as (host, pilot):
        await pilot.press("j", "j", "j", "j")
        assert host.grid.view.metric == "grad_norm"
        assert any("▸grad_norm" in line for line in host.lines())
        await pilot.press("k", "shift+tab")
        assert host.grid.view.metric == "step_time"


async def test_more_and_fewer_charts_a_page_from_one_to_twelve() -> None:
    async with shown() as (host, pilot):
        for _ in SHAPES:
            await pilot.press("less_than_sign")
        assert host.grid.shape == Shape(1, 1)
        for _ in SHAPES:
            await pilot.press("greater_than_sign")
        assert host.grid.shape == Shape(4, 3)


async def test_one_chart_alone_and_all_again() -> None:
    async with shown() as (host, pilot):
        await pilot.press("j", "enter")
        assert host.titles() == ["lr"]
        await pilot.press("z")
        assert host.titles() == NAMES


async def test_one_cursor_reads_every_chart() -> None:
    async with shown() as (host, pilot):
        await pilot.press("home")
        assert host.lines()[-1].startswith(" step 1  loss")
        text = "\n".join(host.lines())
        assert text.count("┴") == len(NAMES)
        assert "grad_norm · 1 not finite  1" in text
        for _ in range(8):
            await pilot.press("right")
        assert "grad_norm · 1 not finite  -" in "\n".join(host.lines())


async def test_several_chosen_metrics_are_the_only_charts_and_one_gets_the_keys() -> None:
    async with shown() as (host, pilot):
        await pilot.press("m")
        assert host.asked == [tuple(NAMES)]
        host.grid.choose(["lr", "memory_gb"])
        await pilot.pause()
        assert host.titles() == ["lr", "memory_gb"]
        host.grid.choose(["grad_norm"])
        await pilot.pause()
        assert host.titles() == NAMES
        assert host.grid.view.metric == "grad_norm"


async def test_where_charts_are_short_each_is_one_row() -> None:
    async with shown(size=(40, 8)) as (host, pilot):
        host.grid.reshape(Shape(2, 3))
        await pilot.pause()
        rows = host.lines()
        assert "loss" in rows[1]
        assert any(bar in rows[1] for bar in "▁▂▃▄▅▆▇█")


async def test_a_new_point_sends_only_lines_that_differ() -> None:
    async with shown(size=(120, 40)) as (host, pilot):
        host.grid.sent = ()
        host.show(a_log(169))
        await pilot.pause()
        assert 0 < len(set(host.grid.sent)) <= 26


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (24, 5), (80, 24)])
async def test_every_size_is_drawn_and_ascii_stays_ascii(size: tuple[int, int]) -> None:
    async with shown(size=size, markers=Markers.ASCII) as (host, pilot):
        await pilot.press("left", "greater_than_sign", "plus")
        assert "".join(host.lines()).isascii()


@pytest.mark.parametrize("shape", SHAPES)
def test_every_metric_is_on_exactly_one_page(shape: Shape) -> None:
    names = [f"m{number}" for number in range(25)]
    pages = {page_of(names, name, shape) for name in names}

    assert sorted(name for page in pages for name in page.metrics) == sorted(names)
    assert {page.pages for page in pages} == {len(pages)}
    assert page_of(names, "nowhere", shape).page == 0
    assert page_of([], "loss", shape).metrics == ()


async def test_a_value_beside_a_name_is_whole_or_not_there() -> None:
    rows = ({"iter": at, "loss": 1.0, "gradient_norm": -9406.0 + 100 * (at % 7)} for at in range(60))
    async with shown(series_of_rows(rows), size=(40, 12)) as (host, _):
        for width, told in ((40, True), (24, False)):
            drawing = host.grid.drawing()
            assert drawing is not None
            lines = grid_lines(replace(drawing, width=2 * width + 1), Grid(Shape(2, 1), ("loss", "gradient_norm")))
            title = "".join(span.text for span in lines[1])
            assert ("(raw -" in title) is told
            assert title.count("(") == title.count(")")


async def test_each_chart_tells_its_own_gaps_and_the_title_those_of_the_one_with_the_keys() -> None:
    async with shown() as (host, pilot):
        title, *charts = host.lines()
        assert "not finite" not in title
        assert [line.count("1 not finite") for line in charts if " grad_norm " in line] == [1]
        host.grid.choose(["grad_norm"])
        await pilot.pause()
        host.grid.put_rest()
        title, *charts = host.lines()
        assert "168 of 168 points · 1 not finite" in title
        assert "not finite" not in "\n".join(charts)


async def test_no_count_of_gaps_is_cut_and_none_takes_the_place_of_a_value() -> None:
    rows = ({"iter": at, "loss": 1.0, "gradient_norm": nan if at % 9 else -9406.0 + at} for at in range(1, 61))
    async with shown(series_of_rows(rows), size=(40, 12)) as (host, _):
        seen = set()
        for width in range(16, 60):
            drawing = host.grid.drawing()
            assert drawing is not None
            lines = grid_lines(replace(drawing, width=2 * width + 1), Grid(Shape(2, 1), ("loss", "gradient_norm")))
            title = "".join(span.text for span in lines[1])
            told = "gap" if " · 54 not finite  " in title else "cut" if " · " in title else "none"
            seen.add(told)
            assert "-" in title or told == "none"
        assert seen == {"gap", "none"}
