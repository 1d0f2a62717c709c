"""The tree pane: folds, cursor and filter survive refreshes; only rows that changed are drawn."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.repo_tree.pane import RepoTree, select_tree
from breadtui.ui.present.tree.keys import TreeKey, row_of
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_prompt, a_prompt_key, a_seen, a_state, a_tree

EDGES = (("v2", "v1"), ("v3", "v1"), ("v4", "v3"), ("v5", "v3"))
NAMES = ("v1", "v2", "v3", "v4", "v5")


class Host(App[None]):
    def __init__(self, state: AppState) -> None:
        super().__init__()
        self.state = state
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield RepoTree(id="tree")

    def on_mount(self) -> None:
        self.tree_pane.show(select_tree(self.state))
        self.tree_pane.focus()

    @property
    def tree_pane(self) -> RepoTree:
        return self.query_one(RepoTree)

    def show(self, **parts: Any) -> None:
        self.state = replace(self.state, **parts)
        self.tree_pane.show(select_tree(self.state))

    @on(RepoTree.RepoOpenAsked)
    @on(RepoTree.RepoCloseAsked)
    @on(RepoTree.OutOfReach)
    @on(RepoTree.Picked)
    @on(RepoTree.Hovered)
    @on(RepoTree.Leapt)
    @on(RepoTree.EndOfDescent)
    def heard_of(self, message: Message) -> None:
        self.heard.append(message)

    @on(RepoTree.MarkAsked)
    def mark_asked(self, message: RepoTree.MarkAsked) -> None:
        self.show(marked=(*(w for w in self.state.marked if w not in message.unmarked), *message.marked))

    @property
    def left(self) -> list[TreeKey]:
        """The rows that were left by a leap, in order."""
        return [message.key for message in self.heard if isinstance(message, RepoTree.Leapt)]

    def lines(self) -> list[str]:
        pane = self.tree_pane
        return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def a_lineage_state(**parts: Any) -> AppState:
    return a_state(a_tree(NAMES, EDGES), prompts=[a_prompt(name="teach")], targets=["wise"], **parts)


@asynccontextmanager
async def running(state: AppState, size: tuple[int, int] = (36, 20)) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host(state)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def names_shown(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in re.findall(r"v\d", line)]


async def test_bakes_stand_under_what_they_came_from() -> None:
    async with running(a_lineage_state()) as (app, _):
        assert app.lines()[:9] == [
            ">▾ coder                   Qwen3-32B",
            "   ▾ bakes  (5)",
            "     ▾ v1                   D",
            "       ├ v2                 D",
            "       └▾v3                 D",
            "         ├ v4               D",
            "         └ v5               D",
            "   ▸ prompts  (1)",
            "   ▸ targets  (1)",
        ]


async def test_a_folded_bake_says_how_many_it_hides_and_stays_folded_through_a_refresh() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v3"))
        await pilot.press("h")
        assert "▸v3 +2" in app.lines()[4]
        tree = a_tree((*NAMES, "v6"), (*EDGES, ("v6", "v1")))
        newer = a_state(tree)
        app.show(trees=newer.trees, lineages=newer.lineages)
        assert "▸v3 +2" in app.lines()[4]
        assert app.tree_pane.cursor_key == ("bake", REPO, "v3")


async def test_the_cursor_stays_with_its_row_when_rows_come_above_it() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v5"))
        newer = a_state(a_tree(("v0", *NAMES), EDGES))
        app.show(trees=newer.trees, lineages=newer.lineages)
        await pilot.pause()
        assert app.tree_pane.cursor_key == ("bake", REPO, "v5")
        assert [line for line in app.lines() if line.startswith(">")] == [app.lines()[7]]


async def test_one_job_that_moved_is_one_row_drawn() -> None:
    jobs = [a_job(name, progress_percent=10.0) for name in ("v4", "v5")]
    async with running(a_lineage_state(jobs=jobs)) as (app, pilot):
        drawn: list[str] = []
        pane = app.tree_pane
        draw = pane.draw_value

        def counted(value: Any, width: int, *, selected: bool, focused: bool) -> Any:
            drawn.append("".join(span.text for span in value))
            return draw(value, width, selected=selected, focused=focused)

        pane.draw_value = counted  # type: ignore[method-assign]  # counts what is drawn
        moved = a_job("v4", progress_percent=46.0)
        app.show(jobs={**app.state.jobs, moved.key: a_seen(moved)})
        await pilot.pause()
        assert [line.split() for line in drawn] == [["├", "v4", "R", "46%"]]


async def test_ten_thousand_bakes_draw_only_what_is_visible() -> None:
    count = 10_000
    tree = a_tree([f"b{n}" for n in range(count)], [(f"b{n}", f"b{n // 3}") for n in range(1, count)])
    app = Host(a_state(tree))
    calls = 0

    class Counting(RepoTree):
        def row_value(self, key: Any, width: int) -> Any:
            nonlocal calls
            calls += 1
            return super().row_value(key, width)

    app.compose = lambda: iter([Counting(id="tree")])  # type: ignore[method-assign]  # another pane
    async with app.run_test(size=(36, 20)) as pilot:
        await pilot.pause()
        assert len(app.tree_pane.rows) == count + 4
        assert calls <= 3 * 20
        calls = 0
        await pilot.press("G")
        await pilot.pause()
        assert calls <= 3 * 20


async def test_a_closed_repository_asks_to_be_opened() -> None:
    state = a_lineage_state(repos=Ready((Repo(REPO, "Qwen/Qwen3-32B"), Repo(RepoName("other"), "")), NOW))
    async with running(state) as (app, pilot):
        await pilot.press("G", "l")
        opened = [message.repo for message in app.heard if isinstance(message, RepoTree.RepoOpenAsked)]
        assert opened == ["other"]


async def test_a_repository_can_be_closed_from_any_of_its_rows() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v4"))
        await pilot.press("W")
        assert [m.repo for m in app.heard if isinstance(m, RepoTree.RepoCloseAsked)] == [REPO]
        assert app.tree_pane.cursor_key == ("repo", REPO, "")


async def test_enter_on_a_bake_picks_it() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v4"))
        await pilot.press("enter")
        assert [m.what for m in app.heard if isinstance(m, RepoTree.Picked)] == [a_key("v4")]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor rests only where a test says so."""
    monkeypatch.setattr("breadtui.ui.terminal.resting_rows.REST_SECONDS", 3600.0)


