"""Making a thing that cannot be changed once it is there: once, whatever becomes of the answer, never over another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from breadtui.domain.errors import (
    BreadError,
    Conflict,
    NeverSent,
    NotBread,
    NotFound,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.domain.prompt.free_names import free_name
from breadtui.store.events.session import KeyRefused
from breadtui.store.reading.on_demand import Reading
from breadtui.values import dataclass

OUTCOME_UNKNOWN = (Unreachable, ServerFailed, NotBread, Unclear)
"""Failures after which the service may have made it all the same."""

LOOKS_AFTER_LOST_ANSWER = 2
SECONDS_BETWEEN_LOOKS = 5.0

There = TypeVar("There")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Making(Generic[There, Outcome]):
    """How one thing is sent and looked at, and what is said of what there is then.

    `look` raises NotFound where there is nothing of that name. `made` is told whether it was there before,
    `taken` the next name that nobody has. Where the service does not tell its names, `known_names` stand for them.
    """

    name: str
    send: Callable[[], Awaitable[There]]
    look: Callable[[], Awaitable[There]]
    names: Callable[[], Awaitable[Iterable[str]]]
    known_names: Callable[[], Iterable[str]]
    is_as_asked: Callable[[There], bool]
    made: Callable[[There, bool], Outcome]
    taken: Callable[[There, str], Outcome]


class MakingOnce(Reading):
    """Makes one thing.

    The service makes the same one twice as once: what it says or, where its answer is lost, what is read back,
    decides what came of it.
    """

    async def _made_once(self, making: Making[There, Outcome]) -> Outcome:
        """Make it, or say what has its name.

        Raises: BreadError as the service refuses; Unclear where its answer was lost and two looks do not show it.
        """
        before = await _there(making)
        try:
            made = await making.send()
        except Conflict:
            theirs = await _there(making)
            if theirs is None:
                raise
            return await _taken(making, theirs)
        except NeverSent:
            raise
        except OUTCOME_UNKNOWN as error:
            return await self._what_came_of_it(making, error)
        return making.made(made, before is not None)

    async def _what_came_of_it(self, making: Making[There, Outcome], error: BreadError) -> Outcome:
        for look in range(LOOKS_AFTER_LOST_ANSWER):
            if look:
                await self._clock.sleep(SECONDS_BETWEEN_LOOKS)
            found = await _glimpse(making)
            if found is not None:
                is_mine = making.is_as_asked(found)
                return making.made(found, False) if is_mine else await _taken(making, found)
        raise Unclear(error.message, status=error.status, code=error.code) from error

    def _refuse_key(self, error: BreadError) -> None:
        """Nothing more is asked with a key that the service refuses."""
        if isinstance(error, Unauthorized):
            self._dispatch(KeyRefused(error, self._now()))


async def _taken(making: Making[There, Outcome], theirs: There) -> Outcome:
    try:
        names = await making.names()
    except BreadError:
        names = making.known_names()
    return making.taken(theirs, free_name(making.name, {*names, making.name}))


async def _there(making: Making[There, Outcome]) -> There | None:
    try:
        return await making.look()
    except NotFound:
        return None


async def _glimpse(making: Making[There, Outcome]) -> There | None:
    try:
        return await _there(making)
    except BreadError:
        return None  # the lost answer's own failure is what is told
