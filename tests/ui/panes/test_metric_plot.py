"""The plot pane: what each state says, what each key does, and how few lines a new point sends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import exp
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import Unreachable
from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import Phase, RepoName
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, Remote
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.bridge import same_slice
from breadtui.ui.panes.metric_plot import MetricPlot, PlotSlice, select
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.headings import Heading
from breadtui.ui.themes import THEMES
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_key, a_prompt_key, a_state, a_target_key, a_tree

KEY = a_key("coder_v2")


def a_log(count: int = 168) -> MetricSeries:
    return series_of_rows(
        {"iter": step, "loss": 1.31e-7 + 1.6e-6 * exp(-step / 40), "lr": 9.1e-4, "step_time": 8.7, "epoch": 1}
        for step in range(1, count + 1)
    )


class CountedPlot(MetricPlot):
    """Remembers which lines were sent again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sent: list[int] = []
        self.draws_count = 0

    def redraw(self) -> None:
        self.draws_count += 1
        super().redraw()

    def refresh(self, *regions: Region, **options: Any) -> CountedPlot:
        self.sent += [region.y for region in regions]
        super().refresh(*regions, **options)
        return self


class Host(App[None]):
    def __init__(self, plot: PlotSlice, **options: Any) -> None:
        super().__init__()
        self.slice, self.options = plot, options
        self.copied: list[str] = []
        self.headings: list[Heading] = []
        self.refused: list[str] = []

    def compose(self) -> ComposeResult:
        yield CountedPlot(id="plot", **self.options)

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.plot.show(self.slice)
        self.plot.focus()

    @property
    def plot(self) -> CountedPlot:
        return self.query_one(CountedPlot)

    def on_chart_widget_copied(self, message: MetricPlot.Copied) -> None:
        self.copied.append(message.text)

    def on_chart_widget_refused(self, message: MetricPlot.Refused) -> None:
        self.refused.append(message.reason)

    def on_metric_plot_retitled(self, message: MetricPlot.Retitled) -> None:
        self.headings.append(message.heading)

    def lines(self) -> list[str]:
        return [self.plot.render_line(y).text.rstrip() for y in range(self.plot.size.height)]


def a_slice(count: int = 168, **parts: Any) -> PlotSlice:
    return PlotSlice(KEY, Ready(a_log(count), NOW))._replace(**parts)


@asynccontextmanager
async def shown(
    plot: PlotSlice | None = None, size: tuple[int, int] = (80, 20), **options: Any
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    host = Host(a_slice() if plot is None else plot, **options)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        yield host, pilot


def readout_of(host: Host) -> str:
    return next(line for line in host.lines() if line.startswith(" step "))


# The slice


def a_state_with(chosen: Choice | None, **parts: Any) -> AppState:
    tree = a_tree(edges=[("coder_v2", "coder_v1")])
    return replace(a_state(tree), chosen=chosen, lineages={REPO: lineage_of(tree)}, **parts)


def test_the_slice_is_the_chosen_bake_with_its_parent_where_that_is_known() -> None:
    mine, theirs = Ready(a_log(3), NOW), Ready(a_log(2), NOW)

    state = a_state_with(KEY, metrics={KEY: mine, a_key("coder_v1"): theirs})
    assert select(state) == PlotSlice(KEY, mine, (("coder_v1", theirs),), parent=a_key("coder_v1"))
    assert select(a_state_with(KEY, metrics={KEY: mine})) == PlotSlice(KEY, mine, parent=a_key("coder_v1"))
    assert select(a_state_with(a_key("coder_v1"))) == PlotSlice(a_key("coder_v1"))


def test_a_change_elsewhere_leaves_the_slice_the_same() -> None:
    state = a_state_with(KEY, metrics={KEY: Ready(a_log(3), NOW), a_key("coder_v1"): Ready(a_log(2), NOW)})

    assert same_slice(select(state), select(replace(state, notice_count=7)))
    assert not same_slice(select(state), select(replace(state, metrics={KEY: Ready(a_log(4), NOW)})))


# States


@pytest.mark.parametrize(
    ("chosen", "series", "words"),
    [
        (None, NOT_ASKED, "choose a bake to see its loss"),
        (RepoName("coder"), NOT_ASKED, "choose a bake to see its loss"),
        (a_prompt_key(), NOT_ASKED, "choose a bake to see its loss"),
        (a_target_key(), NOT_ASKED, "choose a bake to see its loss"),
        (a_key("wise", Phase.STIM), NOT_ASKED, "a stim logs no metrics"),
        (a_key("wise", Phase.ROLLOUT), NOT_ASKED, "a rollout logs no metrics"),
        (KEY, NOT_ASKED, "metrics were not read yet"),
        (KEY, Loading(), "reading metrics"),
        (KEY, Ready(series_of_rows([]), NOW), "no metrics yet"),
        (KEY, Failed(Unreachable("timed out"), NOW), "No answer: timed out"),
        (KEY, Failed(Unreachable("x\x1b[2J"), NOW), "No answer: x␛[2J"),
    ],
)
async def test_without_points_the_pane_says_why(
    chosen: Choice | None, series: Remote[MetricSeries], words: str
) -> None:
    async with shown(PlotSlice(chosen, series)) as (host, _):
        assert words in host.lines()[10]
        assert host.lines()[0].startswith(" 4 Metrics ──")


async def test_after_a_failed_look_the_last_values_stay_with_their_time() -> None:
    failed = Failed(Unreachable("timed out"), NOW, Ready(a_log(), NOW))
    async with shown(a_slice(series=failed), (120, 20)) as (host, _):
        assert "No answer: timed out" in host.lines()[0]
        assert "data of " in host.lines()[0]
        assert readout_of(host).startswith(" step 168")


@pytest.mark.parametrize(("width", "reason"), [(60, ""), (80, " · No answer ──")])
async def test_how_old_the_values_are_is_said_before_why_and_so_is_not_left_out(width: int, reason: str) -> None:
    failed = Failed(Unreachable("the connection was closed before its answer was whole"), NOW, Ready(a_log(), NOW))
    async with shown(a_slice(series=failed), (width, 20)) as (host, _):
        assert f"data of {clock_text(NOW)}{reason}" in host.lines()[0]


OTHER = Failed(Unreachable("timed out"), NOW, Ready(a_log(), NOW))
NEVER: Failed[MetricSeries] = Failed(Unreachable("timed out"), NOW, None)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (Ready(a_log(), NOW), OTHER, f" B data of {clock_text(NOW)} · No answer: timed out"),
        (Ready(a_log(), NOW), NEVER, " B not read · No answer: timed out"),
        (NEVER, Ready(a_log(), NOW), " A not read · No answer: timed out"),
        (OTHER, OTHER, f" A data of {clock_text(NOW)} · No answer: timed out"),
    ],
    ids=["stale", "never read", "the first never", "both"],
)
async def test_of_several_each_that_fails_is_named(
    first: Remote[MetricSeries], second: Remote[MetricSeries], said: str
) -> None:
    plot = PlotSlice(KEY, first, (("coder_v9", second),), as_equals=True)
    async with shown(plot, (160, 20)) as (host, _):
        assert said in host.lines()[0]
        assert ("1 more" in host.lines()[0]) is (first is second)
        assert len(readout_of(host))


