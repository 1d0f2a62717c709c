"""`breadtui status --oneline`: one line for tmux, from the recorder where one runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from breadtui.commands.looks import answers_of, trees_of
from breadtui.commands.writing import put_json, put_line
from breadtui.domain.answers import Recorder, Tally
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.preflight.words import seconds_text
from breadtui.domain.repos import RepoTree
from breadtui.store.ports import BreadApi

IDLE = "idle"
MOST_PENDING = 20
"""So many bakes are asked whether they wait or were never started; further ones are not counted."""


def put_recorded(out: TextIO, recorder: Recorder, now: datetime, *, is_json: bool) -> bool:
    """Write how the recorder says things stand; False where it does not know yet, or is not to be believed."""
    tally = recorder.tally
    if tally is None or not recorder.is_alive:
        return False
    trouble = "" if recorder.trouble is None else recorder.trouble.message
    _put(out, tally, now, trouble, is_json=is_json)
    return True


async def put_asked(api: BreadApi, out: TextIO, now: datetime, *, is_json: bool) -> None:
    """Ask for the trees, and for bakes that they call pending; write how bakes stand. Raises: BreadError."""
    repos = await api.repos()
    trees = await trees_of(api, [repo.name for repo in repos])
    failures = [tree for tree in trees if isinstance(tree, BreadError)]
    counts = Counter(bake.status for tree in trees if isinstance(tree, RepoTree) for bake in tree.bakes.values())
    tally = Tally(
        now,
        running=counts[JobStatus.RUNNING] + counts[JobStatus.UNKNOWN],
        queued=await _queued(api, [tree for tree in trees if isinstance(tree, RepoTree)]),
        failed=counts[JobStatus.FAILED],
        done=counts[JobStatus.COMPLETE],
        repos=len(repos),
    )
    _put(out, tally, now, failures[0].message if failures else "", is_json=is_json)


async def _queued(api: BreadApi, trees: Iterable[RepoTree]) -> int:
    """How many bakes wait to begin. A tree calls those pending, too, that nobody started: source, the API contract."""
    pending = [
        JobKey(tree.repo, Phase.BAKE, name)
        for tree in trees
        for name, bake in tree.bakes.items()
        if bake.status is JobStatus.PENDING
    ]
    jobs = await answers_of(api.job, pending[:MOST_PENDING])
    return sum(job.status is JobStatus.PENDING for job in jobs.values())


def line_of(tally: Tally, now: datetime, *, is_offline: bool = False) -> str:
    """The figures that are not zero; the time until the next end where it is known; `idle` where nothing runs."""
    counts = (
        (tally.running, "run"),
        (tally.queued, "queue"),
        (tally.failed, "fail"),
        (tally.stalled, "stall"),
        (tally.alarms, "alarm"),
    )
    words = [f"{count} {word}" for count, word in counts if count]
    if not (tally.running or tally.queued or tally.stalled):
        words.insert(0, IDLE)
    if (left := _seconds_left(tally, now)) is not None:
        words.append(f"~{seconds_text(left)}")
    if is_offline:
        words.append("offline")
    return " ".join(words)


def _put(out: TextIO, tally: Tally, now: datetime, trouble: str, *, is_json: bool) -> None:
    if is_json:
        put_json(out, _json(tally, now, trouble))
    else:
        put_line(out, line_of(tally, now, is_offline=bool(trouble)))


def _json(tally: Tally, now: datetime, trouble: str) -> Json:
    return {
        "running": tally.running,
        "queued": tally.queued,
        "failed": tally.failed,
        "stalled": tally.stalled,
        "alarms": tally.alarms,
        "done": tally.done,
        "repos": tally.repos,
        "next_end_seconds": _seconds_left(tally, now),
        "age_seconds": round(max((now - tally.at).total_seconds(), 0.0), 1),
        "trouble": trouble or None,
    }


def _seconds_left(tally: Tally, now: datetime) -> float | None:
    if tally.next_end_seconds is None:
        return None
    return round(max(tally.next_end_seconds - (now - tally.at).total_seconds(), 0.0), 1)
