"""Looking at several repositories at once, each failing alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.names import RepoName
from breadtui.domain.repos import RepoTree

if TYPE_CHECKING:
    from breadtui.store.facts.remote import Remote
    from breadtui.store.ports.service import BreadApi

MOST_AT_ONCE = 4

Key = TypeVar("Key")
Value = TypeVar("Value")


async def answers_of(ask: Callable[[Key], Awaitable[Value]], keys: Iterable[Key]) -> dict[Key, Value]:
    """The answers that came, in the order of `keys`; four are asked for at once.

    Raises: Unauthorized, since no other answer would come either.
    """
    gate, found = asyncio.Semaphore(MOST_AT_ONCE), dict[Key, Value]()

    async def look(key: Key) -> None:
        async with gate:
            try:
                found[key] = await ask(key)
            except Unauthorized:
                raise
            except BreadError:
                return

    listed = list(keys)
    await asyncio.gather(*(look(key) for key in listed))
    return {key: found[key] for key in listed if key in found}


async def remotes_of(
    ask: Callable[[Key], Awaitable[Value]], keys: Iterable[Key], at: datetime
) -> dict[Key, Remote[Value]]:
    """The answer of each key, or why there is none, in the order of `keys`; four are asked for at once.

    Raises: Unauthorized, since no other answer would come either.
    """
    from breadtui.store.facts.remote import Failed, Ready

    gate = asyncio.Semaphore(MOST_AT_ONCE)

    async def look(key: Key) -> Remote[Value]:
        async with gate:
            try:
                return Ready(await ask(key), at)
            except Unauthorized:
                raise
            except BreadError as error:
                return Failed(error, at)

    listed = list(keys)
    return dict(zip(listed, await asyncio.gather(*(look(key) for key in listed)), strict=True))


async def all_of(ask: Callable[[Key], Awaitable[Value]], keys: Iterable[Key]) -> dict[Key, Value]:
    """The answer of every key, in the order of `keys`; four are asked for at once.

    Raises: BreadError of the first key that has none, once all were asked.
    """
    gate, listed = asyncio.Semaphore(MOST_AT_ONCE), list(keys)

    async def look(key: Key) -> Value:
        async with gate:
            return await ask(key)

    outcomes = await asyncio.gather(*map(look, listed), return_exceptions=True)
    found: dict[Key, Value] = {}
    for key, outcome in zip(listed, outcomes, strict=True):
        if isinstance(outcome, BaseException):
            raise outcome
        found[key] = outcome
    return found


async def trees_of(api: BreadApi, names: Sequence[RepoName]) -> list[RepoTree | BreadError]:
    """The tree of each repository, or why there is none, in the order of `names`; four are asked for at once.

    Raises: Unauthorized, since no other tree would come either.
    """
    gate = asyncio.Semaphore(MOST_AT_ONCE)

    async def look(name: RepoName) -> RepoTree | BreadError:
        async with gate:
            try:
                return await api.tree(name)
            except Unauthorized:
                raise
            except BreadError as error:
                return error

    return list(await asyncio.gather(*(look(name) for name in names)))
