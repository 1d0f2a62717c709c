"""What of the state a board of bakes is made of: which bakes are meant, their series, and what of them is missing."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.board.entries import FEWEST, MOST, Entry, Standing
from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.domain.recipe import datasets_of
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.views.base_models import base_model_in
from breadtui.store.views.comparable import (
    Compared,
    NotComparable,
    absent_words,
    config_of,
    named,
    note_of,
    parent_of,
    parentless_words,
    slice_of,
)

HOW = "c on a bake adds it to the set, space marks"


def set_of(state: AppState) -> tuple[JobKey, ...]:
    """The bakes that are set aside for comparison: those that are marked, in the order of marking."""
    return tuple(what for what in state.marked if isinstance(what, JobKey) and what.phase is Phase.BAKE)


def bakes_meant(state: AppState, paths: Sequence[str] = ()) -> tuple[JobKey, ...]:
    """The bakes to compare: those named, else those set aside, else the chosen one after its parent.

    One alone is compared with its parent. Raises: NotComparable with what to do.
    """
    keys = tuple(dict.fromkeys(bake_named(state, path) for path in paths)) or set_of(state)
    if not keys and isinstance(chosen := state.chosen, JobKey) and chosen.phase is Phase.BAKE:
        keys = (chosen,)
    if not keys:
        raise NotComparable(f"choose a bake to compare: {HOW}")
    if len(keys) == 1:
        parent = parent_of(state, keys[0]).what
        assert isinstance(parent, JobKey)  # noqa: S101 - a bake's parent is a bake
        keys = (parent, *keys)
    if not FEWEST <= len(keys) <= MOST:
        raise NotComparable(f"{len(keys)} bakes are set aside, and {MOST} can be told apart: unmark some with space")
    return keys


def descent_meant(state: AppState) -> tuple[JobKey, ...]:
    """The chosen bake after its ancestors, the eldest first; of a long line of descent the nearest.

    Raises: NotComparable where it has none, or where no bake is chosen.
    """
    chosen = state.chosen
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
        raise NotComparable("choose a bake to join its line of descent")
    places = forest_of(state.lineages).ancestors(BakePlace(chosen.repo, BakeName(chosen.name)))
    if not places:
        raise NotComparable(parentless_words(state, chosen))
    elders = (JobKey(place.repo, Phase.BAKE, place.bake) for place in reversed(places[: MOST - 1]))
    return (*elders, chosen)


def bake_named(state: AppState, path: str) -> JobKey:
    """The bake that `repo/name` means. Raises: NotComparable for a target or a prompt, and for a path that is none."""
    one = named(state, path)
    if not isinstance(one.what, JobKey):
        raise NotComparable(f"{path} is a {one.kind}: bakes are compared here, :diff compares the others")
    return one.what


def compared_of(keys: Sequence[JobKey]) -> tuple[Compared, ...]:
    """The bakes as the commands that read both sides of a difference take them."""
    return tuple(Compared(key) for key in keys)


def entries_of(state: AppState, keys: Sequence[JobKey]) -> tuple[Entry, ...]:
    """The bakes as a board shows them, as far as they are known."""
    forest = forest_of(state.lineages)
    return tuple(_entry(state, forest, key) for key in keys)


def board_slice(state: AppState, keys: Sequence[JobKey]) -> tuple[object, ...]:
    """The parts of the state that the board is made of, for telling whether any changed."""
    return (*slice_of(state, compared_of(keys)), state.repos)


def base_models_of(state: AppState, keys: Sequence[JobKey]) -> tuple[str, ...]:
    """The base model that each bake's repository fixes; empty where it is not known."""
    return tuple(base_model_in(state, key.repo) for key in keys)


def rollouts_of(state: AppState, bake: JobKey) -> tuple[JobKey, ...]:
    """The rollouts whose answers a bake is taught, as far as its configuration is known."""
    targets = dict.fromkeys(dataset.target for dataset in datasets_of(config_of(state, bake) or {}))
    return tuple(JobKey(bake.repo, Phase.ROLLOUT, target) for target in targets)


def steps_before(state: AppState, forest: Forest, bake: JobKey) -> int:
    """The steps that a bake's ancestors trained, each up to the checkpoint from which the next one started.

    Where a configuration does not say from which, the ancestor counts with all steps that are known of it.
    """
    count, place = 0, BakePlace(bake.repo, BakeName(bake.name))
    while (parent := forest.parent_of(place)) is not None:
        step = forest.started_checkpoint(place)
        count += step if step is not None else _last_step(state, parent)
        place = parent
    return count


def _last_step(state: AppState, place: BakePlace) -> int:
    series = value_of(state.metrics.get(JobKey(place.repo, Phase.BAKE, place.bake), NOT_ASKED))
    return (series.last_step or 0) if series is not None else 0


def _entry(state: AppState, forest: Forest, key: JobKey) -> Entry:
    remote = state.metrics.get(key, NOT_ASKED)
    series, seen = value_of(remote), state.jobs.get(key)
    job = seen.job if seen is not None else None
    percent = None if job is None else 100.0 if job.status is JobStatus.COMPLETE else job.progress_percent
    before = steps_before(state, forest, key)
    note = note_of(remote) or ("" if series else absent_words(state, key) or "no metrics")
    return Entry(key, series, percent, before, note, None if seen is None else _standing(seen))


def _standing(seen: SeenJob) -> Standing:
    is_stalled = stalled_seconds(seen) is not None
    return Standing(seen.job.status, is_stalled, seen.is_gone, seen.job.error or "")
