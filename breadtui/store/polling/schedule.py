"""What is due to be asked: pure, from the facts, the time and the ledger of earlier looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.asks import Ask, AskContents, AskJob, AskMetrics, AskRepos, AskTree, Errand, Intervals, Wish
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, NotAsked, Ready, Remote, T, value_of
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState, LockedOut, SeenJob
from breadtui.store.polling.ledger import Ledger
from breadtui.store.polling.paces import PROMPTS_REST_SHARE, UNATTENDED, job_pace_seconds, lively_repos, metric_wishes
from breadtui.values import replace

CROWD = 8
"""More running jobs than this are not followed one by one at full pace."""

CROWD_PER_MINUTE = 30.0
CHECKS_A_ROUND = 20
DETAILS_A_ROUND = 2
DETAILS_A_REPO = 40
LOOKS_AT_GONE = 4
OVERVIEWS_PER_CONTENTS = 5
REST_SHARES: Mapping[type[Ask], float] = {AskJob: 0.25, AskContents: 0.1, AskRepos: 0.05}
"""How much of what may be asked where nothing runs goes there at most; trees get the rest."""

CONTENTS_REQUESTS = 2
"""Prompts and targets are two lists."""

TREE_PATIENCE = 20.0
"""A tree that takes long is asked no more often than this many times its last answer's duration."""


def due(state: AppState, now: datetime, ledger: Ledger, intervals: Intervals) -> tuple[Ask, ...]:
    """What to ask now, the most pressing first; nothing while locked out."""
    return due_of(wishes(state, ledger, intervals), now, ledger)


def wishes(state: AppState, ledger: Ledger, intervals: Intervals, *, is_attended: bool = True) -> tuple[Wish, ...]:
    """All that is worth asking again and again, or once; it depends on the facts alone, not on the time.

    Where nobody looks, each thing is asked half as often.
    """
    if isinstance(state.link, LockedOut):
        return ()
    wished = _all_wishes(state, ledger, intervals)
    if is_attended:
        return wished
    return tuple(replace(wish, interval_seconds=UNATTENDED * wish.interval_seconds) for wish in wished)


def _all_wishes(state: AppState, ledger: Ledger, intervals: Intervals) -> tuple[Wish, ...]:
    return (
        *_watched(state, ledger, intervals),
        *_vague(state, ledger, intervals),
        *_at_rest(
            state,
            intervals,
            [
                *_overviews(state, ledger, intervals),
                *_repo_list(state, intervals),
                *_checks(state, ledger, intervals),
            ],
        ),
        *_details(state, ledger, intervals),
    )


def due_of(wished: Sequence[Wish], now: datetime, ledger: Ledger) -> tuple[Ask, ...]:
    """Those whose time has come; one probe while the link is broken."""
    if ledger.quiet_until is not None and now < ledger.quiet_until:
        return ()
    if ledger.breaker is not None:
        return _probe(wished) if now >= ledger.breaker.probe_at else ()
    ripe = [wish for wish in wished if is_ripe(wish, now, ledger)]
    pressing = [wish.ask for wish in ripe if wish.errand in {Errand.WATCH, Errand.OVERVIEW}]
    checks = [wish.ask for wish in ripe if wish.errand is Errand.CHECK]
    details = [wish.ask for wish in ripe if wish.errand is Errand.DETAIL]
    sooner = (*pressing, *_next_of_crowd(wished, ripe, now, ledger), *checks[:CHECKS_A_ROUND])
    return sooner or tuple(details[:DETAILS_A_ROUND])


def next_due_at(wished: Sequence[Wish], now: datetime, ledger: Ledger) -> datetime | None:
    """When something more falls due; None where nothing will."""
    times = [ledger.due_at(wish.ask, wish.interval_seconds) for wish in wished]
    times.append(_crowd_turn_at(wished, ledger))
    return min((time for time in times if time is not None and time > now), default=None)


def asked_elsewhere(state: AppState) -> Iterator[tuple[Ask, datetime | None]]:
    """What a person's command has asked, and when, so that the poller need not do so right after; None for just now."""
    yield from _when(AskRepos(), state.repos)
    for repo in state.opened:
        yield from _when(AskTree(repo), state.trees.get(repo, NOT_ASKED))
        yield from _when(AskContents(repo), state.contents.get(repo, NOT_ASKED))
    for key, series in state.metrics.items():
        yield from _when(AskMetrics(key), series)


def _when(ask: Ask, remote: Remote[T]) -> Iterator[tuple[Ask, datetime | None]]:
    match remote:
        case NotAsked():
            return
        case Loading():
            yield ask, None
        case Ready(_, at) | Failed(_, at, _):
            yield ask, at


def is_ripe(wish: Wish, now: datetime, ledger: Ledger) -> bool:
    """Its time has come."""
    due_at = ledger.due_at(wish.ask, wish.interval_seconds)
    return due_at is None or now >= due_at


