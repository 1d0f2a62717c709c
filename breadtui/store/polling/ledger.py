"""What was asked when, how it went, and until when to wait: backing off, the link's breaker, and the service's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from breadtui.domain.errors import BreadError, RateLimited, ServerFailed, Unreachable
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.facts.asks import Ask
from breadtui.values import dataclass, field, replace

LONGEST_PROBE_SECONDS = 60.0
LONGEST_OBEYED_SECONDS = 3600.0
SAME_FAILURES_THAT_BREAK = 3
JITTER = 0.1
SAME_LOOK = timedelta(seconds=1)
"""An answer is told a moment after it came."""

LINK_STATUSES = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class Look:
    """The last look at one thing: when it ended, how long it took, how often in a row it failed, when to look again.

    `shift` moves the next look by a share of its interval, so that windows that began together do not ask together.
    """

    answered_at: datetime | None = None
    not_before: datetime | None = None
    failures_count: int = 0
    took_seconds: float = 0.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """The way to the service is broken: one probe at `probe_at`, nothing else."""

    probe_at: datetime
    probes_count: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """All looks, and what holds for all of them: the breaker, and a wait that the service asked for."""

    looks: Mapping[Ask, Look] = field(default_factory=dict)
    link_failures: Mapping[Ask, int] = field(default_factory=dict)
    breaker: Breaker | None = None
    quiet_until: datetime | None = None
    begun: Mapping[JobKey, datetime] = field(default_factory=dict)

    def due_at(self, ask: Ask, interval_seconds: float) -> datetime | None:
        """When to look again; None for at once."""
        look = self.looks.get(ask)
        if look is None:
            return None
        regular = (
            None
            if look.answered_at is None
            else look.answered_at + timedelta(seconds=interval_seconds * (1 + look.shift))
        )
        times = [time for time in (regular, look.not_before) if time is not None]
        return max(times) if times else None

    def failures_count(self, ask: Ask) -> int:
        """How often in a row a look has failed."""
        look = self.looks.get(ask)
        return 0 if look is None else look.failures_count


@dataclass(frozen=True, slots=True)
class Answer:
    """How one look ended: `error` is None where it came out well."""

    ask: Ask
    at: datetime
    took_seconds: float
    error: BreadError | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait after a failure: the interval doubled each time up to the longest, with `chance` from 0 to 1."""

    interval_seconds: float
    longest_seconds: float
    chance: float

    def backoff_seconds(self, failures_count: int) -> float:
        """Somewhere in the upper half of the doubled interval."""
        whole = min(self.interval_seconds * 2.0 ** min(failures_count, 16), self.longest_seconds)
        return whole * (0.5 + self.chance / 2)

    @property
    def shift(self) -> float:
        """By which share of the interval the next look comes later, or earlier where negative."""
        return JITTER * (2 * self.chance - 1)


def is_link_failure(error: BreadError | None) -> bool:
    """The way to the service failed, not the service's judgement of one request."""
    if isinstance(error, Unreachable):
        return True
    return isinstance(error, ServerFailed) and error.status in LINK_STATUSES


def answered(ledger: Ledger, answer: Answer, patience: Patience) -> Ledger:
    """The ledger after one look."""
    look = _look_after(ledger, answer, patience)
    ledger = replace(ledger, looks={**ledger.looks, answer.ask: look}, quiet_until=_quiet_until(ledger, answer))
    if not is_link_failure(answer.error):
        return replace(ledger, link_failures={}, breaker=None)
    failures = {**ledger.link_failures, answer.ask: ledger.link_failures.get(answer.ask, 0) + 1}
    return replace(ledger, link_failures=failures, breaker=_breaker_after(ledger.breaker, failures, answer))


def asked_at(ledger: Ledger, ask: Ask, at: datetime) -> Ledger:
    """The ledger with a first look that a person's command takes: not repeated before its interval is over."""
    return ledger if ask in ledger.looks else replace(ledger, looks={**ledger.looks, ask: Look(answered_at=at)})


def answered_at(ledger: Ledger, ask: Ask, at: datetime) -> Ledger:
    """The ledger with a look that a person's command took, where our own was earlier."""
    look = ledger.looks.get(ask)
    if look is None or look.answered_at is None or at - look.answered_at <= SAME_LOOK:
        return asked_at(ledger, ask, at)
    return replace(ledger, looks={**ledger.looks, ask: replace(look, answered_at=at)})