async def test_values_stay_while_they_are_read_again() -> None:
    async with shown(a_slice(series=Loading(Ready(a_log(), NOW)))) as (host, _):
        assert readout_of(host).startswith(" step 168")


async def test_one_point_is_drawn_as_a_point() -> None:
    async with shown(a_slice(1)) as (host, _):
        assert any("•" in line for line in host.lines())


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (24, 1), (40, 3), (120, 40)])
async def test_any_size_is_filled_and_survives_keys(size: tuple[int, int]) -> None:
    async with shown(size=size) as (host, pilot):
        await pilot.press("left", "plus", "m", "x", "o", "L", "s", "y", "end")
        assert [host.plot.render_line(y).cell_length for y in range(size[1])] == [size[0]] * size[1]


# Keys


async def test_the_cursor_moves_by_arrows_and_by_letters() -> None:
    async with shown(a_slice(60)) as (host, pilot):
        for keys, step in (("left", 59), ("h", 58), ("l", 59), ("right", 60), ("shift+left", 50), ("home", 1)):
            await pilot.press(keys)
            assert readout_of(host).startswith(f" step {step} ")
        assert any("┊" in line for line in host.lines())


async def test_the_full_stop_follows_the_newest_point_again() -> None:
    async with shown(a_slice(60)) as (host, pilot):
        await pilot.press("home", "full_stop")
        host.plot.show(a_slice(61))
        assert readout_of(host).startswith(" step 61 ")


async def test_a_cursor_stays_on_its_point_while_the_log_grows() -> None:
    async with shown(a_slice(60)) as (host, pilot):
        await pilot.press("left")
        host.plot.show(a_slice(90))
        assert readout_of(host).startswith(" step 59 ")


@pytest.mark.parametrize(
    ("key", "word"),
    [("L", "log"), ("s", "ema .9"), ("x", "x=epoch"), ("o", "off scale"), ("M", "4 Metrics ── lr")],
)
async def test_the_title_says_what_a_key_changed(key: str, word: str) -> None:
    async with shown() as (host, pilot):
        assert word not in host.lines()[0]
        await pilot.press(key)
        assert word in host.lines()[0]


async def test_zoom_and_fit() -> None:
    async with shown() as (host, pilot):
        await pilot.press("plus", "plus")
        assert "follow" in host.lines()[0]
        assert "168 of 168" not in host.lines()[0]
        await pilot.press("minus", "minus")
        assert "168 of 168" in host.lines()[0]
        await pilot.press("plus", "0")
        assert "168 of 168" in host.lines()[0]


