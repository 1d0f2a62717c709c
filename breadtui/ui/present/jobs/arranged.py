"""The rows of the monitor in the order and the blocks a person wants."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from breadtui.domain.jobs import JobStatus, progress_percent_of
from breadtui.domain.monitor.arrangement import GroupBy, SortBy
from breadtui.domain.monitor.blocks import BlockKey, blocks_of
from breadtui.domain.monitor.ordering import Figure
from breadtui.domain.names import BakeName, JobKey
from breadtui.domain.recipe import Dataset, datasets_of
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.etas import eta_of_seen
from breadtui.store.views.subjects import loss_of
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.values import dataclass

RowKey: TypeAlias = JobKey | BlockKey
"""A job's row, or the heading of a block."""

_RANKS: Mapping[JobStatus, float] = {JobStatus.FAILED: 1.0, JobStatus.COMPLETE: 2.0}


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows from the top, and which jobs each block holds, folded or not."""

    rows: Sequence[RowKey] = ()
    blocks: Mapping[BlockKey, tuple[JobKey, ...]] = {}


def in_blocks(facts: JobsSlice, keys: Sequence[JobKey], group: GroupBy, folded: Collection[BlockKey] = ()) -> Arranged:
    """The jobs below the headings of their blocks, but for those of folded ones."""
    if group is GroupBy.NOTHING:
        return Arranged(keys)
    blocks = blocks_of(keys, group, lambda key: _learned(facts, key))
    rows: list[RowKey] = []
    for block, jobs in blocks.items():
        rows += [block] if block in folded else [block, *jobs]
    return Arranged(rows, blocks)


def state_rank(seen: SeenJob) -> float:
    """Where a job stands in the order by state: active, then failed, then done."""
    return _RANKS.get(seen.job.status, 0.0)


def figures_of(facts: JobsSlice, sort: SortBy, now: datetime) -> Callable[[JobKey], Figure]:
    """What each job is ordered by."""

    def eta(key: JobKey) -> Figure:
        found = eta_of_seen(facts.jobs[key], value_of(facts.metrics.get(key, NOT_ASKED)), facts.past)
        return None if found is None else found.after(now).middle_seconds

    figures: Mapping[SortBy, Callable[[JobKey], Figure]] = {
        SortBy.STATE: lambda key: state_rank(facts.jobs[key]),
        SortBy.NAME: lambda key: (key.name.casefold(), key.name),
        SortBy.PROGRESS: lambda key: progress_percent_of(facts.jobs[key].job),
        SortBy.LOSS: lambda key: loss_of(facts.jobs[key].job, "loss"),
        SortBy.ETA: eta,
        SortBy.CHANGED: lambda key: (now - facts.jobs[key].changed_at).total_seconds(),
        SortBy.REPO: lambda key: (key.repo.casefold(), key.repo),
    }
    return figures[sort]


def _learned(facts: JobsSlice, key: JobKey) -> Sequence[Dataset]:
    """The targets of a bake, by its own answer or by what the tree says."""
    config = facts.jobs[key].job.config
    if not config and (lineage := facts.filtered_by.lineages.get(key.repo)) is not None:
        descent = lineage.descents.get(BakeName(key.name))
        config = descent.bake.config if descent is not None and descent.bake is not None else {}
    return datasets_of(config)