def _next_of_crowd(wished: Sequence[Wish], ripe: Sequence[Wish], now: datetime, ledger: Ledger) -> tuple[Ask, ...]:
    """One of a crowd at a time, whoever has waited longest, so that not even the first minute is a burst."""
    crowd = [wish for wish in ripe if wish.errand is Errand.CROWD]
    turn_at = _crowd_turn_at(wished, ledger)
    if not crowd or (turn_at is not None and now < turn_at):
        return ()
    waiting = [(ledger.due_at(wish.ask, wish.interval_seconds), wish.ask) for wish in crowd]
    unasked = [ask for due_at, ask in waiting if due_at is None]
    if unasked:
        return (unasked[0],)
    asked = [(due_at, ask) for due_at, ask in waiting if due_at is not None]
    return (min(asked, key=lambda one: one[0])[1],)


def _crowd_turn_at(wished: Sequence[Wish], ledger: Ledger) -> datetime | None:
    """When one more of a crowd may be asked; None for at once, or where there is no crowd."""
    looks = [ledger.looks.get(wish.ask) for wish in wished if wish.errand is Errand.CROWD]
    last = max((look.answered_at for look in looks if look is not None and look.answered_at), default=None)
    return None if last is None else last + timedelta(seconds=60.0 / CROWD_PER_MINUTE)


def _probe(wished: Sequence[Wish]) -> tuple[Ask, ...]:
    """The quickest thing that can show whether the service answers: a job rather than a tree."""
    asks = [wish.ask for wish in wished]
    jobs = [ask for ask in asks if isinstance(ask, AskJob)]
    return tuple((jobs or asks)[:1])


def _chosen_job(state: AppState) -> JobKey | None:
    return state.chosen if isinstance(state.chosen, JobKey) and state.chosen.repo in state.opened else None


def _watched(state: AppState, ledger: Ledger, intervals: Intervals) -> Iterator[Wish]:
    """Running jobs; in a crowd of bakes the tree watches for them, in any other crowd each waits longer."""
    chosen = _chosen_job(state)
    yield from metric_wishes(state, intervals)
    crowded = _crowded(state)
    alone = [
        seen.job
        for key, seen in _active(state)
        if _is_followed(state, ledger, key, seen)
        and (key == chosen or not (key.phase is Phase.BAKE and key.repo in crowded))
    ]
    paces = {job.key: job_pace_seconds(state.jobs[job.key], ledger.begun.get(job.key), intervals) for job in alone}
    demand_per_minute = sum(60.0 / seconds for seconds in paces.values())
    stretch = max(demand_per_minute / CROWD_PER_MINUTE, 1.0) if len(alone) > CROWD else 1.0
    for job in sorted(alone, key=lambda job: job.key != chosen):
        factor = 1.0 if job.key == chosen else stretch
        errand = Errand.WATCH if factor == 1.0 else Errand.CROWD
        yield Wish(AskJob(job.key), paces[job.key] * factor, errand)


def _active(state: AppState) -> list[tuple[JobKey, SeenJob]]:
    return [(key, state.jobs[key]) for key in standing_of(state.jobs).active]


def _is_followed(state: AppState, ledger: Ledger, key: JobKey, seen: SeenJob) -> bool:
    """Here; one that is gone is asked a few times more."""
    if key.repo not in state.opened:
        return False
    return not seen.is_gone or ledger.failures_count(AskJob(key)) < LOOKS_AT_GONE


def _vague(state: AppState, ledger: Ledger, intervals: Intervals) -> Iterator[Wish]:
    """Bakes that only a tree calls pending: whether they were ever started, once; of a crowd the others at leisure."""
    counts: Counter[RepoName] = Counter()
    for key in standing_of(state.jobs).vague:
        if counts[key.repo] >= DETAILS_A_REPO or not _is_followed(state, ledger, key, state.jobs[key]):
            continue
        counts[key.repo] += 1
        is_soon = counts[key.repo] <= CROWD or key == state.chosen
        yield Wish(AskJob(key), intervals.bake_seconds, Errand.CHECK if is_soon else Errand.DETAIL)


def _crowded(state: AppState) -> frozenset[RepoName]:
    counts = _active_bakes_count(state)
    return frozenset(repo for repo, count in counts.items() if count > CROWD)


def _active_bakes_count(state: AppState) -> dict[RepoName, int]:
    counts: dict[RepoName, int] = {}
    for key, seen in _active(state):
        if key.phase is Phase.BAKE and not seen.is_gone:
            counts[key.repo] = counts.get(key.repo, 0) + 1
    return counts


def _overviews(state: AppState, ledger: Ledger, intervals: Intervals) -> Iterator[Wish]:
    active = _active_bakes_count(state)
    for repo in state.opened:
        pace = intervals.overview_active_seconds if active.get(repo) else intervals.overview_seconds
        look = ledger.looks.get(AskTree(repo))
        slow_pace = 0.0 if look is None else TREE_PATIENCE * look.took_seconds
        yield Wish(AskTree(repo), max(pace, slow_pace), Errand.OVERVIEW)
        contents_pace = min(OVERVIEWS_PER_CONTENTS * pace, intervals.longest_seconds)
        yield Wish(AskContents(repo), contents_pace, Errand.OVERVIEW)


