"""The job monitor: which jobs are listed in which order, and each as cells of its columns."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.query.queries import Query
from breadtui.store.facts.dismissals import is_dismissed
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.standing import Standing, standing_of
from breadtui.store.facts.state import AppState, Choice, SeenJob
from breadtui.store.views.etas import eta_of_seen
from breadtui.store.views.subjects import SubjectFacts, subject_facts
from breadtui.ui.present.chain.about import chains_going, then_words
from breadtui.ui.present.clean import pad
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.cells import CELLS, Cells, told_instead
from breadtui.ui.present.jobs.columns import Column, Head
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.recreation.run import PlanRun

MOST_SETTLED = 200
"""Failed and done jobs listed, each; the ones that changed last."""

MOST_EXACT_AGES = 12
"""With more active jobs than this, ages below a minute are told as such."""

WATCH_SIGN = "w"
"""Before the name of a job whose end one is told of: the key that asks for it."""


class JobsSlice(NamedTuple):
    """What the monitor draws, part by part of the state."""

    jobs: Mapping[JobKey, SeenJob] = {}
    metrics: Mapping[JobKey, Remote[MetricSeries]] = {}
    opened: Mapping[RepoName, int] = {}
    filtered_by: SubjectFacts = SubjectFacts()
    marked: tuple[Choice, ...] = ()
    chains: tuple[PlanRun, ...] = ()
    past: Mapping[Phase, Sequence[PastRun]] = {}
    watched: frozenset[JobKey] = frozenset()
    dismissed: Mapping[JobKey, int | None] = {}

    @property
    def is_crowd(self) -> bool:
        """So much runs that an age in seconds on each row would cost more than it tells."""
        return len(standing_of(self.jobs).active) > MOST_EXACT_AGES

    @property
    def has_chains(self) -> bool:
        """Something goes on that starts one job after another."""
        return bool(self.chains)


_DRAWN = ("jobs", "metrics", "opened", "marked", "past", "watched", "dismissed")


def says_the_same(now: JobsSlice, before: JobsSlice) -> bool:
    """Whether all rows say what they said before: nothing differs but what a filter may look at."""
    judged, was = now.filtered_by, before.filtered_by
    is_read_alike = judged.lineages is was.lineages and judged.labels is was.labels
    is_drawn_alike = all(getattr(now, part) is getattr(before, part) for part in _DRAWN)
    return is_read_alike and is_drawn_alike and now.chains == before.chains


def select_jobs(state: AppState) -> JobsSlice:
    """The monitor's slice of the state."""
    return JobsSlice(
        state.jobs,
        state.metrics,
        state.opened,
        subject_facts(state),
        state.marked,
        chains_going(state),
        state.past_runs,
        state.watched,
        state.dismissed,
    )


def markable(key: JobKey) -> Choice:
    """What is set aside by marking a job's row: the bake, or the target whose stim or rollout it is."""
    return key if key.phase is Phase.BAKE else TargetKey(key.repo, TargetName(key.name))


def job_keys(facts: JobsSlice, before: Iterable[JobKey] = ()) -> list[JobKey]:
    """Active jobs, then failed, then done ones of open repositories, without those a person is done with.

    Within each group a job keeps the place it had among `before`; new ones come last.
    """
    standing, places = standing_of(facts.jobs), {key: place for place, key in enumerate(before)}
    groups = (standing.active, *_latest_settled(standing, facts))
    last = len(places)
    return [
        key
        for group in groups
        for key in sorted(group, key=lambda key: places.get(key, last))
        if key.repo in facts.opened and not is_dismissed(facts.dismissed, facts.jobs[key])
    ]


def without_hidden(facts: JobsSlice, keys: Sequence[JobKey], query: Query) -> Sequence[JobKey]:
    """These jobs without those that are hidden, unless a query asks for hidden things."""
    labels = facts.filtered_by.labels
    if not labels.hidden or labels.are_hidden_shown or "hidden" in query.fields:
        return keys
    return [key for key in keys if not labels.is_hidden(key)]


