"""A night of bakes: what runs, waits, stalls, failed and is done, of several targets in two repositories."""

from __future__ import annotations

from math import exp

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.names import Phase, RepoName
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_seen, a_state, a_tree, after
from tests.ui.look.scenes import Scene

OTHER = RepoName("support_agent")


def _learned(*targets: str) -> dict[str, object]:
    return {"datasets": [{"target": target, "weight": 1.0} for target in targets]}


def _bake(name: str, percent: float, loss: float, target: str = "wise") -> Job:
    figures = LossSummary(loss, None, loss, 2e-6)
    return a_job(name, progress_percent=percent, loss=figures, config=_learned(target))


JOBS = (
    _bake("coder_v7", 46.0, 1.4e-7),
    _bake("coder_v7b", 22.0, 5.2e-7),
    _bake("wise_3", 19.0, 3.1e-6, "calm"),
    a_job("coder_v8", JobStatus.PENDING, config=_learned("wise", "calm")),
    a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=100),
    a_job("wise", JobStatus.COMPLETE, phase=Phase.ROLLOUT, lines=1900),
    a_job("calm", phase=Phase.ROLLOUT, lines=412, total_expected=1900),
    a_job("wise_2", JobStatus.FAILED, error="CUDA out of memory. Tried to allocate 2.50 GiB.", config=_learned("calm")),
    a_job("tone_v1", JobStatus.COMPLETE, repo=OTHER, loss=LossSummary(2.2e-7, 2.2e-7, 2.0e-7, 1e-6)),
)


def night() -> AppState:
    """All of that, seen two seconds ago; one stands still, one is watched."""
    bakes = {job.key.name: job.status for job in JOBS if job.key.phase is Phase.BAKE and job.key.repo == REPO}
    state = a_state(a_tree(bakes), JOBS)
    log = series_of_rows(
        {"iter": step, "loss": 1.3e-7 + 1.6e-6 * exp(-step / 40), "step_time": 8.7} for step in range(1, 169)
    )
    still = Alarm(a_key("wise_3"), Rule.STALLED, "no new step for 9m (median 8.8 s)", 540.0)
    jobs = {
        **state.jobs,
        a_key("wise_3"): replace(state.jobs[a_key("wise_3")], changed_at=after(-540), alarms=(still,)),
        a_key("wise_2"): a_seen(JOBS[7], after(-7200)),
        a_key("tone_v1", repo=OTHER): a_seen(JOBS[8], after(-86_400 * 2)),
    }
    return replace(
        state,
        jobs=jobs,
        opened={REPO: 1, OTHER: 2},
        metrics={a_key("coder_v7"): Ready(log, NOW)},
        watched=frozenset({a_key("coder_v7")}),
    )


def fewer() -> AppState:
    """The same after what is done was dismissed."""
    return replace(night(), dismissed={a_key("wise", Phase.STIM): None, a_key("wise", Phase.ROLLOUT): None})


SCENES = {
    "monitor": Scene(night, ("3", "z")),
    "monitor-sorted": Scene(night, ("3", "z", "s", "l")),
    "monitor-pipelines": Scene(night, ("3", "z", "t", "t")),
    "monitor-repos-folded": Scene(night, ("3", "z", "t", "underscore")),
    "monitor-dismissed": Scene(fewer, ("3", "z")),
    "monitor-sort": Scene(night, ("3", "z", "s")),
    "monitor-columns": Scene(night, ("3", "z", "vertical_line")),
    "monitor-paused": Scene(night, ("3", "z", "P")),
}
