"""Answers that no row shows anything of: rows are not even asked what they say, unless a filter may look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from breadtui.store.events.event import JobsPolled, TargetAsked
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.repo_tree.pane import RepoTree
from tests.fakes.states import REPO, a_job, a_key, a_state, a_target_key, a_tree, after
from tests.ui.screens.explorer_host import Explorer, exploring

STATE = a_state(a_tree(["run_1", "run_2"]), (a_job("run_1"), a_job("run_2")))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which lists asked a row what it says."""
    found: list[str] = []
    for name, kind in (("tree", RepoTree), ("jobs", JobTable)):
        monkeypatch.setattr(kind, "row_value", _noting(found, name, kind.row_value))
    return found


def _noting(found: list[str], name: str, said: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*of: object) -> object:
        found.append(name)
        return said(*of)

    return noted


async def ask_for_target(here: Explorer, asked: list[str]) -> set[str]:
    asked.clear()
    here.store.dispatch(TargetAsked(a_target_key()))
    await here.settled()
    return set(asked)


async def test_a_target_that_is_asked_for_asks_no_row(asked: list[str]) -> None:
    async with exploring(STATE) as here:
        assert await ask_for_target(here, asked) == set()
        assert a_target_key() in here.screen.jobs.facts.filtered_by.targets


async def test_a_filter_may_look_at_it(asked: list[str]) -> None:
    async with exploring(STATE) as here:
        here.screen.jobs.filter("run")
        here.screen.repos.filter("run")
        assert await ask_for_target(here, asked) == {"tree", "jobs"}


async def test_a_job_that_moved_since_is_drawn(asked: list[str]) -> None:
    async with exploring(STATE) as here:
        await ask_for_target(here, asked)
        moved = {a_key("run_1"): a_job("run_1", progress_percent=73.0)}
        here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, moved, after(30)))
        await here.settled()
        assert set(asked) == {"tree", "jobs"}
        assert any("73%" in row for row in here.rows)
