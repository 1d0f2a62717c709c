"""All that is known of a bake as a page of Markdown, asked for piece by piece."""

from __future__ import annotations

from breadtui.commands.looks import answers_of
from breadtui.domain.jobs import Job
from breadtui.domain.lineage import lineage_of
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.recipe import datasets_of
from breadtui.export.bake_markdown import bake_markdown, bake_report
from breadtui.store.ports import BreadApi


async def bake_page(api: BreadApi, bake: Job) -> str:
    """The page; what cannot be had besides the bake itself is left out. Raises: Unauthorized."""
    repo = bake.key.repo
    trees = await answers_of(api.tree, [repo])
    lineage = lineage_of(trees[repo]) if repo in trees else None
    keys = [
        JobKey(repo, phase, dataset.target)
        for dataset in datasets_of(bake.config)
        for phase in (Phase.STIM, Phase.ROLLOUT)
    ]
    return bake_markdown(bake_report(bake, lineage, await answers_of(api.job, keys)))
