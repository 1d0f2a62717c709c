"""The top line: where one is, how old the facts are, what runs, and what is wrong with the way to the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.doctor.alarms import Rule, worrying
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.repos import Repo, RepoTree
from breadtui.store.facts.remote import NOT_ASKED, Failed, Remote, last_ready
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import Choice, Degraded, Link, LockedOut, Online, SeenJob
from breadtui.ui.present.ages import age_between, age_text, clock_text
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.crumbs import crumbs_text
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.next_end import NextEnd, next_end_of, next_end_span
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.store.facts.asks import Intervals

LEAST_CRUMB_CELLS = 12
CRUMB_CELLS_BESIDE_END = 34
"""Which job ends first is told where crumbs have so much room still; the service's address gives way to it."""
SAME_WAIT = timedelta(seconds=2)
"""A window waits with its recorder; only what is longer by so much is a wait of its own."""
OLD_SECONDS = 900.0
"""What moves and was not seen for so long is not live: an earlier session knew it, or the service is away."""


class HeaderSlice(NamedTuple):
    """What the top line tells, part by part of the state."""

    link: Link = Online()
    chosen: Choice | None = None
    jobs: Mapping[JobKey, SeenJob] = {}
    trees: Mapping[RepoName, Remote[RepoTree]] = {}
    opened: Mapping[RepoName, int] = {}
    repos: Remote[tuple[Repo, ...]] = NOT_ASKED
    checkpoint: int | None = None
    lineages: Mapping[RepoName, Lineage] = {}
    metrics: Mapping[JobKey, Remote[MetricSeries]] = {}
    past: Mapping[Phase, Sequence[PastRun]] = {}
    downloads: Mapping[str, Download] = {}
    quiet_until: datetime | None = None
    recorder_quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Which service one is connected to, and how.

    `news_count` is how much came since the view was paused, `is_past` that an earlier moment is shown.
    """

    host: str = ""
    is_demo: bool = False
    is_read_only: bool = False
    intervals: Intervals | None = None
    is_poll_off: bool = False
    news_count: int | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The jobs of open repositories counted, and when anything was last seen."""

    running_count: int = 0
    queued_count: int = 0
    failed_count: int = 0
    stalled_count: int = 0
    alarm_count: int = 0
    seen_at: datetime | None = None
    active_phases: frozenset[Phase] = frozenset()
    next_end: NextEnd | None = None
    is_failing: bool = False
    """Of all that moves nothing could be read at the last look."""

    @property
    def is_active(self) -> bool:
        """Something may change by itself."""
        return self.running_count + self.queued_count + self.stalled_count > 0


def tally_of(facts: HeaderSlice) -> Tally:
    """The counts of the top line; what waits or stalled does not count as running, another alarm is counted as well."""
    standing = standing_of(facts.jobs)
    active, failed = (
        [one for key in keys if key.repo in facts.opened and not (one := facts.jobs[key]).is_gone]
        for keys in (standing.active, standing.failed)
    )
    stalled_count = sum(stalled_seconds(one) is not None for one in active)
    queued_count = sum(one.job.status is JobStatus.PENDING for one in active)
    alarm_count = sum(any(alarm.rule is not Rule.STALLED for alarm in worrying(one.alarms)) for one in active)
    read = [ready.at for tree in facts.trees.values() if (ready := last_ready(tree)) is not None]
    if (listed := last_ready(facts.repos)) is not None and not read:
        read = [listed.at]
    return Tally(
        running_count=len(active) - stalled_count - queued_count,
        queued_count=queued_count,
        failed_count=len(failed),
        stalled_count=stalled_count,
        alarm_count=alarm_count,
        seen_at=max([*read, *(one.seen_at for one in active)], default=None),
        active_phases=frozenset(one.job.key.phase for one in active),
        next_end=next_end_of(active, facts.metrics, facts.past),
        is_failing=bool(active) and all(one.error is not None for one in active),
    )


def header_line(
    facts: HeaderSlice,
    tally: Tally,
    place: Place,
    width: int,
    now: datetime,
    *,
    zone: tzinfo | None = None,
    glyphs: Glyphs = UNICODE,
) -> Line:
    """The top line in `width` cells: what matters least gives way first, the link and the marks never do."""
    link = _past_span(now, zone) if place.is_past else _link_span(facts, tally, now, zone)
    optional = [*_poll(facts.link, tally, place), *_counts(tally), *_fetching(facts.downloads)]
    marks = (
        _paused(place) + [Span("RO", Tone.STALLED)] * place.is_read_only + [Span("DEMO", Tone.STRONG)] * place.is_demo
    )
    host = [Span(clean(place.host, limit=60), Tone.DIM)] if place.host and width >= 120 else []
    right = _joined([link, *optional, *marks, *host], glyphs)
    if tally.next_end is not None:
        told = [link, *optional, next_end_span(tally.next_end, now), *marks]
        longer = (_joined([*told, *host], glyphs), _joined(told, glyphs))
        right = next((line for line in longer if width - _cells(line) >= CRUMB_CELLS_BESIDE_END), right)
    if width - _cells(right) < LEAST_CRUMB_CELLS:
        right = _joined([link, *marks], glyphs)
    right = right if _cells(right) <= width else (link._replace(text=cut_middle(link.text, max(width - 1, 0))),)
    room = max(width - _cells(right) - 2, 0)
    left = crumbs_text(facts.chosen, room, glyphs, lineages=facts.lineages, checkpoint=facts.checkpoint)
    gap = max(width - cell_len(left) - _cells(right) - 1, 0)
    return (Span(left, Tone.STRONG), Span(" " * gap), *right)