def _repo_list(state: AppState, intervals: Intervals) -> Iterator[Wish]:
    """The list of repositories, once a person's command has asked for it: soon again where it failed."""
    match state.repos:
        case NotAsked() | Loading():
            return
        case Failed():
            yield Wish(AskRepos(), intervals.list_retry_seconds, Errand.WATCH)
        case Ready(()):
            yield Wish(AskRepos(), intervals.overview_seconds, Errand.WATCH)
        case Ready():
            yield Wish(AskRepos(), intervals.longest_seconds, Errand.OVERVIEW)


def _at_rest(state: AppState, intervals: Intervals, wished: Sequence[Wish]) -> Iterator[Wish]:
    """The same wishes, those about what rests further apart, so that all of them together stay within the budget."""
    lively = lively_repos(state)
    resting = [wish for wish in wished if wish.errand is not Errand.WATCH and wish.ask.repo not in lively]
    spent = PROMPTS_REST_SHARE if not lively and _has_prompts(state) else 0.0
    stretches = _stretches(resting, intervals.rest_per_minute * (1.0 - spent))
    yield from (wish for wish in wished if wish.errand is Errand.WATCH or wish.ask.repo in lively)
    yield from (replace(one, interval_seconds=one.interval_seconds * stretches[type(one.ask)]) for one in resting)


def _has_prompts(state: AppState) -> bool:
    known = (value_of(state.contents.get(repo, NOT_ASKED)) for repo in state.opened)
    return any(contents.prompts for contents in known if contents is not None)


def _stretches(resting: Sequence[Wish], most_per_minute: float) -> Mapping[type[Ask], float]:
    """By how much each kind of look waits longer than it would alone."""
    demands: dict[type[Ask], float] = dict.fromkeys([*REST_SHARES, AskTree], 0.0)
    for wish in resting:
        requests = CONTENTS_REQUESTS if isinstance(wish.ask, AskContents) else 1
        demands[type(wish.ask)] += requests * 60.0 / wish.interval_seconds
    shares = {kind: share * most_per_minute for kind, share in REST_SHARES.items()}
    shares[AskTree] = most_per_minute - sum(min(demands[kind], share) for kind, share in shares.items())
    return {kind: max(demand / shares[kind], 1.0) for kind, demand in demands.items()}


def _checks(state: AppState, ledger: Ledger, intervals: Intervals) -> Iterator[Wish]:
    """Stim and rollout of targets: unknown ones at once, not started ones at leisure, twenty an overview."""
    keys = [key for repo in state.opened for key in _unsettled_stages(state, ledger, repo)]
    known = sum(key in state.jobs for key in keys)
    pace = intervals.overview_seconds * max(-(-known // CHECKS_A_ROUND), 1)
    for key in sorted(keys, key=lambda key: key in state.jobs):
        yield Wish(AskJob(key), pace, Errand.CHECK)


def _unsettled_stages(state: AppState, ledger: Ledger, repo: RepoName) -> Iterator[JobKey]:
    contents = value_of(state.contents.get(repo, NOT_ASKED))
    for target in contents.targets if contents is not None else ():
        yield from _stages(state, ledger, JobKey(repo, Phase.STIM, target), JobKey(repo, Phase.ROLLOUT, target))


def _stages(state: AppState, ledger: Ledger, stim: JobKey, rollout: JobKey) -> Iterator[JobKey]:
    """Rollout first: where it is complete, so is the stim; where the stim has not begun, no rollout can."""
    seen = {key: state.jobs[key] for key in (stim, rollout) if key in state.jobs}
    if rollout not in seen:
        yield rollout
        if stim not in seen and ledger.failures_count(AskJob(rollout)):
            yield stim
        return
    if seen[rollout].job.status is JobStatus.COMPLETE:
        return
    if stim not in seen or _may_begin(seen[stim]):
        yield stim
    elif _may_begin(seen[rollout]):
        yield rollout


def _may_begin(seen: SeenJob) -> bool:
    return seen.job.status is JobStatus.NOT_STARTED and not seen.is_gone


def _details(state: AppState, ledger: Ledger, intervals: Intervals) -> Iterator[Wish]:
    """Bakes that settled but are known from the tree alone: their loss or their error, once, for some a repository."""
    bakes = standing_of(state.jobs).settled_bakes
    for repo in state.opened:
        known = ((key, _is_detail_wanted(ledger, key, state.jobs[key])) for key in bakes.get(repo, ()))
        counted = islice(((key, is_wanted) for key, is_wanted in known if is_wanted is not None), DETAILS_A_REPO)
        yield from (Wish(AskJob(key), intervals.bake_seconds, Errand.DETAIL) for key, is_wanted in counted if is_wanted)


def _is_detail_wanted(ledger: Ledger, key: JobKey, seen: SeenJob) -> bool | None:
    """Whether a settled bake's own answer is wanted still; None where it never was."""
    look = ledger.looks.get(AskJob(key))
    if look is not None and not look.failures_count and look.answered_at and look.answered_at >= seen.changed_at:
        return False
    if seen.job.loss is not None or seen.job.error is not None or seen.is_gone:
        return None if look is None else False
    return ledger.failures_count(AskJob(key)) < LOOKS_AT_GONE
