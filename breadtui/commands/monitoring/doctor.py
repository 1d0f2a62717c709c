"""`breadtui doctor`: what is amiss with the jobs of a repository, or with one bake, each with its evidence."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

from breadtui.commands.exits import JOB_FAILED, OK
from breadtui.commands.outcome.looks import answers_of
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.doctor.alarms import Alarm, Gravity, Rule
from breadtui.domain.doctor.mutes import Mutes, mutes_from
from breadtui.domain.doctor.pulse import Pulse
from breadtui.domain.doctor.row_rules import page_evidence
from breadtui.domain.doctor.serving import is_served
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.store.clock import SystemClock
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.noting.doctoring import examined, examined_log, with_finding
from breadtui.store.noting.journaling import job_sightings
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.watching.doctor_visits import SAMPLE_ROWS
from breadtui.store.watching.watched import MUTES_FACT
from breadtui.values import dataclass, replace

MOST_TARGETS = 200


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repository, and which bake of it (None for everything that runs)."""

    repo: RepoName
    bake: str | None = None
    is_json: bool = False


async def run(
    api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, journal: Journal, clock: Clock | None = None
) -> int:
    """Look once and write what is found; 0 where nothing is worse than a note, else 1.

    Whether something stands still is told from what the journal saw before, since one look alone cannot tell; what is
    seen now is written into it.
    Raises: BreadError where the service could not be asked at all.
    """
    clock = clock or SystemClock()
    mutes = mutes_from(await journal.fact(MUTES_FACT))
    keys = await _keys(api, args)
    jobs = await answers_of(api.job, keys)
    looked = [job for job in jobs.values() if args.bake is not None or job.is_active]
    if args.bake is not None and not looked:
        looked = [await api.job(keys[0])]
    found = [alarm for job in looked for alarm in await _alarms(api, journal, job, clock.now(), mutes)]
    told = [alarm for alarm in found if not alarm.is_muted]
    if args.is_json:
        put_json(out, {"looked_at": len(looked), "found": [_json(alarm) for alarm in found]})
    else:
        _put_text(out, told, looked, len(found) - len(told))
    return JOB_FAILED if any(alarm.gravity is not Gravity.NOTE for alarm in told) else OK


async def _keys(api: BreadApi, args: Arguments) -> list[JobKey]:
    """The one bake; else every bake the tree calls unsettled, and stim and rollout of every target."""
    if args.bake is not None:
        return [JobKey(args.repo, Phase.BAKE, args.bake)]
    tree = await api.tree(args.repo)
    settled = {JobStatus.COMPLETE, JobStatus.FAILED, JobStatus.NOT_STARTED}
    bakes = [JobKey(args.repo, Phase.BAKE, name) for name, bake in tree.bakes.items() if bake.status not in settled]
    targets = (await api.target_names(args.repo))[:MOST_TARGETS]
    return [*bakes, *(JobKey(args.repo, phase, name) for name in targets for phase in (Phase.STIM, Phase.ROLLOUT))]


async def _alarms(api: BreadApi, journal: Journal, job: Job, now: datetime, mutes: Mutes) -> Sequence[Alarm]:
    seen = _seen(job, await journal.job_history(job.key), now)
    journal.record_jobs(job_sightings(AppState(), AppState(jobs={job.key: seen}), now))
    if job.key.phase is Phase.BAKE:
        with contextlib.suppress(NotFound):  # no step was logged yet
            seen = examined_log(seen, await api.metrics(job.key), now, mutes)
        return with_finding(seen, Rule.NOT_SERVED, await _unserved(api, job), mutes).alarms
    if job.key.phase is Phase.ROLLOUT and job.lines:
        seen = with_finding(seen, Rule.ROWS, await _flawed(api, job), mutes)
    return examined(None, seen, mutes).alarms


def _seen(job: Job, history: Sequence[JobSighting], now: datetime) -> SeenJob:
    """The job as seen now; unchanged since the journal's last entry where it says the same."""
    last = history[-1] if history else None
    is_same = last is not None and (last.status, last.progress_percent, last.lines) == (
        job.status_text or job.status.value,
        job.progress_percent,
        job.lines,
    )
    changed_at = last.seen_at if last is not None and is_same else now
    return replace(SeenJob(job, now, changed_at), pulse=Pulse())


async def _unserved(api: BreadApi, job: Job) -> str | None:
    if job.status is not JobStatus.COMPLETE or not job.model_names:
        return None
    try:
        served = {model.id for model in await api.models()}
    except BreadError:
        return None  # a service that does not list its models says nothing about this one
    is_late = is_served(job.model_names, served) is False
    return "complete, and the list of models does not name it" if is_late else None


async def _flawed(api: BreadApi, job: Job) -> str | None:
    offset = max(((job.lines or 0) - SAMPLE_ROWS) // 2, 0)
    return page_evidence(await api.output_page(job.key, offset=offset, limit=SAMPLE_ROWS))


def _json(alarm: Alarm) -> JsonObject:
    return {
        "repo": alarm.key.repo,
        "kind": alarm.key.phase.value,
        "name": alarm.key.name,
        "rule": alarm.rule.value,
        "gravity": alarm.gravity.value,
        "evidence": alarm.evidence,
        "muted": alarm.is_muted,
    }


def _put_text(out: TextIO, told: Sequence[Alarm], looked: Sequence[Job], muted_count: int) -> None:
    if told:
        put_columns(out, [_row(alarm) for alarm in told])
    else:
        jobs = "1 job" if len(looked) == 1 else f"{len(looked)} jobs"
        put_line(out, f"nothing is amiss with {jobs} looked at" if looked else "nothing runs")
    if muted_count:
        put_line(out, f"{muted_count} muted")


def _row(alarm: Alarm) -> tuple[str, ...]:
    return (
        alarm.gravity.value,
        f"{alarm.key.repo}/{alarm.key.name}",
        alarm.key.phase.value,
        alarm.rule.value,
        alarm.evidence,
    )
