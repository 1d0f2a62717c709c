"""Asking until there is an answer or no sense in asking: tries, waits, deadlines, and four calls at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from breadtui.api.answer import Answer, Ask
from breadtui.api.bodies import Taking, beginning, whole_body
from breadtui.api.breakage import too_late
from breadtui.api.failures import failure_of
from breadtui.api.quiet import Quiet, Sleep
from breadtui.api.retry import RetryQuota, may_ask_again, wait_seconds
from breadtui.api.transport import Opened, Transport
from breadtui.domain.errors import BreadError, NotBread, RateLimited
from breadtui.values import dataclass

_MOST_AT_ONCE = 4


class Caller:
    """One client's calls: they share the places in the queue and the quota of repeats."""

    def __init__(
        self, transport: Transport, *, sleep: Sleep, now: Callable[[], datetime], roll: Callable[[], float]
    ) -> None:
        self._transport = transport
        self._now = now
        self._roll = roll
        self._quiet = Quiet(sleep)
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)
        self._quota = RetryQuota()

    def ask_anyway(self) -> None:
        """A person asks by hand: no wait that the service asked for holds it back, at most once in five seconds."""
        self._quiet.press()

    def hear_wait(self, seconds: float) -> None:
        """Another client of the same key was told to wait; it holds here as if this one had been told."""
        self._quiet.heard(RateLimited("another program of this account was asked to wait", retry_after_seconds=seconds))

    def wait_seconds(self) -> float:
        """How long nothing is asked any more; 0 where the service asked for no wait."""
        return self._quiet.left_seconds

    async def answer(self, ask: Ask, take: Taking = whole_body) -> Answer:
        """The answer to a call that went well; `take` is called with each try that has a body to read.

        Raises: BreadError once asking again is no use.
        """
        patience = _Patience(ask.kind.total_seconds)
        attempt = 1
        while True:
            outcome = await self._tried(ask, attempt, patience, take)
            if isinstance(outcome, Answer):
                self._quota.give_back()
                return outcome
            await self._wait(ask, outcome, attempt, patience)
            attempt += 1

    @asynccontextmanager
    async def stream(self, ask: Ask) -> AsyncIterator[Opened]:
        """A success whose body is still to come, outside the queue: it may go on for minutes."""
        async with AsyncExitStack() as stack:
            yield await self._opened(ask, stack)

    async def _opened(self, ask: Ask, stack: AsyncExitStack) -> Opened:
        patience = _Patience(ask.kind.total_seconds)
        attempt = 1
        while True:
            try:
                await self._until_it_may_be_asked(ask)
                opened = await stack.enter_async_context(self._transport.opened(ask, attempt))
                if 200 <= opened.response.status_code < 300:
                    return opened
                refused = await self._refusal(opened)
            except BreadError as failure:
                refused = _Refused(failure)
            await stack.aclose()
            await self._wait(ask, refused, attempt, patience)
            attempt += 1

    async def _tried(self, ask: Ask, attempt: int, patience: _Patience, take: Taking) -> Answer | _Refused:
        try:
            answer = await self._one(ask, attempt, patience, take)
        except BreadError as failure:
            return _Refused(failure)
        failed = failure_of(answer, self._now())
        if failed is None:
            return answer
        self._quiet.heard(failed)
        return _Refused(failed, answer.should_retry)

    async def _one(self, ask: Ask, attempt: int, patience: _Patience, take: Taking) -> Answer:
        """One try within its place in the queue; waiting for the place is not held against the service."""
        while True:
            await self._until_it_may_be_asked(ask)
            async with self._places:
                if self._quiet.left_seconds:
                    continue  # another call was told to wait while this one stood in the queue
                left = patience.left_seconds()
                try:
                    async with asyncio.timeout(left):
                        return await self._transport.answer(ask, attempt, patience.until, take)
                except TimeoutError:
                    raise too_late(self._transport.place, ask.kind.total_seconds or 0) from None

    async def _until_it_may_be_asked(self, ask: Ask) -> None:
        """Sit through a wait that another call was asked for.

        Raises: RateLimited without asking, where it lasts longer than the call may, or where the caller tries once only
        and so has a wait of its own.
        """
        while (refusal := self._quiet.refusal()) is not None:
            left = self._quiet.left_seconds
            if ask.kind.tries == 1 or ask.kind.total_seconds is None or left >= ask.kind.total_seconds:
                raise refusal
            await self._quiet.sleep(left)

    async def _refusal(self, opened: Opened) -> _Refused:
        body, is_cut = await beginning(opened.response, opened.meter)
        answer = Answer(opened.response.status_code, opened.response.headers, body, is_cut)
        failed = failure_of(answer, self._now()) or NotBread(f"an unexpected status {answer.status}")
        self._quiet.heard(failed)
        return _Refused(failed, answer.should_retry)

    async def _wait(self, ask: Ask, refused: _Refused, attempt: int, patience: _Patience) -> None:
        """Sleep until the next try, or raise the failure where there is to be none."""
        failure = refused.failure
        if attempt >= ask.kind.tries or not may_ask_again(failure, ask.kind, refused.should_retry):
            raise failure
        seconds = wait_seconds(failure, attempt, self._roll())
        if seconds is None or not patience.allows(seconds) or not self._quota.take():
            raise failure
        await self._quiet.sleep(seconds)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A try that failed, and the service's own word on asking again."""

    failure: BreadError
    should_retry: bool | None = None


class _Patience:
    """The deadline of one logical call: it runs from the first place in the queue, through all tries and waits."""

    def __init__(self, total_seconds: float | None) -> None:
        self._total_seconds = total_seconds
        self.until: float | None = None

    def left_seconds(self) -> float | None:
        """What is left, None for no end."""
        if self._total_seconds is None:
            return None
        now = asyncio.get_running_loop().time()
        self.until = now + self._total_seconds if self.until is None else self.until
        return max(self.until - now, 0.0)

    def allows(self, seconds: float) -> bool:
        """A wait of `seconds` leaves time for another try."""
        left = self.left_seconds()
        return left is None or seconds < left
