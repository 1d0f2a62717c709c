"""The rules of a bake's preflight: its training data, where it starts from, what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.preflight.estimates import (
    Estimate,
    effective_batch,
    epochs_of,
    span_of,
    steps_expected,
    tokens_expected,
)
from breadtui.domain.preflight.evidence import Evidence
from breadtui.domain.preflight.findings import Finding, Preflight, bad, doubtful, good, refused
from breadtui.domain.preflight.models import model_finding
from breadtui.domain.preflight.rules import common_findings, rollout_rows

NAMES_TOLD = 4
DEFAULT_MAX_LENGTH = 3000
"""Tokens; longer rows are dropped. Source: the API contract, bakes, `data.max_length`, and lineage."""


class Entry(NamedTuple):
    """One entry of a bake's datasets; `weight` is None where it is no number."""

    target: str
    weight: float | None


def entries_of(config: JsonObject) -> tuple[Entry, ...]:
    """The datasets of a bake, those that name a target."""
    listed = config.get("datasets")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        return ()
    return tuple(
        Entry(name, _weight(one.get("weight", 1.0)))
        for one in listed
        if isinstance(one, Mapping) and isinstance(name := one.get("target"), str) and name
    )


def bake_preflight(evidence: Evidence) -> Preflight:
    """Whether a bake should be started."""
    key, job = evidence.key, evidence.job
    findings = list(common_findings(evidence))
    if job is None:
        return Preflight(key, tuple(findings))
    config, entries = job.config, entries_of(job.config)
    findings += _data_findings(key.repo, entries, evidence)
    findings += _weight_findings(entries)
    findings += _parent_findings(config, entries, evidence)
    findings += _setting_findings(config, entries, evidence)
    rows = rows_of_bake(key.repo, config, entries, evidence)
    steps = steps_expected(config, rows)
    span, runs = span_of(evidence.past, steps)
    samples = [count for entry in entries for count in evidence.tokens.get(entry.target, ())]
    tokens = tokens_expected(samples, rows)
    estimate = Estimate(rows, steps, epochs_of(config), effective_batch(config), tokens, span, runs)
    return Preflight(key, tuple(findings), estimate)


def rows_of_bake(repo: RepoName, config: JsonObject, entries: Sequence[Entry], evidence: Evidence) -> int | None:
    """The trajectories it trains on: as the service counted them, else the rows of its rollouts."""
    counted = config.get("total_trajectories")
    if isinstance(counted, int) and not isinstance(counted, bool) and counted > 0:
        return counted
    return _rows_there(repo, entries, evidence)


def _rows_there(repo: RepoName, entries: Sequence[Entry], evidence: Evidence) -> int | None:
    """The rows of the rollouts, those that are to be written by then as many as their targets say."""
    counts = [_rows_of(repo, entry, evidence) for entry in entries]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(entries) else None


def _rows_of(repo: RepoName, entry: Entry, evidence: Evidence) -> int | None:
    key = JobKey(repo, Phase.ROLLOUT, entry.target)
    if key in evidence.jobs:
        job = evidence.jobs[key]
        return None if job is None else job.lines
    config = evidence.targets.get(entry.target)
    return None if config is None else rollout_rows(config, None)


def _data_findings(repo: RepoName, entries: Sequence[Entry], evidence: Evidence) -> Iterator[Finding]:
    if not entries:
        yield refused("no datasets: there is nothing to learn from")
        return
    ready: list[str] = []
    for entry in entries:
        key = JobKey(repo, Phase.ROLLOUT, entry.target)
        if evidence.targets.get(entry.target, {}) is None:
            yield refused(f"target {entry.target} does not exist")
        elif key in evidence.jobs and (problem := _unready(entry.target, evidence.jobs[key])) is not None:
            yield problem
        elif key in evidence.jobs:
            ready.append(entry.target)
    if ready:
        rows = _rows_there(repo, [entry for entry in entries if entry.target in set(ready)], evidence)
        count = f", {rows:,} rows" if rows is not None else ""
        yield good(f"rollout complete of {_listed(ready)}{count}")
    if len({entry.target for entry in entries}) < len(entries):
        yield doubtful("a target is named twice")