def learned(ledger: Ledger, looks: Mapping[Ask, datetime]) -> Ledger:
    """The ledger with looks that another process took, where ours were not later; the link is not judged by them."""
    newer = {ask: Look(answered_at=at) for ask, at in looks.items() if _is_newer(ledger.looks.get(ask), at)}
    return replace(ledger, looks={**ledger.looks, **newer}) if newer else ledger


def held_back(ledger: Ledger, until: datetime) -> Ledger:
    """The ledger with a wait that another process was asked for, where ours does not last longer."""
    is_longer = ledger.quiet_until is None or ledger.quiet_until < until
    return replace(ledger, quiet_until=until) if is_longer else ledger


def with_running(ledger: Ledger, active: Sequence[JobKey], now: datetime) -> Ledger:
    """The ledger with the moment at which each active job was first seen to be so; what ended is forgotten."""
    if len(active) == len(ledger.begun) and all(key in ledger.begun for key in active):
        return ledger
    return replace(ledger, begun={key: ledger.begun.get(key, now) for key in active})


def _is_newer(look: Look | None, at: datetime) -> bool:
    return look is None or look.answered_at is None or look.answered_at < at


def spread(ledger: Ledger, asks: Sequence[tuple[Ask, float]], at: datetime) -> Ledger:
    """The ledger with these looks spread evenly over their intervals, so that they are not fired together."""
    looks = dict(ledger.looks)
    for place, (ask, interval_seconds) in enumerate(asks):
        not_before = at + timedelta(seconds=interval_seconds * place / len(asks))
        looks[ask] = replace(looks.get(ask, Look()), not_before=not_before)
    return replace(ledger, looks=looks)


def left_out(ledger: Ledger, before: Mapping[RepoName, int], opened: Mapping[RepoName, int]) -> Ledger:
    """The ledger without looks at repositories that were closed, or closed and opened again."""
    looks = {
        ask: look
        for ask, look in ledger.looks.items()
        if ask.repo is None or (ask.repo in opened and before.get(ask.repo) == opened[ask.repo])
    }
    return ledger if len(looks) == len(ledger.looks) else replace(ledger, looks=looks)


def _look_after(ledger: Ledger, answer: Answer, patience: Patience) -> Look:
    if answer.error is None:
        return Look(answer.at, None, 0, answer.took_seconds, patience.shift)
    failures_count = ledger.failures_count(answer.ask) + 1
    wait_seconds = max(patience.backoff_seconds(failures_count), _asked_wait_seconds(answer.error) or 0.0)
    not_before = answer.at + timedelta(seconds=wait_seconds)
    return Look(answer.at, not_before, failures_count, answer.took_seconds)


def _quiet_until(ledger: Ledger, answer: Answer) -> datetime | None:
    """Being told to slow down concerns all looks: the limit is the account's."""
    wait_seconds = _asked_wait_seconds(answer.error)
    if not isinstance(answer.error, RateLimited) or wait_seconds is None:
        return ledger.quiet_until
    until = answer.at + timedelta(seconds=wait_seconds)
    return until if ledger.quiet_until is None else max(until, ledger.quiet_until)


def _asked_wait_seconds(error: BreadError | None) -> float | None:
    if not isinstance(error, RateLimited | ServerFailed) or error.retry_after_seconds is None:
        return None
    return min(max(error.retry_after_seconds, 0.0), LONGEST_OBEYED_SECONDS)


def _breaker_after(breaker: Breaker | None, failures: Mapping[Ask, int], answer: Answer) -> Breaker | None:
    """Broken by two different looks that failed, or by one thrice, with no answer in between."""
    is_broken = breaker is not None or len(failures) > 1 or max(failures.values()) >= SAME_FAILURES_THAT_BREAK
    if not is_broken:
        return None
    if breaker is not None and answer.at < breaker.probe_at:
        return breaker  # a straggler sent before the link broke is no probe
    probes_count = 0 if breaker is None else breaker.probes_count + 1
    wait_seconds = max(min(2.0**probes_count, LONGEST_PROBE_SECONDS), _asked_wait_seconds(answer.error) or 0.0)
    return Breaker(answer.at + timedelta(seconds=wait_seconds), probes_count)
