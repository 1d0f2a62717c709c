"""Commands that open repositories and leave them."""

from __future__ import annotations

import asyncio

from breadtui.domain.errors import BreadError
from breadtui.domain.names import RepoName
from breadtui.store.desk import Desk
from breadtui.store.events.event import (
    ContentsFailed,
    ContentsLoaded,
    RepoClosed,
    RepoOpened,
    TreeFailed,
    TreeLoaded,
)
from breadtui.store.facts.remote import NOT_ASKED, Loading
from breadtui.store.facts.state import AppState
from breadtui.store.polling.overtaken import contents_now

OPENED_FACT = "opened_repos"
"""The fact under which the journal keeps which repositories were open."""


class Opening(Desk):
    """Reads what a repository holds; each failure becomes an event, and the last value stays."""

    async def open_repo(self, name: RepoName) -> None:
        """Open a repository: its tree and the names of its prompts and targets; the poller asks for its jobs.

        One that is being opened already is waited for, so that what it holds is known afterwards; where that was
        given up meanwhile, this goes on with it.
        """
        while (opening := self._openings.get(self._state.opened.get(name, 0))) is not None:
            await opening.wait()
        if name not in self._state.opened:
            self._dispatch(RepoOpened(name))
            self._record_opened()
        elif not _is_given_up(self._state, name):
            return
        generation = self._state.opened[name]
        opening = self._openings[generation] = asyncio.Event()
        try:
            await self._together((self._load_tree(name), self._load_contents(name)))
        finally:
            opening.set()
            del self._openings[generation]

    def close_repo(self, name: RepoName) -> None:
        """Leave a repository; drafts of its prompts stay."""
        self._dispatch(RepoClosed(name))
        self._record_opened()

    async def _load_tree(self, name: RepoName) -> None:
        """The tree; nothing is asked where the repository was closed before it came to that."""
        if (generation := self._state.opened.get(name)) is None:
            return
        try:
            asked_at = self._now()
            tree = await self._api.tree(name)
        except BreadError as error:
            self._failed(error, TreeFailed(generation, name, error, self._now()))
        else:
            self._dispatch(TreeLoaded(generation, tree, self._now(), asked_at))

    async def _load_contents(self, name: RepoName) -> None:
        """The names of prompts and targets, likewise."""
        if (generation := self._state.opened.get(name)) is None:
            return
        try:
            contents = await contents_now(self._api, self._store, name)
        except BreadError as error:
            self._failed(error, ContentsFailed(generation, name, error, self._now()))
        else:
            self._dispatch(ContentsLoaded(generation, name, contents, self._now()))

    def _record_opened(self) -> None:
        self._journal.record_fact(OPENED_FACT, list(self._state.opened))


def _is_given_up(state: AppState, name: RepoName) -> bool:
    """It was begun to be opened, and nobody waits for what it holds any more."""
    return any(isinstance(found.get(name, NOT_ASKED), Loading) for found in (state.trees, state.contents))
