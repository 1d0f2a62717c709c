"""While you were away: what happenings come to for somebody who comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from breadtui.domain.durations import Duration
from breadtui.domain.happenings import Gap, Happening, Origin, Thing, What, kind_of, repo_of
from breadtui.domain.names import JobKey
from breadtui.values import dataclass

MOST_EACH_KIND = 5
"""Changes of one kind in one repository that are told singly; more of them are told by their number."""


class Section(StrEnum):
    """What a line of the digest is about, in the order in which it matters."""

    FAILED = "failed"
    AMISS = "amiss"
    FINISHED = "finished"
    CHANGED = "changed by others"
    RUNNING = "running now"


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing worth telling: `happening` is the last that happened to it, None for what just goes on.

    `started_elsewhere` where a run was begun by somebody else; `also` counts further things of which the same is true;
    `took` is how long a run lasted, as far as it was watched.
    """

    section: Section
    about: Thing
    happening: Happening | None = None
    started_elsewhere: bool = False
    also: int = 0
    took: Duration | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened from `since` to `until`, and when nobody could see."""

    since: datetime
    until: datetime
    lines: tuple[DigestLine, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def has_news(self) -> bool:
        """There is more to tell than that things go on."""
        return any(line.section is not Section.RUNNING for line in self.lines)

    def of(self, section: Section) -> tuple[DigestLine, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.section is section)


def digest_of(
    happenings: Sequence[Happening],
    active: Iterable[JobKey],
    since: datetime,
    until: datetime,
    gaps: Sequence[Gap] = (),
) -> Digest:
    """The digest of happenings, oldest first; `active` are the jobs that are queued or run now, in their order.

    A job is told once, by what it came to last: one that failed and was started again runs. What was made, changed
    or deleted from here is known to whoever did it.
    """
    active = tuple(active)
    runs, alarms, changes, elsewhere = _Runs(), _Alarms(), _Changes(), set[Thing]()
    for happening in happenings:
        if happening.about is None:
            continue
        if happening.what is What.STARTED and happening.origin is Origin.ELSEWHERE:
            elsewhere.add(happening.about)
        runs.take(happening)
        alarms.take(happening)
        changes.take(happening)
    going = set(active)
    ended = runs.ended()
    lines = [
        *_told(Section.FAILED, [one for one in ended if _is_end(one, What.FAILED, going)], elsewhere),
        *_told(Section.AMISS, [one for one in alarms.last() if one[0] in going], elsewhere),
        *_told(Section.FINISHED, [one for one in ended if _is_end(one, What.FINISHED, going)], elsewhere),
        *changes.lines(),
    ]
    alarmed = {line.about for line in lines if line.section is Section.AMISS}
    lines += [
        DigestLine(Section.RUNNING, key, started_elsewhere=key in elsewhere) for key in active if key not in alarmed
    ]
    return Digest(since, until, tuple(lines), tuple(gaps))


def _is_end(told: tuple[Thing, Happening], what: What, going: set[JobKey]) -> bool:
    thing, happening = told
    return happening.what is what and thing not in going


def _told(section: Section, found: Iterable[tuple[Thing, Happening]], elsewhere: set[Thing]) -> Iterator[DigestLine]:
    for thing, happening in found:
        yield DigestLine(section, thing, happening, thing in elsewhere)


class _Runs:
    """The last that happened to each job's run."""

    _KINDS = frozenset({What.STARTED, What.RUNNING, What.FINISHED, What.FAILED, What.STOPPED})

    def __init__(self) -> None:
        self._last: dict[Thing, Happening] = {}

    def take(self, happening: Happening) -> None:
        if happening.what in self._KINDS and happening.about is not None:
            self._last[happening.about] = happening
        elif happening.what is What.VANISHED and happening.about is not None:
            self._last.pop(happening.about, None)

    def ended(self) -> list[tuple[Thing, Happening]]:
        """The newest first."""
        return sorted(self._last.items(), key=lambda one: (one[1].seen_at, one[1].number), reverse=True)


class _Alarms:
    """The alarms that nothing calmed, the last of each thing."""

    def __init__(self) -> None:
        self._open: dict[tuple[Thing, str], Happening] = {}

    def take(self, happening: Happening) -> None:
        if happening.about is None:
            return
        if happening.what is What.ALARM:
            self._open[happening.about, happening.after] = happening
        elif happening.what is What.CALM:
            self._open.pop((happening.about, happening.after), None)

    def last(self) -> list[tuple[Thing, Happening]]:
        return list({thing: happening for (thing, _), happening in self._open.items()}.items())


class _Changes:
    """What others made, changed and deleted: of each thing the last."""

    _KINDS = frozenset({What.APPEARED, What.VANISHED, What.TEXT, What.CONFIG})

    def __init__(self) -> None:
        self._last: dict[Thing, Happening] = {}

    def take(self, happening: Happening) -> None:
        if happening.what not in self._KINDS or happening.about is None:
            return
        if happening.origin is Origin.HERE:
            self._last.pop(happening.about, None)
            return
        known = self._last.get(happening.about)
        if happening.what is What.VANISHED and known is not None and known.what is What.APPEARED:
            del self._last[happening.about]  # it came and went
            return
        is_still_new = known is not None and known.what is What.APPEARED and happening.what is not What.VANISHED
        if not is_still_new:
            self._last[happening.about] = happening

    def lines(self) -> list[DigestLine]:
        grouped: dict[tuple[str, str, What], list[Happening]] = {}
        for happening in self._last.values():
            grouped.setdefault((repo_of(happening.about), kind_of(happening.about), happening.what), []).append(
                happening
            )
        return [line for group in grouped.values() for line in _grouped(group)]


def _grouped(group: Sequence[Happening]) -> list[DigestLine]:
    """A few are told singly; of many the first, and how many more there are."""
    told = group if len(group) <= MOST_EACH_KIND else group[:1]
    also = len(group) - len(told)
    return [DigestLine(Section.CHANGED, one.about, one, also=also) for one in told if one.about is not None]


def counts_of(digest: Digest) -> Mapping[Section, int]:
    """How many things each section tells of, those that are only counted included."""
    return {section: sum(1 + line.also for line in digest.of(section)) for section in Section}
