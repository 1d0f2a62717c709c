"""Asking again by key: an answer that is on its way is not given up for the same wish."""

from __future__ import annotations

from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import Ready, value_of
from tests.fakes.states import REPO, a_state, a_tree
from tests.ui.screens.explorer_host import exploring


async def test_refreshing_everything_twice_asks_once_and_shows_the_answer() -> None:
    async with exploring(a_state(chosen=REPO)) as here:
        here.api.trees[REPO] = a_tree(["coder_v9"])
        here.api.repo_list = (Repo(REPO),)
        here.api.hold()
        here.screen.action_refresh_all()
        await here.settled()
        here.screen.action_refresh_all()
        here.screen.action_refresh()
        await here.settled()
        here.api.release()
        await here.settled()
        assert value_of(here.store.state.trees[REPO]) == a_tree(["coder_v9"])
        assert isinstance(here.store.state.repos, Ready)
        assert here.api.counted("repos") == 1