def _past_span(now: datetime, zone: tzinfo | None) -> Span:
    """The facts are of an earlier moment, which is `now` for those who draw them."""
    return Span(f"as of {clock_text(now, zone)}", Tone.STALLED)


def _link_span(facts: HeaderSlice, tally: Tally, now: datetime, zone: tzinfo | None) -> Span:
    """An age that moves only while the facts may move, or while the link is down; else a clock time."""
    match facts.link:
        case Degraded(since, error):
            return Span(f"offline {age_between(since, now)}: {clean(reason_of(error), limit=60)}", Tone.FAILED)
        case LockedOut():
            return Span("key refused", Tone.FAILED)
        case Online():
            return _waiting_span(facts, now) or _online_span(facts, tally, now, zone)


def _waiting_span(facts: HeaderSlice, now: datetime) -> Span | None:
    """How long the service is not asked, and who was told so where that is the recorder; None where nobody was."""
    own, recorders = (
        until if until is not None and now < until else None
        for until in (facts.quiet_until, facts.recorder_quiet_until)
    )
    if recorders is not None and (own is None or own - recorders < SAME_WAIT):
        return Span(f"recorder asked to wait {age_between(now, recorders)}", Tone.STALLED)
    return None if own is None else Span(f"asked to wait {age_between(now, own)}", Tone.STALLED)


def _online_span(facts: HeaderSlice, tally: Tally, now: datetime, zone: tzinfo | None) -> Span:
    """How old what is shown is."""
    if tally.seen_at is None and isinstance(facts.repos, Failed):
        return Span(f"not connected: {clean(reason_of(facts.repos.error), limit=60)}", Tone.FAILED)
    if tally.seen_at is None:
        return Span("connecting…", Tone.DIM)
    if tally.is_active and (now - tally.seen_at).total_seconds() < OLD_SECONDS:
        age = age_between(tally.seen_at, now)
        return Span(f"failing, {age} old", Tone.FAILED) if tally.is_failing else Span(f"live {age}", Tone.PLAIN)
    word = "as of" if tally.is_active else "seen"
    return Span(f"{word} {clock_text(tally.seen_at, zone)}", Tone.DIM)


def _paused(place: Place) -> list[Span]:
    """That the view stands still, and how much it does not show."""
    if place.news_count is None:
        return []
    return [Span(f"paused, {place.news_count} new" if place.news_count else "paused", Tone.STALLED)]


def _poll(link: Link, tally: Tally, place: Place) -> list[Span]:
    """How often the liveliest job is asked about, while anything is; or that nothing is."""
    intervals = place.intervals
    if place.is_poll_off:
        return [Span("poll off", Tone.STALLED)]
    if intervals is None or not tally.active_phases or not isinstance(link, Online):
        return []
    seconds = {
        Phase.STIM: intervals.stim_seconds,
        Phase.ROLLOUT: intervals.rollout_seconds,
        Phase.BAKE: intervals.bake_seconds,
    }
    return [Span(f"poll {age_text(min(seconds[phase] for phase in tally.active_phases))}", Tone.DIM)]


def _counts(tally: Tally) -> list[Span]:
    counted = (
        (tally.running_count, "run", Tone.RUNNING),
        (tally.queued_count, "queue", Tone.PLAIN),
        (tally.failed_count, "fail", Tone.FAILED),
        (tally.stalled_count, "stall", Tone.STALLED),
        (tally.alarm_count, "alarm", Tone.STALLED),
    )
    return [Span(f"{count} {word}", tone) for count, word, tone in counted if count]


def _fetching(downloads: Mapping[str, Download]) -> list[Span]:
    """`fetch 46%`, of all downloads that go on together; nothing where none does."""
    going = [download for download in downloads.values() if download.is_going]
    if not going:
        return []
    total_bytes = [download.total_bytes for download in going if download.total_bytes is not None]
    if all(download.standing is Standing.HELD for download in going):
        return [Span("fetch waits", Tone.STALLED)]
    if len(total_bytes) < len(going) or not sum(total_bytes):
        return [Span("fetch …", Tone.RUNNING)]
    done_bytes = sum(download.done_bytes for download in going)
    return [Span(f"fetch {min(100 * done_bytes // sum(total_bytes), 100)}%", Tone.RUNNING)]


def _joined(spans: list[Span], glyphs: Glyphs) -> Line:
    line: list[Span] = []
    for span in spans:
        line += [Span(f" {glyphs.dot} ", Tone.DIM), span] if line else [span]
    return tuple(line)


def _cells(line: Line) -> int:
    return sum(cell_len(span.text) for span in line)
