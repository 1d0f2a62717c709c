"""The facts at the end of a journal that was written out: what panes are told of repositories nobody can ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.happenings import Happening, Thing, What
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.domain.sightings import JobSighting
from breadtui.domain.travel import job_then
from breadtui.store.remote import Ready
from breadtui.store.state import AppState, RepoContents, SeenJob


def state_replayed(
    jobs: Iterable[JobSighting], events: Iterable[Happening], prompts: Iterable[PromptKey], at: datetime
) -> AppState:
    """Every repository opened, as all was last seen; who descends from whom no journal keeps.

    `jobs` and `events` are given oldest first.
    """
    last = {seen.key: seen for seen in jobs}
    gone = _gone(events)
    seen_jobs = {
        key: SeenJob(job_then(seen, None), seen.seen_at, seen.seen_at, run_id=seen.run_id)
        for key, seen in last.items()
        if key not in gone
    }
    texts = [key for key in prompts if key not in gone]
    repos = dict.fromkeys([*(key.repo for key in last), *(key.repo for key in texts)])
    trees = {repo: _tree(repo, seen_jobs) for repo in repos}
    return AppState(
        repos=Ready(tuple(Repo(repo, "") for repo in repos), at),
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


def _tree(repo: RepoName, jobs: Mapping[JobKey, SeenJob]) -> RepoTree:
    bakes = {
        BakeName(key.name): TreeBake(BakeName(key.name), seen.job.status, seen.job.status_text)
        for key, seen in jobs.items()
        if key.repo == repo and key.phase is Phase.BAKE
    }
    return RepoTree(repo, "", bakes)


def _contents(repo: RepoName, jobs: Mapping[JobKey, SeenJob], prompts: Iterable[PromptKey]) -> RepoContents:
    targets = dict.fromkeys(
        TargetKey(repo, TargetName(key.name)) for key in jobs if key.repo == repo and key.phase is not Phase.BAKE
    )
    names = dict.fromkeys(key.name for key in prompts if key.repo == repo)
    return RepoContents(tuple(names), tuple(key.name for key in targets))
