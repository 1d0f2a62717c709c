"""Lists that are changed here while an answer is on its way, which was given before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import RepoContents
from breadtui.store.ports.service import BreadApi
from breadtui.store.store import Store

T = TypeVar("T")


async def repos_now(api: BreadApi, store: Store) -> tuple[Repo, ...]:
    """All repositories of the account. Raises: BreadError."""
    return await _not_overtaken(lambda: value_of(store.state.repos), api.repos)


async def contents_now(api: BreadApi, store: Store, repo: RepoName) -> RepoContents:
    """The names of a repository's prompts and targets. Raises: BreadError."""

    async def read() -> RepoContents:
        return RepoContents(await api.prompt_names(repo), await api.target_names(repo))

    return await _not_overtaken(lambda: value_of(store.state.contents.get(repo, NOT_ASKED)), read)


async def _not_overtaken(known: Callable[[], object], read: Callable[[], Awaitable[T]]) -> T:
    """What was read; read once more where what is `known` of it moved meanwhile: the answer may be older than that."""
    before = known()
    found = await read()
    return found if before is None or known() is before else await read()
