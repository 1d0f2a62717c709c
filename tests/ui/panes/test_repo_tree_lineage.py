"""The tree as a lineage explorer: its keys, what they leave, and how little they draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import ComposeResult

from breadtui.domain.names import RepoName
from breadtui.domain.query.queries import BadQuery
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.present.tones import Line
from breadtui.ui.present.tree.keys import TreeKey
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_seen, a_state, a_tree
from tests.ui.panes.test_repo_tree import EDGES, NAMES, Host, a_lineage_state, names_shown, running

FAR = RepoName("far")


def bake_shown(app: Host) -> str:
    key = app.tree_pane.cursor_key
    return key.name if key is not None else ""


def a_far_state(user: str = "ada") -> AppState:
    """A repository whose bake comes from another one, which is not open."""
    configs: Any = {"v1": {"model": {"parent_model_name": f"{user}/far/base/183"}}}
    state = a_state(a_tree(NAMES, EDGES, configs=configs))
    return replace(state, repos=Ready((Repo(REPO), Repo(FAR)), NOW))


async def test_checkpoints_are_shown_below_their_bake_and_picked_with_it() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v2"))
        await pilot.press("C", "j", "enter")
        picked = [m for m in app.heard if isinstance(m, RepoTree.Picked)]
        assert [(m.what, m.checkpoint) for m in picked] == [(a_key("v2"), 100)]
        await pilot.press("C")
        assert bake_shown(app) == "v2"
        assert not any("newest" in line for line in app.lines())


def ends_said(app: Host) -> list[str]:
    return [message.words for message in app.heard if isinstance(message, RepoTree.EndOfDescent)]


@pytest.mark.parametrize(
    ("bake", "key", "said"),
    [
        ("v1", "J", "v1 started from the base model"),
        ("v2", "K", "no bake here came from v2"),
        ("ghost", "J", "it is not known what ghost came from"),
        ("b", "J", "what b came from came from it: the circle is cut here"),
    ],
)
async def test_where_a_line_of_descent_ends_it_says_why(bake: str, key: str, said: str) -> None:
    names, edges = (*NAMES, "a", "b", "c"), (*EDGES, ("a", "ghost"), ("b", "c"), ("c", "b"))
    async with running(a_state(a_tree(names, edges))) as (app, pilot):
        app.tree_pane.reveal(a_key(bake))
        await pilot.press(key)
        assert bake_shown(app) == bake
        assert ends_said(app) == [said]
        assert not app.left


async def test_what_a_filter_hides_is_not_said_to_be_nothing() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.filter("v3")
        app.tree_pane.reveal(a_key("v3"))
        await pilot.press("K")
        assert ends_said(app) == ["what was baked from v3 is filtered out"]


async def test_a_checkpoint_from_which_nothing_was_baked_says_so() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        assert app.tree_pane.reveal(a_key("v4"), 100)
        await pilot.press("K")
        assert ends_said(app) == ["no bake here came from v4/100"]


async def test_a_checkpoint_asked_for_is_revealed_among_hidden_ones() -> None:
    async with running(a_lineage_state()) as (app, _):
        assert app.tree_pane.reveal(a_key("v4"), 100)
        assert app.tree_pane.cursor_key == ("checkpoint", REPO, "v4/100")


async def test_a_parent_in_a_closed_repository_opens_it_and_is_gone_to_when_it_comes() -> None:
    async with running(a_far_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v1"))
        await pilot.press("J")
        assert [m.repo for m in app.heard if isinstance(m, RepoTree.RepoOpenAsked)] == [FAR]
        far = a_state(a_tree(("base",), repo=FAR))
        both = {
            name: {**getattr(app.state, name), **getattr(far, name)}
            for name in ("opened", "trees", "contents", "lineages", "jobs")
        }
        app.show(**both)
        await pilot.pause()
        assert app.tree_pane.cursor_key == ("bake", FAR, "base")
        await pilot.press("K")
        assert app.tree_pane.cursor_key == ("bake", REPO, "v1")


async def test_another_accounts_parent_is_out_of_reach() -> None:
    async with running(a_far_state("eve")) as (app, pilot):
        app.tree_pane.reveal(a_key("v1"))
        await pilot.press("J")
        assert [m.repo for m in app.heard if isinstance(m, RepoTree.OutOfReach)] == ["eve/far"]


async def test_escape_releases_range_filter_focus_and_marks_in_turn() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        tree = app.tree_pane
        tree.reveal(a_key("v4"))
        await pilot.press("full_stop", "space", "t")
        tree.filter("v")
        await pilot.press("v")
        assert str(tree.heading()) == (
            "1 Tree · 1 repo · line of v4 · 1 marked · range of 1: v ends it · graph  /v: 3 found"
        )
        headings = []
        while tree.release():
            await pilot.pause()
            headings.append(str(tree.heading()))
        assert headings == [
            "1 Tree · 1 repo · line of v4 · 1 marked · graph  /v: 3 found",
            "1 Tree · 1 repo · line of v4 · 1 marked · graph",
            "1 Tree · 1 repo · 1 marked · graph",
            "1 Tree · 1 repo · graph",
        ]


async def test_out_of_a_filter_that_found_nothing_the_cursor_goes_back_to_where_it_stood() -> None:
    async with running(a_lineage_state()) as (app, _):
        app.tree_pane.reveal(a_key("v4"))
        for typed in ("v", "v9", "v9 nothing"):
            app.tree_pane.filter(typed)
        assert app.tree_pane.cursor_key is None
        assert app.tree_pane.release()
        assert bake_shown(app) == "v4"


async def test_marks_go_on_to_the_next_row_and_survive_folds_filters_and_refreshes() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v2"))
        await pilot.press("space", "space")
        await pilot.pause()
        assert list(app.state.marked) == [a_key("v2"), a_key("v3")]
        assert bake_shown(app) == "v4"
        app.tree_pane.fold_all(is_folded=True)
        app.tree_pane.filter("v5")
        newer = a_state(a_tree(("v0", *NAMES), EDGES))
        app.show(trees=newer.trees, lineages=newer.lineages)
        app.tree_pane.filter("")
        app.tree_pane.fold_all(is_folded=False)
        assert names_shown(line for line in app.lines() if "✓" in line) == ["v2", "v3"]


async def test_a_range_is_shown_while_it_is_drawn_and_marked_at_its_end() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v2"))
        await pilot.press("v", "j", "j")
        assert names_shown(line for line in app.lines() if "✓" in line) == ["v2", "v3", "v4"]
        assert "range of 3: v ends it" in str(app.tree_pane.heading())
        assert list(app.state.marked) == []
        await pilot.press("v")
        await pilot.pause()
        assert list(app.state.marked) == [a_key("v2"), a_key("v3"), a_key("v4")]


async def test_marking_all_means_what_the_filter_found_and_again_takes_it_back() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.filter("v4")
        await pilot.press("asterisk")
        await pilot.pause()
        assert list(app.state.marked) == [a_key("v4")]
        await pilot.press("asterisk")
        await pilot.pause()
        assert list(app.state.marked) == []


async def test_folding_all_leaves_the_cursor_on_the_first_of_its_line() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v5"))
        await pilot.press("underscore")
        assert (bake_shown(app), names_shown(app.lines())) == ("v1", ["v1"])
        await pilot.press("underscore")
        assert names_shown(app.lines()) == list(NAMES)


async def test_a_wrong_query_leaves_the_rows_as_they_are() -> None:
    async with running(a_lineage_state()) as (app, _):
        app.tree_pane.filter("v4")
        with pytest.raises(BadQuery):
            app.tree_pane.filter("loss<x")
        assert app.tree_pane.filter_text == "v4"
        assert names_shown(app.lines()) == ["v1", "v3", "v4"]


async def test_going_to_another_line_releases_the_focus() -> None:
    async with running(a_lineage_state()) as (app, pilot):
        app.tree_pane.reveal(a_key("v4"))
        await pilot.press("full_stop")
        assert names_shown(app.lines()) == ["v1", "v3", "v4"]
        assert app.tree_pane.reveal(a_key("v2"))
        assert names_shown(app.lines()) == list(NAMES)


async def test_cursor_folds_and_scroll_hold_when_repositories_change_places() -> None:
    other = a_tree([f"o{n}" for n in range(30)], repo="other")
    state, beside = a_lineage_state(), a_state(other)
    parts: dict[str, Any] = {
        name: {**getattr(beside, name), **getattr(state, name)}
        for name in ("opened", "trees", "contents", "lineages", "jobs")
    }
    repos = (Repo(other.repo), Repo(REPO))
    async with running(replace(state, repos=Ready(repos, NOW), **parts)) as (app, pilot):
        app.tree_pane.reveal(a_key("v3"))
        await pilot.press("h")
        line = next(n for n, said in enumerate(app.lines()) if said.startswith(">"))
        app.show(repos=Ready(repos[::-1], NOW))
        await pilot.pause()
        assert bake_shown(app) == "v3"
        assert app.lines()[min(line, 4)].startswith(">")
        assert "▸v3 +2" in app.lines()[min(line, 4)]


def ten_thousand() -> AppState:
    """Half of them one chain, the other half each beside one of its links."""
    edges = [(f"b{n}", f"b{n - 1}" if n < 5000 else f"b{n - 5000}") for n in range(1, 10_000)]
    return a_state(a_tree([f"b{n}" for n in range(10_000)], edges))


class CountingTree(RepoTree):
    built: int = 0

    def row_value(self, key: TreeKey, width: int) -> Line:
        self.built += 1
        return super().row_value(key, width)


class BigHost(Host):
    def compose(self) -> ComposeResult:
        yield CountingTree(id="tree")


async def test_ten_thousand_bakes_build_only_what_is_visible() -> None:
    app = BigHost(ten_thousand())
    async with app.run_test(size=(36, 20)) as pilot:
        await pilot.pause()
        tree = app.query_one(CountingTree)
        steps: list[Callable[[], object]] = [
            tree.action_rows_last,
            lambda: tree.reveal(a_key("b2500")),
            tree.action_graph,
            tree.action_focus_line,
            lambda: tree.filter("b49"),
            tree.release,
            tree.release,
            lambda: tree.fold_all(is_folded=True),
            lambda: tree.fold_all(is_folded=False),
            lambda: tree.show_checkpoints(of_all=True),
        ]
        for step in steps:
            tree.built = 0
            step()
            await pilot.pause()
            assert tree.built <= 4 * 20
        assert len(tree.rows) == 20_004


async def test_a_step_of_the_cursor_builds_two_rows_at_most() -> None:
    app = BigHost(ten_thousand())
    async with app.run_test(size=(36, 20)) as pilot:
        tree = app.query_one(CountingTree)
        tree.reveal(a_key("b2500"))
        await pilot.pause()
        tree.built = 0
        await pilot.press("j")
        await pilot.pause()
        assert 0 < tree.built <= 2


async def test_a_job_that_moves_keeps_the_list_and_draws_its_row() -> None:
    app = BigHost(ten_thousand())
    async with app.run_test(size=(36, 20)) as pilot:
        await pilot.pause()
        tree = app.query_one(CountingTree)
        keys, places = tree.rows.keys, tree.rows.index_of(TreeKey(tree.rows.keys[5].kind, REPO, "b4"))
        moved = a_job("b4", loss=a_loss(9e-7))
        app.show(jobs={**app.state.jobs, moved.key: a_seen(moved)})
        await pilot.pause()
        assert tree.rows.keys is keys
        assert places is not None
        assert any("9.0e-7" in line for line in app.lines())
