"""All that is known of a bake as a page of Markdown, asked for piece by piece."""

from __future__ import annotations

from breadtui.commands.outcome.looks import answers_of
from breadtui.domain.descent.forest import BakePlace, Forest
from breadtui.domain.descent.lineage import Lineage, lineage_of
from breadtui.domain.jobs import Job
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.recipe import datasets_of
from breadtui.export.pages.bake import bake_markdown, bake_report
from breadtui.store.ports.service import BreadApi

MOST_REPOS = 16
"""A descent that passes through more repositories is not followed to its end."""


async def bake_page(api: BreadApi, bake: Job) -> str:
    """The page; what cannot be had besides the bake itself is left out. Raises: Unauthorized."""
    repo = bake.key.repo
    lineages = await _lineages(api, BakePlace(repo, BakeName(bake.key.name)))
    keys = [
        JobKey(repo, phase, dataset.target)
        for dataset in datasets_of(bake.config)
        for phase in (Phase.STIM, Phase.ROLLOUT)
    ]
    return bake_markdown(bake_report(bake, lineages, await answers_of(api.job, keys)))


async def _lineages(api: BreadApi, place: BakePlace) -> dict[RepoName, Lineage]:
    """The lineage of a bake's repository, and of those that its descent passes through."""
    lineages: dict[RepoName, Lineage] = {}
    repo = place.repo
    while repo not in lineages and "/" not in repo and len(lineages) < MOST_REPOS:
        trees = await answers_of(api.tree, [repo])
        if repo not in trees:
            break
        lineages = {**lineages, repo: lineage_of(trees[repo])}
        repo = (place, *Forest(lineages).ancestors(place))[-1].repo
    return lineages
