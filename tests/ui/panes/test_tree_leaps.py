"""What in the tree is a leap, of which the row that was left is told, and what is a step."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.tree.keys import Kind, TreeKey, row_of
from tests.fakes.states import REPO, a_key, a_prompt, a_state, a_tree
from tests.ui.panes.test_repo_tree import a_lineage_state, running

ON = row_of(a_key("v3"), None)


@pytest.mark.parametrize("key", ["g", "G", "home", "end", "J", "K", "H"])
async def test_ends_and_lines_of_descent_are_leapt_to(key: str) -> None:
    async with running(a_lineage_state()) as (host, pilot):
        assert host.tree_pane.reveal(a_key("v3"))
        await pilot.press(key)
        await pilot.pause()
        assert host.left == [ON]
        assert host.tree_pane.cursor_key != ON


@pytest.mark.parametrize("key", ["j", "k", "down", "up", "ctrl+d", "ctrl+u", "pagedown", "pageup", "space", "l"])
async def test_steps_and_pages_are_no_leaps(key: str) -> None:
    async with running(a_lineage_state()) as (host, pilot):
        assert host.tree_pane.reveal(a_key("v3"))
        await pilot.press(key)
        await pilot.pause()
        assert host.tree_pane.cursor_key != ON
        assert host.left == []


async def test_a_labelled_row_is_leapt_to() -> None:
    async with running(a_lineage_state()) as (host, pilot):
        assert host.tree_pane.reveal(a_key("v3"))
        await pilot.press("f", "a")
        await pilot.pause()
        assert host.left == [ON]


async def test_matches_of_a_filter_are_leapt_through() -> None:
    async with running(a_lineage_state()) as (host, pilot):
        host.tree_pane.filter("v")
        assert host.tree_pane.reveal(a_key("v3"))
        await pilot.press("n")
        await pilot.press("N")
        await pilot.pause()
        assert len(host.left) == 2
        assert host.left[0] == host.tree_pane.cursor_key == ON


async def test_where_the_cursor_stays_nothing_was_left() -> None:
    async with running(a_lineage_state()) as (host, pilot):
        await pilot.press("G")
        await pilot.press("G", "G")
        await pilot.press("g")
        await pilot.press("g", "J")
        await pilot.pause()
        assert len(host.left) == 2


async def test_outward_to_a_row_in_sight_is_a_step_and_to_one_that_is_not_a_leap() -> None:
    prompts = [a_prompt(name=f"teach_{number:02}") for number in range(40)]
    state = a_state(a_tree({"v1": JobStatus.COMPLETE}), prompts=prompts)
    async with running(state) as (host, pilot):
        group = TreeKey(Kind.PROMPTS, REPO)
        assert host.tree_pane.reveal_row(group)
        host.tree_pane.action_unfold()
        await pilot.press("j", "h")
        await pilot.pause()
        assert (host.tree_pane.cursor_key, host.left) == (group, [])
        last = TreeKey(Kind.PROMPT, REPO, "teach_39")
        assert host.tree_pane.reveal_row(last)
        await pilot.press("h")
        await pilot.pause()
        assert (host.tree_pane.cursor_key, host.left) == (group, [last])