_last: tuple[Standing, Mapping[RepoName, int], Sequence[Sequence[JobKey]]] = (Standing(), {}, ((), ()))


def _latest_settled(standing: Standing, facts: JobsSlice) -> Sequence[Sequence[JobKey]]:
    """The failed and the done jobs to list; found once for a standing, which lasts as long as none of them moves."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    known, opened, found = _last
    if known is not standing or opened is not facts.opened:
        found = (_latest(standing.failed, facts), _latest(standing.complete, facts))
        _last = (standing, facts.opened, found)
    return found


def _latest(keys: Sequence[JobKey], facts: JobsSlice) -> Sequence[JobKey]:
    """Those of open repositories that changed last, in the order they have."""
    if not _is_cut(keys):
        return keys
    here = [key for key in keys if key.repo in facts.opened]
    chosen = set(heapq.nlargest(MOST_SETTLED, here, key=lambda key: facts.jobs[key].changed_at))
    return [key for key in here if key in chosen]


def job_line(
    facts: JobsSlice,
    key: JobKey,
    columns: Sequence[Column],
    now: datetime,
    glyphs: Glyphs = UNICODE,
    *,
    is_marked: bool = False,
) -> Line:
    """One job as a line of the given columns; a job that is gone, or hidden but shown, is greyed as a whole."""
    seen, series = facts.jobs[key], value_of(facts.metrics.get(key, NOT_ASKED))
    eta = eta_of_seen(seen, series, facts.past)
    labels = facts.filtered_by.labels
    is_starred = labels.at(markable(key)).is_starred
    cells = Cells(seen, series, now, glyphs, eta, facts.is_crowd, then_words(facts.chains, key), is_starred=is_starred)
    line: list[Span] = []
    for column in _told(seen, columns):
        text, tone = column.instead or CELLS[column.head](cells, column.width)
        line += _gap(column, glyphs, is_marked=is_marked, is_watched=key in facts.watched)
        line.append(Span(pad(text, column.width, column.align), tone))
    is_grey = seen.is_gone or labels.is_hidden(key)
    return tuple(span._replace(tone=Tone.DIM) for span in line) if is_grey else tuple(line)


def _told(seen: SeenJob, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns; where there are words to tell, last steps and the end after them become one for these."""
    place = next((place for place, column in enumerate(columns) if column.head is Head.LAST_STEPS), None)
    if place is None:
        return columns
    last, after = columns[place], columns[place + 1 : place + 2]
    is_followed = bool(after) and after[0].head is Head.ETA
    width = last.width + (after[0].gap + after[0].width if is_followed else 0)
    instead = told_instead(seen, width)
    if instead is None:
        return columns
    told = replace(last, width=width, instead=instead)
    return (*columns[:place], told, *columns[place + 1 + is_followed :])


def _gap(column: Column, glyphs: Glyphs, *, is_marked: bool, is_watched: bool) -> Line:
    """The blank cells before a column; before the name there is room for the signs of a watch and of a mark."""
    if column.head is not Head.NAME or column.gap < 2:
        return (Span(" " * column.gap),)
    signs = (WATCH_SIGN if is_watched else " ") + (glyphs.marked if is_marked else " ")
    return (Span(" " * (column.gap - 2)), Span(signs, Tone.ACCENT)) if signs.strip() else (Span(" " * column.gap),)


def older_count(facts: JobsSlice) -> int:
    """How many settled jobs of open repositories are not listed, because later ones are more than enough."""
    standing = standing_of(facts.jobs)
    groups = zip((standing.failed, standing.complete), _latest_settled(standing, facts), strict=True)
    return sum(
        sum(key.repo in facts.opened for key in known) - len(listed) for known, listed in groups if _is_cut(known)
    )


def _is_cut(known: Sequence[JobKey]) -> bool:
    return len(known) > MOST_SETTLED
