"""What was seen to happen, and when: the events of the journal, and the stretches in which somebody watched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.values import dataclass

Thing: TypeAlias = RepoName | JobKey | PromptKey | TargetKey
"""What a happening is about: a repository (a plain name), a job (a bake for its model), a prompt, a target."""


class What(StrEnum):
    """The kinds of happening; the words are those of the journal file and of its export."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    STARTED = "started"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"
    """A job that was active is not started any more: it was reset or taken back."""
    CONFIG = "config"
    TEXT = "text"
    ALARM = "alarm"
    CALM = "calm"
    """What an alarm told of is over; `after` names the rule, as it does in the alarm."""
    LINK_LOST = "link lost"
    LINK_BACK = "link back"
    KEY_REFUSED = "key refused"
    NOTE = "note"
    """Told by the program itself, e.g. a plan that stopped; `detail` is the sentence."""


_SHORTER = {
    What.VANISHED: "gone",
    What.CONFIG: "settings",
    What.LINK_LOST: "offline",
    What.LINK_BACK: "online",
    What.KEY_REFUSED: "key",
}


def word_of(what: What) -> str:
    """One word for a kind of happening, as it stands in a column and as a filter asks for it."""
    return _SHORTER.get(what, what.value)


class Origin(StrEnum):
    """Who made it happen, as far as this journal can know."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, with the time at which it was seen.

    `not_before` is the last look that did not show it yet, None where there was none: it happened between the two.
    `before` and `after` are the service's raw words (a status, a digest of a text or configuration, a rule of the
    doctor); `detail` says more: an error as the service wrote it, the names of the settings that changed, evidence.
    All texts are raw: clean them before showing. `number` is the journal's own, growing in the order in which things
    were written down, 0 before.
    """

    what: What
    seen_at: datetime
    about: Thing | None = None
    before: str = ""
    after: str = ""
    detail: str = ""
    origin: Origin = Origin.UNKNOWN
    not_before: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """All things of one kind that a repository was seen to hold; what an earlier listing had and this lacks is gone.

    `kind` is a word of `kind_of`: `prompt`, `target` or `bake`; or `repo` for all of the account, under no repository.
    """

    repo: RepoName
    kind: str
    names: frozenset[str]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ConfigSighting:
    """The configuration of a target or a bake: its digest, and what differs from the one before, as far as known."""

    about: Thing
    digest: str
    seen_at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A stretch in which one window or recorder watched; it was seen alive at `last_alive_at`.

    `ended_at` is None where it was never ended in order: it still runs, or it was killed.
    """

    began_at: datetime
    last_alive_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which nobody watched, or the service could not be seen."""

    since: datetime
    until: datetime
    is_link: bool = False
    """The program ran, but the way to the service was broken."""

    @property
    def seconds(self) -> float:
        """How long nothing was seen."""
        return (self.until - self.since).total_seconds()


ALIVE_SECONDS = 60.0
"""A watch says so often that it is alive."""

SHORTEST_GAP_SECONDS = 3 * ALIVE_SECONDS
"""Silence shorter than this is between two looks and no gap."""


def kind_of(thing: Thing | None) -> str:
    """One word for what it is: repo, bake, stim, rollout, prompt, target; empty for the session itself."""
    match thing:
        case JobKey(_, phase):
            return phase.value
        case PromptKey():
            return "prompt"
        case TargetKey():
            return "target"
        case None:
            return ""
        case _:
            return "repo"


def repo_of(thing: Thing | None) -> str:
    """The repository it belongs to; empty for the session itself."""
    if thing is None:
        return ""
    return thing if isinstance(thing, str) else thing.repo


def name_of(thing: Thing | None) -> str:
    """Its own name; of a repository, the repository's."""
    if thing is None:
        return ""
    return thing if isinstance(thing, str) else thing.name


def gaps_of(watches: Iterable[Watch], since: datetime, until: datetime) -> tuple[Gap, ...]:
    """The stretches between two moments that no watch covers, oldest first; short silences are none."""
    gaps: list[Gap] = []
    seen_until = since
    for watch in sorted(watches, key=lambda one: one.began_at):
        if watch.began_at > seen_until and watch.began_at <= until:
            gaps.append(Gap(seen_until, watch.began_at))
        seen_until = max(seen_until, watch.ended_at or watch.last_alive_at)
    if seen_until < until:
        gaps.append(Gap(seen_until, until))
    return tuple(gap for gap in gaps if gap.seconds > SHORTEST_GAP_SECONDS)


def link_gaps_of(happenings: Iterable[Happening], until: datetime) -> tuple[Gap, ...]:
    """The stretches in which the way to the service was broken; `happenings` are given oldest first."""
    gaps: list[Gap] = []
    since: datetime | None = None
    for happening in happenings:
        if happening.what in {What.LINK_LOST, What.KEY_REFUSED}:
            since = since or happening.seen_at
        elif happening.what is What.LINK_BACK and since is not None:
            gaps.append(Gap(since, happening.seen_at, is_link=True))
            since = None
    if since is not None and since < until:
        gaps.append(Gap(since, until, is_link=True))
    return tuple(gap for gap in gaps if gap.seconds > SHORTEST_GAP_SECONDS)


def goes_on(watch: Watch, at: datetime) -> bool:
    """Whether a watch that says at `at` that it is alive is still the same; after a sleep it is another."""
    return at - watch.last_alive_at <= timedelta(seconds=SHORTEST_GAP_SECONDS)


ENDS = frozenset({What.FINISHED, What.FAILED, What.STOPPED})
"""What a run comes to."""

JOB_PHASES = frozenset(phase.value for phase in Phase)
