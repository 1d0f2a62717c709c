"""Commands that read what depends on what: a bake's graph, and the targets of which it is not known what they use."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey
from breadtui.store.events.graph import GraphAsked, GraphFailed, GraphLoaded
from breadtui.store.facts.remote import NOT_ASKED, Loading, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.reading.on_demand import Reading

TARGETS_AT_ONCE = 4
MOST_TARGETS = 200
"""So many targets are read for one question; the rest when it is asked again."""


class Depending(Reading):
    """Reads for what made a thing and what uses it; each failure becomes an event."""

    async def load_graph(self, key: JobKey) -> None:
        """Everything a bake depends on."""
        self._dispatch(GraphAsked(key))
        try:
            graph = await self._api.dependency_graph(key)
        except BreadError as error:
            self._failed(error, GraphFailed(key, error, self._now()))
        else:
            self._dispatch(GraphLoaded(key, graph, self._now()))

    async def load_uses(self, what: Choice) -> None:
        """What a bake was made from, where that is not known, and what may use this bake, target or prompt."""
        if isinstance(what, str):
            return
        is_bake = isinstance(what, JobKey) and what.phase is Phase.BAKE
        graph = self._state.graphs.get(what, NOT_ASKED) if isinstance(what, JobKey) else NOT_ASKED
        loads = [self.load_graph(what)] if isinstance(what, JobKey) and is_bake and value_of(graph) is None else []
        await self._together((*loads, self.load_unread_targets(what.repo)))

    async def load_unread_targets(self, repo: RepoName) -> None:
        """The configurations of those targets of a repository that are not known yet, four at once.

        Which targets there are is asked first where that is not known either: a text may be begun before it is.
        """
        if repo in self._state.opened and value_of(self._state.contents.get(repo, NOT_ASKED)) is None:
            await self._load_contents(repo)
        gate = asyncio.Semaphore(TARGETS_AT_ONCE)

        async def read(key: TargetKey) -> None:
            async with gate:
                if key in unread_targets(self._state, repo):
                    await self._load_target(key)

        await self._together(read(key) for key in unread_targets(self._state, repo)[:MOST_TARGETS])

    def _reloads(self, what: Choice | None) -> list[Coroutine[Any, Any, None]]:
        """A graph that was looked at is asked for again with its bake."""
        again = [self.load_graph(what)] if isinstance(what, JobKey) and what in self._state.graphs else []
        return [*super()._reloads(what), *again]


def unread_targets(state: AppState, repo: RepoName) -> list[TargetKey]:
    """The targets of a repository whose configuration is neither known nor on its way."""
    contents = value_of(state.contents.get(repo, NOT_ASKED))
    keys = (TargetKey(repo, name) for name in (contents.targets if contents is not None else ()))
    remotes = ((key, state.targets.get(key, NOT_ASKED)) for key in keys)
    return [key for key, remote in remotes if not isinstance(remote, Loading) and value_of(remote) is None]
