"""The facts at the end of a journal that was written out: what panes are told of repositories nobody can ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.happenings import Happening, Thing, What
from breadtui.domain.jobs import Job
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.domain.sightings import JobSighting
from breadtui.domain.travel import job_then
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, RepoContents, SeenJob
from breadtui.values import replace

NO_TREES: Mapping[RepoName, RepoTree] = {}


def state_replayed(
    jobs: Iterable[JobSighting],
    events: Iterable[Happening],
    prompts: Iterable[PromptKey],
    at: datetime,
    known_trees: Mapping[RepoName, RepoTree] = NO_TREES,
) -> AppState:
    """Every repository opened, as all was last seen, with the lineage of the last trees that were known.

    `jobs` and `events` are given oldest first. Where a job was seen later than the tree, its own word holds.
    """
    last = {seen.key: seen for seen in jobs}
    gone = _gone(events)
    seen_jobs = {
        key: SeenJob(job_then(seen, _job_of(known_trees, key)), seen.seen_at, seen.seen_at, run_id=seen.run_id)
        for key, seen in last.items()
        if key not in gone
    }
    texts = [key for key in prompts if key not in gone]
    repos = dict.fromkeys([*(key.repo for key in last), *(key.repo for key in texts), *known_trees])
    repos = dict.fromkeys(repo for repo in repos if repo not in gone)
    trees = {repo: _tree(known_trees.get(repo) or RepoTree(repo, "", {}), seen_jobs, gone) for repo in repos}
    return AppState(
        repos=Ready(tuple(Repo(repo, tree.base_model) for repo, tree in trees.items()), at),
        opened=dict.fromkeys(repos, 0),
        trees={repo: Ready(tree, at) for repo, tree in trees.items()},
        lineages={repo: lineage_of(tree) for repo, tree in trees.items()},
        contents={repo: Ready(_contents(repo, seen_jobs, texts), at) for repo in repos},
        jobs=seen_jobs,
        chosen=next(iter(repos), None),
    )


def _gone(events: Iterable[Happening]) -> frozenset[Thing]:
    last: dict[Thing, What] = {}
    for one in events:
        if one.about is not None and one.what in {What.APPEARED, What.VANISHED}:
            last[one.about] = one.what
    return frozenset(thing for thing, what in last.items() if what is What.VANISHED)


def _tree(known: RepoTree, jobs: Mapping[JobKey, SeenJob], gone: frozenset[Thing]) -> RepoTree:
    """The bakes of the tree in its order, then those seen since."""
    repo = known.repo
    bakes = {name: bake for name, bake in known.bakes.items() if JobKey(repo, Phase.BAKE, name) not in gone}
    for key, seen in jobs.items():
        if key.repo == repo and key.phase is Phase.BAKE:
            name = BakeName(key.name)
            bake = bakes.get(name, TreeBake(name, seen.job.status))
            bakes[name] = replace(bake, status=seen.job.status, status_text=seen.job.status_text)
    return replace(known, bakes=bakes)


def _job_of(trees: Mapping[RepoName, RepoTree], key: JobKey) -> Job | None:
    """What a tree knows of a bake's models, which no sighting tells."""
    tree = trees.get(key.repo)
    bake = tree.bakes.get(BakeName(key.name)) if tree is not None and key.phase is Phase.BAKE else None
    if bake is None:
        return None
    return Job(key, bake.status, model_names=bake.model_names, config=bake.config)


def _contents(repo: RepoName, jobs: Mapping[JobKey, SeenJob], prompts: Iterable[PromptKey]) -> RepoContents:
    targets = dict.fromkeys(
        TargetKey(repo, TargetName(key.name)) for key in jobs if key.repo == repo and key.phase is not Phase.BAKE
    )
    names = dict.fromkeys(key.name for key in prompts if key.repo == repo)
    return RepoContents(tuple(names), tuple(key.name for key in targets))