async def test_the_parent_is_laid_beside_it_and_can_be_hidden() -> None:
    parent = (("coder_v1", Ready(a_log(300), NOW)),)
    async with shown(a_slice(others=parent)) as (host, pilot):
        assert any("B ─── ── coder_v1" in line for line in host.lines())
        assert "  B 1.5" in readout_of(host)
        await pilot.press("b")
        assert not any("B ─── ── coder_v1" in line for line in host.lines())


async def test_the_readout_is_offered_for_copying() -> None:
    async with shown() as (host, pilot):
        await pilot.press("y")
        assert host.copied == ["step 168  loss 1.56e-7 (raw 1.55e-7)  epoch 1"]


async def test_with_no_points_each_key_says_why_it_does_nothing() -> None:
    async with shown(PlotSlice()) as (host, pilot):
        before = host.lines()
        await pilot.press(*(keys := ("left", "plus", "m", "y", "L", "b")))
        assert (host.lines(), host.copied) == (before, [])
        assert host.refused == ["choose a bake to see its loss"] * len(keys)
        host.plot.show(a_slice())
        await pilot.press("left")
        assert (len(host.refused), readout_of(host)[:9]) == (len(keys), " step 166")


async def test_taste_is_kept_for_another_bake_but_the_window_is_not() -> None:
    async with shown() as (host, pilot):
        await pilot.press("x", "s", "left", "plus")
        host.plot.show(PlotSlice(a_key("other"), Ready(a_log(50), NOW)))
        view = host.plot.view
        assert (view.axis, view.alpha, view.cursor, view.span) == (Axis.EPOCH, 0.9, None, None)


async def test_a_click_puts_the_cursor_there() -> None:
    async with shown(a_slice(100)) as (host, pilot):
        await pilot.click(CountedPlot, offset=(8, 5))
        assert readout_of(host).startswith(" step 1 ")
        await pilot.click(CountedPlot, offset=(79, 5))
        assert readout_of(host).startswith(" step 99 ")


# What is sent


async def test_a_new_point_sends_only_the_lines_it_changed() -> None:
    async with shown(a_slice(161), (80, 20)) as (host, pilot):
        host.plot.sent.clear()
        for count in range(162, 168):
            host.plot.show(a_slice(count))
            await pilot.pause()
        assert len(host.plot.sent) <= 6 * 5
        assert set(host.plot.sent) <= {0, 14, 17, 18, 19}


async def test_a_log_that_outgrows_its_axis_gets_room_until_a_person_wants_none() -> None:
    async with shown(a_slice(180), (80, 20)) as (host, pilot):

        def floor() -> str:
            return next(line for line in host.lines() if "└" in line)

        host.plot.show(a_slice(181))
        await pilot.pause()
        roomy = floor()
        host.plot.show(a_slice(240))
        await pilot.pause()
        assert floor() == roomy
        assert "200" in roomy
        await pilot.press("0")
        tight = floor()
        host.plot.show(PlotSlice())
        host.plot.show(a_slice(240))
        await pilot.pause()
        assert tight == floor()


async def test_the_same_values_again_send_nothing() -> None:
    async with shown() as (host, pilot):
        host.plot.sent.clear()
        host.plot.show(a_slice())
        await pilot.pause()
        assert host.plot.sent == []


async def test_moving_the_cursor_does_not_draw_the_curve_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown() as (host, pilot):
        import plotext

        def forbidden() -> str:
            raise AssertionError("drawn again")

        monkeypatch.setattr(plotext, "build", forbidden)
        await pilot.press("left", "left", "home", "end")
        assert readout_of(host).startswith(" step 168 ")


async def test_without_a_title_the_rule_above_is_told() -> None:
    async with shown(has_title=False) as (host, pilot):
        assert not any("Metrics" in line for line in host.lines())
        assert [str(heading) for heading in host.headings] == [
            "4 Metrics ── loss · ema .6 · x=step ── 168 of 168 points"
        ]
        await pilot.press("L")
        assert host.headings[-1] == host.plot.heading()
        assert "log" in str(host.plot.heading())
        host.plot.show(PlotSlice())
        await pilot.pause()
        assert str(host.headings[-1]) == "4 Metrics"


async def test_another_theme_colours_the_same_lines_anew() -> None:
    async with shown() as (host, pilot):
        dark = host.plot.render_line(5)
        host.theme = "bread-light"
        await pilot.pause()
        light = host.plot.render_line(5)
        assert dark.text == light.text
        assert dark != light


async def test_when_steps_were_seen_is_drawn_only_along_that_axis() -> None:
    seen = tuple((float(step), NOW.timestamp() + 60.0 * step) for step in (1, 100, 168))
    async with shown() as (host, _):
        before = host.plot.draws_count
        host.plot.show_seen(KEY, seen[:2])
        assert host.plot.draws_count == before
        assert host.plot.lay_along(Axis.SEEN)
        before = host.plot.draws_count
        host.plot.show_seen(KEY, seen)
        assert host.plot.draws_count == before + 1
