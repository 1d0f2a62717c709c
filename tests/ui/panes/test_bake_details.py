"""The detail pane: tabs, places, rows read as they are looked at, only changed lines drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.outputs import OutputPage
from breadtui.domain.recipe import Dependency, DependencyGraph
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.bake_details import BakeDetails, select
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.detail.graph_slice import graph_slice
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_seen, a_state, a_target_key, a_tree

CONFIG: JsonObject = {"datasets": [{"target": "wise"}], "epochs": 3, **{f"key_{n:02d}": n for n in range(40)}}
ROLLOUT = a_job("wise", phase=Phase.ROLLOUT, lines=250, total_expected=300)


class Host(App[None]):
    def __init__(self, state: AppState) -> None:
        super().__init__()
        self.state = state
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield BakeDetails(id="details")

    def on_mount(self) -> None:
        self.details.show(select(self.state))
        self.details.focus()

    @property
    def details(self) -> BakeDetails:
        return self.query_one(BakeDetails)

    def show(self, **parts: Any) -> None:
        self.state = replace(self.state, **parts)
        self.details.show(select(self.state))

    @property
    def told(self) -> str:
        line = self.details.chosen_line
        return "" if line is None else "".join(span.text for span in line.line).strip()

    def on_bake_details_tab_asked(self, message: BakeDetails.TabAsked) -> None:
        self.heard.append(message)

    def on_bake_details_journal_asked(self, message: BakeDetails.JournalAsked) -> None:
        self.heard.append(message)

    def on_body_rows_go_asked(self, message: BakeDetails.GoAsked) -> None:
        self.heard.append(message)

    def on_bake_details_rows_asked(self, message: BakeDetails.RowsAsked) -> None:
        self.heard.append(message)

    def on_bake_details_read_asked(self, message: BakeDetails.ReadAsked) -> None:
        self.heard.append(message)

    def tab(self) -> Tab:
        return self.details.tab

    def lines(self) -> list[str]:
        """The title with the tabs, then the lines below it."""
        title = " ".join(span.text for span in self.details.title_line())
        body = [self.details.render_line(y).text.rstrip() for y in range(self.details.size.height)]
        return [title, *body]

    def journals_asked(self) -> list[tuple[JobKey, ...]]:
        return [message.keys for message in self.heard if isinstance(message, BakeDetails.JournalAsked)]

    def offsets_asked(self) -> list[int]:
        return [message.offset for message in self.heard if isinstance(message, BakeDetails.RowsAsked)]


def a_chosen_state() -> AppState:
    jobs = [a_job("v1", progress_percent=10.0, config=CONFIG), ROLLOUT]
    return a_state(a_tree(["v1", "v2"], configs={"v1": CONFIG}), jobs, chosen=a_key("v1"))


@asynccontextmanager
async def running(size: tuple[int, int] = (70, 12)) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host(a_chosen_state())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def a_page(offset: int, count: int = 100) -> OutputPage:
    rows = tuple({"question": f"q{n}", "response": f"a{n}"} for n in range(offset, offset + count))
    return OutputPage(ROLLOUT, rows, offset, offset + count < 250)


async def test_brackets_go_through_the_tabs_and_round() -> None:
    async with running() as (app, pilot):
        await pilot.press("]")
        assert app.tab() is Tab.CONFIG
        assert "[Config]" in app.lines()[0]
        await pilot.press("[", "[")
        assert app.tab() is Tab.JOURNAL


async def test_a_tab_stays_open_and_each_choice_keeps_its_place() -> None:
    async with running() as (app, pilot):
        await pilot.press("]", "G")
        last = app.lines()[-1]
        app.show(chosen=a_target_key())
        assert app.tab() is Tab.CONFIG
        assert app.lines()[0].startswith("2 wise")
        app.show(chosen=a_key("v1"))
        await pilot.pause()
        assert app.lines()[-1] == last
        app.show(chosen=REPO)
        assert app.tab() is Tab.OVERVIEW


async def test_progress_of_the_bake_is_one_line_drawn() -> None:
    async with running() as (app, pilot):
        drawn: list[str] = []
        draw = app.details.draw_value

        def counted(value: Any, width: int, *, selected: bool, focused: bool) -> Any:
            drawn.append("".join(span.text for span in value))
            return draw(value, width, selected=selected, focused=focused)

        app.details.draw_value = counted  # type: ignore[method-assign]  # counts what is drawn
        moved = a_job("v1", progress_percent=46.0, config=CONFIG)
        app.show(jobs={**app.state.jobs, moved.key: a_seen(moved)})
        await pilot.pause()
        assert [line.split() for line in drawn] == [["bake", "R", "running", "46%", "████▌"]]


async def test_rows_are_asked_for_when_they_come_into_view_and_each_page_once() -> None:
    async with running() as (app, pilot):
        await pilot.press("]", "]")
        await pilot.pause()
        assert app.offsets_asked() == [0]
        app.details.show_rows(ROLLOUT.key, a_page(0))
        await pilot.pause()
        assert app.lines()[2].split() == ["1", "q0", "a0"]
        await pilot.press("G")
        assert app.lines()[-1].endswith("…")
        await pilot.pause()
        assert app.offsets_asked() == [0, 200]
        app.details.show_rows(ROLLOUT.key, a_page(200, 50))
        await pilot.pause()
        assert app.lines()[-1].split()[-3:] == ["250", "q249", "a249"]


async def test_enter_asks_to_read_the_rows_from_the_one_under_the_cursor_on() -> None:
    async with running() as (app, pilot):
        app.details.open_tab(Tab.DATA)
        app.details.show_rows(ROLLOUT.key, a_page(0))
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        asked = [one for one in app.heard if isinstance(one, BakeDetails.ReadAsked)]
        assert [(one.key, one.place) for one in asked] == [(ROLLOUT.key, 1)]


async def test_rows_that_could_not_be_read_are_tried_again_on_enter() -> None:
    async with running() as (app, pilot):
        app.details.open_tab(Tab.DATA)
        app.details.show_rows(ROLLOUT.key, Unreachable("cut"))
        await pilot.pause()
        assert "No answer: cut" in app.lines()[1]
        await pilot.press("enter")
        await pilot.pause()
        assert app.offsets_asked() == [0, 0]


async def test_rows_of_another_job_are_dropped() -> None:
    async with running() as (app, pilot):
        app.details.open_tab(Tab.DATA)
        app.details.show_rows(a_key("other", Phase.ROLLOUT), a_page(0))
        await pilot.pause()
        assert "q0" not in "".join(app.lines())


async def test_a_tab_asks_for_what_it_shows_when_it_is_opened() -> None:
    async with running() as (app, pilot):
        app.details.open_tab(Tab.PLAN)
        await pilot.pause()
        asked = [message for message in app.heard if isinstance(message, BakeDetails.TabAsked)]
        assert [(message.key, message.tab) for message in asked][-1] == (a_key("v1"), Tab.PLAN)


async def test_the_journal_is_asked_about_every_job_shown_and_again_when_one_moves_on() -> None:
    async with running() as (app, pilot):
        shown = (a_key("v1"), ROLLOUT.key)
        assert app.journals_asked() == [shown]
        app.show(notice_count=1)
        moved = a_job("v1", JobStatus.COMPLETE, config=CONFIG)
        app.show(jobs={**app.state.jobs, moved.key: a_seen(moved)})
        await pilot.pause()
        assert app.journals_asked() == [shown, shown]
        app.details.open_tab(Tab.JOURNAL)
        app.details.show_journal(a_key("v1"), [JobSighting(a_key("v1"), NOW, "running", 10.0, None, None, None)])
        await pilot.pause()
        assert "running" in app.lines()[1]


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (20, 5)])
async def test_any_size_is_survived_in_every_tab(size: tuple[int, int]) -> None:
    async with running(size) as (app, pilot):
        for _ in range(5):
            await pilot.press("]", "j", "G", "enter")
        assert all(app.details.render_line(y).cell_length == size[0] for y in range(app.details.size.height))


async def test_a_narrower_pane_breaks_its_lines_anew() -> None:
    async with running((100, 12)) as (app, pilot):
        wide = app.lines()
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert app.lines() != wide
        assert any(line.strip().startswith("lineage") for line in app.lines())


async def test_enter_unfolds_what_is_the_same_as_the_parents_and_folds_it_again() -> None:
    async with running() as (app, pilot):
        app.show(
            lineages={REPO: lineage_of(a_tree(["v1", "v2"], [("v1", "v2")], configs={"v1": CONFIG, "v2": CONFIG}))}
        )
        app.details.open_tab(Tab.CONFIG)
        await pilot.press("j")
        assert app.lines()[2].endswith("42 the same as the parent's ▸")
        await pilot.press("enter")
        assert app.lines()[3].strip() == 'datasets[0].target = "wise"'
        await pilot.press("enter")
        assert len("".join(app.lines()[3:])) == 0


async def test_a_search_finds_what_is_folded() -> None:
    async with running() as (app, pilot):
        app.show(
            lineages={REPO: lineage_of(a_tree(["v1", "v2"], [("v1", "v2")], configs={"v1": CONFIG, "v2": CONFIG}))}
        )
        app.details.open_tab(Tab.CONFIG)
        app.details.filter("key_07")
        await pilot.pause()
        assert [line.strip() for line in app.lines()[1:] if line] == [">  key_07 = 7"]


async def test_enter_on_an_ancestor_asks_to_go_there_and_its_path_can_be_copied() -> None:
    async with running() as (app, pilot):
        app.show(lineages={REPO: lineage_of(a_tree(["v1", "v2"], [("v1", "v2")], configs={"v1": CONFIG}))})
        place = next(at for at, one in enumerate(app.details.body) if one.goto == a_key("v2"))
        await pilot.press(*["j"] * place, "enter")
        await pilot.pause()
        assert [message.what for message in app.heard if isinstance(message, BakeDetails.GoAsked)] == [a_key("v2")]
        assert app.details.copied == "coder/v2"


async def test_what_uses_a_bake_is_found_below_what_it_was_made_from_also_when_that_comes_later() -> None:
    tree = a_tree(["v1", "v2"], [("v2", "v1")])
    state = a_state(tree, chosen=a_key("v1"))
    above = [Dependency("bake", "v1", "target", f"t{n:02d}") for n in range(40)]
    graph = DependencyGraph("Qwen", {"v1": {}}, {one.name: {} for one in above}, {}, tuple(above))
    async with Host(state).run_test(size=(60, 12)) as pilot:
        host = pilot.app
        assert isinstance(host, Host)
        host.details.show_graph(graph_slice(state))
        host.details.open_uses()
        assert host.told == "used by"
        loaded = replace(state, graphs={a_key("v1"): Ready(graph, NOW)})
        host.details.show_graph(graph_slice(loaded))
        assert host.told == "used by"
        await pilot.press("j")
        host.details.show_graph(graph_slice(state))
        assert host.told != "used by"
