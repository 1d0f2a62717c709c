"""How often a job and its metrics are worth a look: by age, by size, and by who looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.asks import AskMetrics, Errand, Intervals, Wish
from breadtui.store.facts.remote import NOT_ASKED, NotAsked, Ready, value_of
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState, SeenJob

UNATTENDED = 2.0
"""So many times longer is waited where nobody looks."""

YOUNG_SECONDS = 120.0
"""What fails, mostly fails at once: a bake is looked at twice as often as it begins."""

YOUNG_SHORTEST_SECONDS = 10.0
OLD_SECONDS = 3600.0
"""What has run for so long will not end this minute: it is looked at half as often."""

ROWS_A_LOOK = 2000
"""A log of so many rows is read at full pace; one of twice as many half as often, since each answer is whole."""

MOST_LOGS = 16
"""So many logs are kept fresh at a time, the chosen one first."""

PROMPTS_TURN_SECONDS = 30.0
"""While something runs, one prompt is read again in so many seconds at most."""

PROMPTS_REST_SHARE = 0.2
"""How much of what may be asked where nothing runs goes into reading prompts again."""

LOGS_PER_MINUTE = 12.0
"""So many logs a minute are read beside the chosen one."""


def job_pace_seconds(seen: SeenJob, begun_at: datetime | None, intervals: Intervals) -> float:
    """Seconds between two looks at an active job, by how long it has been seen to be active."""
    pace = intervals.of_job(seen.job.key.phase, seen.job.status)
    if begun_at is None:
        return pace
    age_seconds = (seen.seen_at - begun_at).total_seconds()
    if age_seconds >= OLD_SECONDS:
        return min(2.0 * pace, max(intervals.longest_seconds, pace))
    if age_seconds < YOUNG_SECONDS and seen.job.key.phase is Phase.BAKE:
        return max(pace / 2.0, min(pace, YOUNG_SHORTEST_SECONDS))
    return pace


def lively_repos(state: AppState) -> frozenset[RepoName]:
    """The repositories in which something runs."""
    jobs = state.jobs
    return frozenset(key.repo for key in standing_of(jobs).active if key.repo in state.opened and not jobs[key].is_gone)


def prompts_turn_seconds(state: AppState, intervals: Intervals) -> float:
    """Seconds between two prompts that are read again by themselves."""
    if lively_repos(state):
        return PROMPTS_TURN_SECONDS
    return max(PROMPTS_TURN_SECONDS, 60.0 / (PROMPTS_REST_SHARE * intervals.rest_per_minute))


def metric_keys(state: AppState) -> frozenset[JobKey]:
    """The bakes whose metrics somebody wishes to see: chosen, watched or set aside to be compared."""
    return frozenset(_metric_keys(state))


def metric_wishes(state: AppState, intervals: Intervals) -> Iterator[Wish]:
    """Metrics of those bakes: again while they run, ever more rarely as they grow, and once more when they settled."""
    keys = [key for key in _metric_keys(state) if _is_worth_reading(state, key)]
    paces = {key: _log_pace_seconds(state, key, intervals) for key in keys}
    others = [60.0 / seconds for key, seconds in paces.items() if key != state.chosen]
    stretch = max(sum(others) / LOGS_PER_MINUTE, 1.0)
    for key in keys:
        yield Wish(AskMetrics(key), paces[key] * (1.0 if key == state.chosen else stretch), Errand.WATCH)


def _metric_keys(state: AppState) -> list[JobKey]:
    """The chosen one first, the others in an order that stays."""
    wanted = (state.chosen, *state.marked, *sorted(state.watched))
    bakes = (key for key in wanted if isinstance(key, JobKey) and key.phase is Phase.BAKE and key.repo in state.opened)
    return list(dict.fromkeys(bakes))[:MOST_LOGS]


def _is_worth_reading(state: AppState, key: JobKey) -> bool:
    seen = state.jobs.get(key)
    if seen is None or seen.job.is_vague or seen.job.status is JobStatus.NOT_STARTED:
        return False
    series = state.metrics.get(key, NOT_ASKED)
    if isinstance(series, NotAsked) and key != state.chosen and not seen.job.is_active:
        return False  # what has settled is read when somebody looks at it
    is_final = isinstance(series, Ready) and series.at >= seen.changed_at
    return seen.job.is_active or not (seen.job.is_settled and is_final)


def _log_pace_seconds(state: AppState, key: JobKey, intervals: Intervals) -> float:
    series = value_of(state.metrics.get(key, NOT_ASKED))
    growth = 1.0 if series is None else max(series.rows_count / ROWS_A_LOOK, 1.0)
    return min(intervals.metrics_seconds * growth, max(intervals.longest_seconds, intervals.metrics_seconds))
