"""The facts as they were at an earlier moment, put together for the same panes that show those of now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.doctor.examine import WHILE_RUNNING
from breadtui.domain.estimates import Progress
from breadtui.domain.happenings import Thing
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.domain.travel import Alarms, Moment, job_then, presence_of, series_then
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, last_ready
from breadtui.store.facts.state import AppState, Online, RepoContents, SeenJob
from breadtui.values import replace


class TravelView:
    """What panes are shown while a person looks at an earlier moment; what they choose and mark stays theirs.

    States, names, descent, logs and texts are of that moment, as far as somebody saw them; what no journal keeps
    (drafts of now, plans, targets' settings that may have changed), and how long runs took that ended later, is left
    out rather than told of the wrong time.
    """

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self._live = AppState()
        self._shown: AppState | None = None

    def of(self, live: AppState) -> AppState:
        """The facts of then; the same parts while those of now, by which they are told, stay the same."""
        shown = self._shown
        if shown is None or _moved(self._live, live):
            shown = _state_then(live, self.moment)
        self._live = live
        self._shown = shown = replace(
            shown,
            chosen=live.chosen,
            checkpoint=live.checkpoint,
            marked=live.marked,
            labels=live.labels,
            tags=live.tags,
            opened=live.opened,
            calls=live.calls,
        )
        return shown


def _moved(before: AppState, now: AppState) -> bool:
    """Something by which the earlier moment is told is another."""
    parts = ((before.trees, now.trees), (before.contents, now.contents), (before.metrics, now.metrics))
    return any(one is not other for one, other in (*parts, (before.repos, now.repos), (before.opened, now.opened)))


def _state_then(live: AppState, moment: Moment) -> AppState:
    presence = presence_of(moment.later)
    jobs = {
        key: _seen_then(
            seen_then.seen_at,
            job_then(seen_then, live.jobs[key].job if key in live.jobs else None),
            live.mutes.applied(moment.alarms.get(key, ())),
            moment.courses.get(key, ()),
        )
        for key, seen_then in moment.jobs.items()
        if key.repo in live.opened and key not in presence.came_later
    }
    trees = {repo: _tree_then(repo, tree, jobs, presence.came_later) for repo, tree in live.trees.items()}
    texts = {key: Ready(text, moment.at) for key, text in moment.texts.items() if text is not None}
    prompts: Mapping[PromptKey, Remote[Prompt]] = texts
    return replace(
        AppState(),
        generation=live.generation,
        repos=live.repos,
        opened=live.opened,
        trees=trees,
        lineages={repo: lineage_of(ready.value) for repo, tree in trees.items() if (ready := last_ready(tree))},
        contents={
            repo: _contents_then(repo, contents, presence.came_later, presence.gone_since)
            for repo, contents in live.contents.items()
        },
        jobs=jobs,
        metrics=_metrics_then(live, jobs),
        prompts=prompts,
        link=Online(),
        mutes=live.mutes,
        watched=live.watched,
    )


def _seen_then(at: datetime, job: Job, alarms: Alarms, course: tuple[Progress, ...]) -> SeenJob:
    is_running = job.status is JobStatus.RUNNING
    told = tuple(alarm for alarm in alarms if is_running or alarm.rule not in WHILE_RUNNING)
    return SeenJob(job, at, at, run_id=job.job_id, course=course, alarms=told)


def _tree_then(
    repo: RepoName, tree: Remote[RepoTree], jobs: Mapping[JobKey, SeenJob], came_later: frozenset[Thing]
) -> Remote[RepoTree]:
    """The tree of now without what came later, each bake as it was then; bakes deleted since stand without parents."""
    ready = last_ready(tree)
    if ready is None:
        return NOT_ASKED
    bakes = {
        name: _bake_then(bake, jobs.get(JobKey(repo, Phase.BAKE, name)))
        for name, bake in ready.value.bakes.items()
        if JobKey(repo, Phase.BAKE, name) not in came_later
    }
    for key, seen in jobs.items():
        if key.repo == repo and key.phase is Phase.BAKE and key.name not in bakes:
            name = BakeName(key.name)
            bakes[name] = TreeBake(name, seen.job.status, seen.job.status_text)
    edges = tuple(edge for edge in ready.value.edges if edge[0] in bakes)
    return Ready(RepoTree(repo, ready.value.base_model, bakes, edges), ready.at)


def _bake_then(bake: TreeBake, seen: SeenJob | None) -> TreeBake:
    if seen is None:
        return replace(bake, status=JobStatus.UNKNOWN, status_text="not seen", model_names=(), checkpoints=())
    if seen.job.status is JobStatus.COMPLETE:
        return bake
    return replace(bake, status=seen.job.status, status_text=seen.job.status_text, model_names=(), checkpoints=())


def _contents_then(
    repo: RepoName, contents: Remote[RepoContents], came: frozenset[Thing], gone: frozenset[Thing]
) -> Remote[RepoContents]:
    ready = last_ready(contents)
    if ready is None:
        return NOT_ASKED
    prompts = [name for name in ready.value.prompts if PromptKey(repo, name) not in came]
    prompts += [PromptName(one.name) for one in gone if isinstance(one, PromptKey) and one.repo == repo]
    targets = [name for name in ready.value.targets if TargetKey(repo, name) not in came]
    targets += [TargetName(one.name) for one in gone if isinstance(one, TargetKey) and one.repo == repo]
    return Ready(RepoContents(tuple(dict.fromkeys(prompts)), tuple(dict.fromkeys(targets))), ready.at)


def _metrics_then(live: AppState, jobs: Mapping[JobKey, SeenJob]) -> Mapping[JobKey, Remote[MetricSeries]]:
    found: dict[JobKey, Remote[MetricSeries]] = {}
    for key, remote in live.metrics.items():
        ready, then, now = last_ready(remote), jobs.get(key), live.jobs.get(key)
        if ready is not None and then is not None and now is not None:
            series = series_then(ready.value, then.job, now.job)
            if series is not None:
                found[key] = Ready(series, then.seen_at)
    return found