async def rest(tree: RepoTree, pilot: Pilot[None]) -> None:
    """As after a while without a key."""
    await pilot.pause()
    if tree._rest is not None:
        tree._has_rested()
    await pilot.pause()


@pytest.mark.usefixtures("patience")
async def test_a_resting_cursor_is_told_once_and_passing_rows_are_not() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        await pilot.press("j", "j", "j")
        await rest(app.tree_pane, pilot)
        assert [m.what for m in app.heard if isinstance(m, RepoTree.Hovered)] == [a_key("v2")]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [("v4", "J", "v3"), ("v3", "K", "v4"), ("v4", "L", "v5"), ("v5", "H", "v4"), ("v1", "J", "v1"), ("v5", "L", "v5")],
)
async def test_capitals_follow_the_line_of_descent(start: str, key: str, end: str) -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key(start))
        await pilot.press(key)
        assert app.tree_pane.cursor_key == ("bake", REPO, end)


async def test_a_filter_leaves_matches_and_what_they_stand_under() -> None:
    async with running(a_lineage_state()) as (app, _):
        app.tree_pane.filter("v4")
        assert names_shown(app.lines()) == ["v1", "v3", "v4"]
        assert app.tree_pane.cursor_key == ("bake", REPO, "v4")
        assert str(app.tree_pane.heading()) == "1 Tree · 1 repo  /v4: 1 found"
        app.tree_pane.filter("")
        assert names_shown(app.lines()) == list(NAMES)


async def test_the_cursor_stays_on_what_a_filter_found_in_a_folded_place_when_all_is_shown_again() -> None:
    async with running(a_lineage_state()) as (app, _):
        tree, found = app.tree_pane, row_of(a_prompt_key("teach"))
        assert found not in tree.visible_keys
        tree.filter("teach")
        assert tree.cursor_key == found
        assert tree.release()
        assert tree.filter_text == ""
        assert tree.cursor_key == found


async def test_a_filter_stays_through_a_refresh_and_n_steps_through_its_matches() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.filter("v")
        app.tree_pane.reveal(a_key("v1"))
        moved = a_job("v4", loss=a_loss())
        app.show(jobs={**app.state.jobs, moved.key: a_seen(moved)})
        await pilot.press("n", "n")
        assert app.tree_pane.cursor_key == ("bake", REPO, "v3")
        await pilot.press("N")
        assert app.tree_pane.cursor_key == ("bake", REPO, "v2")


async def test_what_is_to_be_revealed_is_found_when_it_comes() -> None:
    empty = replace(a_lineage_state(), trees={}, lineages={})
    async with running(empty) as (app, pilot):
        assert not app.tree_pane.reveal(a_key("v4"))
        full = a_lineage_state()
        app.show(trees=full.trees, lineages=full.lineages)
        await pilot.pause()
        assert app.tree_pane.cursor_key == ("bake", REPO, "v4")


async def test_revealing_a_prompt_unfolds_the_prompts() -> None:
    async with running(a_lineage_state()) as (app, _):
        assert app.tree_pane.reveal(next(iter(app.state.prompts)))
        assert app.tree_pane.cursor_key == ("prompt", REPO, "teach")


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 5), (20, 5)])
async def test_any_size_is_survived(size: tuple[int, int]) -> None:
    async with running(a_lineage_state(), size=size) as (app, pilot):
        await pilot.press("j", "l", "h", "G")
        assert all(len(line) <= size[0] for line in app.lines())


async def test_hostile_names_are_shown_and_not_obeyed() -> None:
    names = (
        "[/]",
        "[@click=app.quit]x[/]",
        "\x1b]0;pwned\x07",
        "\u202egnp",
        "日本語のとても長い名前です本当に",
        "a\nb",
    )
    jobs = [a_job(name, JobStatus.FAILED) for name in names]
    async with running(a_state(a_tree(names), jobs)) as (app, _):
        strips = [app.tree_pane.render_line(y) for y in range(app.tree_pane.size.height)]
        text = "\n".join(strip.text for strip in strips)
        assert {strip.cell_length for strip in strips} == {36}
        assert "[/]" in text
        assert "[@click=app.quit]" in text.replace("…", "") or "[@click=a" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert len(text.splitlines()) == 20


@pytest.mark.usefixtures("patience")
async def test_the_first_row_to_come_is_no_wish_of_a_person() -> None:
    state = a_state(a_tree(NAMES, EDGES))
    host = Host(replace(state, repos=Ready((), NOW), opened={}))
    async with host.run_test() as pilot:
        await pilot.pause()
        host.show(repos=state.repos, opened=state.opened)
        await rest(host.tree_pane, pilot)
        assert host.heard == []
        await pilot.press("j", "k")
        await rest(host.tree_pane, pilot)
        assert len(host.heard) == 0
        await pilot.press("j", "j")
        await rest(host.tree_pane, pilot)
        assert [type(message) for message in host.heard] == [RepoTree.Hovered]