def _unready(target: str, rollout: Job | None) -> Finding | None:
    if rollout is None or rollout.status is JobStatus.NOT_STARTED:
        return refused(f"rollout of {target} has not begun")
    if rollout.status is JobStatus.FAILED:
        return refused(f"rollout of {target} failed")
    if rollout.status is not JobStatus.COMPLETE:
        percent = progress_percent_of(rollout)
        return refused(f"rollout of {target} still runs{f', {percent:.0f}%' if percent is not None else ''}")
    return bad(f"rollout of {target} is complete, but has no rows") if rollout.lines == 0 else None


def _weight_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    if not entries:
        return
    for entry in entries:
        if entry.weight is None or not isfinite(entry.weight) or entry.weight < 0:
            yield bad(f"the weight of {entry.target} is no share of anything")
        elif entry.weight == 0:
            yield doubtful(f"the weight of {entry.target} is 0: nothing is learned from it")
    weights = [entry.weight for entry in entries if entry.weight is not None and entry.weight > 0]
    total = sum(weights)
    if not total:
        yield bad("all weights are 0")
    elif len(entries) > 1 and len(entries) <= NAMES_TOLD:
        shares = (f"{entry.target} {100 * (entry.weight or 0) / total:.0f}%" for entry in entries)
        yield good(f"shares {', '.join(shares)}")


def _parent_findings(config: JsonObject, entries: Sequence[Entry], evidence: Evidence) -> Iterator[Finding]:
    model = config.get("model")
    named = model.get("parent_model_name") if isinstance(model, Mapping) else None
    parent = named if isinstance(named, str) and named else evidence.models.base_model
    if isinstance(named, str) and named:
        yield model_finding(named, evidence.models, "starts from")
    elif parent:
        yield good(f"starts from {parent}, the repository's base model")
    for entry in entries:
        target = evidence.targets.get(entry.target) or {}
        answered = target.get("model_name")
        if parent and isinstance(answered, str) and answered and answered != parent:
            yield doubtful(f"{entry.target} was answered by {answered}, but the bake starts from {parent}")


def _setting_findings(config: JsonObject, entries: Sequence[Entry], evidence: Evidence) -> Iterator[Finding]:
    scheduler = config.get("scheduler")
    if isinstance(scheduler, Mapping) and scheduler.get("lr") is not None:
        yield doubtful("scheduler.lr is set, which the service calls an error; optimizer.learning_rate is meant")
    counted, there = config.get("total_trajectories"), _rows_there(evidence.key.repo, entries, evidence)
    if isinstance(counted, int) and there is not None and counted != there:
        yield doubtful(
            f"the bake counted {counted:,} rows when it was made, its rollouts come to {there:,}: "
            "a bake made anew would train on these"
        )
    yield from _length_findings(config, entries, evidence)


def _length_findings(config: JsonObject, entries: Sequence[Entry], evidence: Evidence) -> Iterator[Finding]:
    settings = config.get("data")
    given = settings.get("max_length") if isinstance(settings, Mapping) else None
    most = given if isinstance(given, int) and given > 0 else DEFAULT_MAX_LENGTH
    counts = [count for entry in entries for count in evidence.tokens.get(entry.target, ())]
    long = sum(count > most for count in counts)
    if long:
        yield doubtful(
            f"{long} of {len(counts)} rows looked at exceed data.max_length ({most:,} tokens) and may be dropped"
        )


def _listed(names: Sequence[str]) -> str:
    told = ", ".join(names[:NAMES_TOLD])
    more = len(names) - NAMES_TOLD
    return f"{told} and {more} more" if more > 0 else told


def _weight(value: Json) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
