"""Jobs put together in blocks: those of a repository, or the stim, rollout and bakes of one target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.monitor.arrangement import GroupBy
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.recipe import Dataset

STAGES = (Phase.STIM, Phase.ROLLOUT, Phase.BAKE)


class BlockKey(NamedTuple):
    """What a block is of: a repository, a target in one (`is_target`), or a bake whose targets are not known."""

    repo: RepoName
    name: str = ""
    is_target: bool = False


DatasetsOf = Callable[[JobKey], Sequence[Dataset]]
"""The targets a bake learns from, with their shares; none where they are not known."""


def blocks_of(keys: Iterable[JobKey], group: GroupBy, datasets_of: DatasetsOf) -> Mapping[BlockKey, tuple[JobKey, ...]]:
    """The jobs by their blocks, the blocks in the order of their first jobs.

    A repository's jobs stay in the order they have; in a pipeline stim comes before rollout before bakes.
    """
    found: dict[BlockKey, list[JobKey]] = {}
    for key in keys:
        found.setdefault(_block_of(key, group, datasets_of), []).append(key)
    if group is GroupBy.PIPELINE:
        for jobs in found.values():
            jobs.sort(key=lambda key: STAGES.index(key.phase))
    return {block: tuple(jobs) for block, jobs in found.items()}


def _block_of(key: JobKey, group: GroupBy, datasets_of: DatasetsOf) -> BlockKey:
    if group is not GroupBy.PIPELINE:
        return BlockKey(key.repo)
    if key.phase is not Phase.BAKE:
        return BlockKey(key.repo, key.name, is_target=True)
    learned = datasets_of(key)
    if not learned:
        return BlockKey(key.repo, key.name)
    # A bake of several targets stands with the one it learns most from, the first named of equals.
    return BlockKey(key.repo, max(learned, key=lambda dataset: dataset.share).target, is_target=True)
