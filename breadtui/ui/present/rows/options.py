"""Whose rows may be meant where a bake is chosen: one line a target."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.domain.names import JobKey, Phase
from breadtui.domain.recipe import datasets_of
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.details import DetailSlice, config_of, is_bake

MOST_DIGITS = 9
LONGEST_NAME_CELLS = 40


class RowsOption(NamedTuple):
    """The rows of one target; `letter` is empty beyond the ninth, `label` is raw."""

    letter: str
    label: str
    key: JobKey


def rows_options(facts: DetailSlice, state: AppState) -> tuple[RowsOption, ...]:
    """The furthest rows of each target that the chosen bake learns from, in the order of its configuration."""
    if not isinstance(facts.chosen, JobKey) or not is_bake(facts.chosen):
        return ()
    names = list(dict.fromkeys(str(dataset.target) for dataset in datasets_of(config_of(facts))))
    keys = [furthest_rows(JobKey(facts.chosen.repo, Phase.STIM, name), state) for name in names]
    cells = min(max(map(len, names), default=0), LONGEST_NAME_CELLS)
    return tuple(
        RowsOption(str(number) if number <= MOST_DIGITS else " ", f"{key.name:<{cells}}  {_said(key, state)}", key)
        for number, key in enumerate(keys, 1)
    )


def furthest_rows(stim: JobKey, state: AppState) -> JobKey:
    """The answers of a target where there are any, else its questions."""
    rollout = JobKey(stim.repo, Phase.ROLLOUT, stim.name)
    seen = state.jobs.get(rollout)
    return rollout if seen is not None and seen.job.lines else stim


def _said(key: JobKey, state: AppState) -> str:
    seen = state.jobs.get(key)
    lines = None if seen is None else seen.job.lines
    if not lines:
        return "no rows seen yet"
    what = "answers" if key.phase is Phase.ROLLOUT else "questions"
    return f"{lines:,} {what}"
