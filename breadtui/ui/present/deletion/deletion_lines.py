"""The sentences of a question before a target or a bake is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.bulk import Thing, kind_of
from breadtui.domain.deletion.dependants import Dependants, dependants_of, together
from breadtui.domain.descent.dependencies import BAKE, TARGET, Part
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.graph_slice import GraphWalks, closed_count, graph_slice, part_of, unread_count

NAMES_SHOWN = 4
NOTHING = "Nothing seen so far depends on it."
FINAL = "There is no way back: it can be made again, but not brought back."


def deletion_lines(state: AppState, keys: Sequence[Thing]) -> list[str]:
    """What is lost, what runs, what depends on these, and what is not known of that."""
    going = {part for key in keys if (part := part_of(key)) is not None}
    walks = GraphWalks()
    found = together(dependants_of(walks.used(graph_slice(state, key)), going) for key in keys)
    home = keys[0].repo
    lost = _lost(state, keys)
    return [
        *lost,
        *_running(state, keys),
        *(dependant_lines(found, home, keys) or [NOTHING]),
        *_unknown(state, keys),
        *([FINAL] if lost else []),
    ]


def dependant_lines(found: Dependants, home: RepoName, keys: Sequence[Thing]) -> list[str]:
    """Who depends on it in sentences, names with their repository where that is another than `home`."""
    kinds = {kind_of(key) for key in keys}
    learning = "train on it" if kinds == {TARGET} else "start from it" if kinds == {BAKE} else "depend on them"
    lines = [f"Bakes that {learning}: {_named(found.bakes, home)}."] if found.bakes else []
    if found.targets:
        answered = "answered by its model" if kinds == {BAKE} else "that depend on them"
        lines.append(f"Targets {answered}: {_named(found.targets, home)}.")
    if found.further:
        lines.append(f"Further down the line: {_named(found.further, home)}.")
    if found.bakes or found.further:
        lines.append("Those bakes keep their weights, but making them again needs what is deleted here.")
    return lines


def _lost(state: AppState, keys: Sequence[Thing]) -> list[str]:
    rows = sum(_rows_of(state, key) for key in keys if isinstance(key, TargetKey))
    models = [model for key in keys if isinstance(key, JobKey) for model in _models_of(state, key)]
    lines = [f"{rows} rows of questions and answers are lost."] if rows else []
    if models:
        noun = "checkpoint is" if len(models) == 1 else "checkpoints are"
        lines.append(f"{len(models)} {noun} lost; nothing answers as {models[0]} any more.")
    return lines


def _rows_of(state: AppState, key: TargetKey) -> int:
    seen = (state.jobs.get(JobKey(key.repo, phase, key.name)) for phase in (Phase.STIM, Phase.ROLLOUT))
    return sum(one.job.lines or 0 for one in seen if one is not None)


def _models_of(state: AppState, key: JobKey) -> tuple[str, ...]:
    seen = state.jobs.get(key)
    return seen.job.model_names if seen is not None else ()


def _running(state: AppState, keys: Sequence[Thing]) -> list[str]:
    active = [job for key in keys for job in _jobs_of(key) if (seen := state.jobs.get(job)) and seen.job.is_active]
    return [f"The {job.phase} of {job.name} runs: the service will refuse to delete it now." for job in active]


def _jobs_of(key: Thing) -> tuple[JobKey, ...]:
    match key:
        case JobKey():
            return (key,)
        case TargetKey(repo, name):
            return JobKey(repo, Phase.STIM, name), JobKey(repo, Phase.ROLLOUT, name)
        case PromptKey():
            return ()


def _unknown(state: AppState, keys: Sequence[Thing]) -> list[str]:
    facts = graph_slice(state, keys[0])
    unread, closed = unread_count(facts, keys[0].repo), closed_count(facts)
    lines = []
    if unread and any(isinstance(key, JobKey) for key in keys):
        lines.append(f"{unread} of the repository's targets could not be read: they may depend on it too.")
    if closed and any(isinstance(key, JobKey) for key in keys):
        lines.append(f"{closed} {'repository is' if closed == 1 else 'repositories are'} not open: not known there.")
    return lines


def _named(parts: Sequence[Part], home: RepoName) -> str:
    names = [part.name if part.repo == home else f"{part.repo}/{part.name}" for part in parts]
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
