"""No rule is broken by any healthy bake of the demo, at any point of its way; the sick ones are found."""

from __future__ import annotations

from itertools import accumulate

import pytest

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.examine import log_alarms
from breadtui.domain.doctor.loss_rules import is_high
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.domain.doctor.runs import SICK, DemoRun, demo_runs, first_steps
from tests.domain.doctor.whole_runs import rules_found, whole_runs

SEEDS = (7, 8, 9)
MORE_SEEDS = range(10, 30)


def found(run: DemoRun, count: int) -> tuple[Rule, ...]:
    job = Job(JobKey(RepoName("r"), Phase.BAKE, run.name), JobStatus.RUNNING, config=run.config)
    return tuple(alarm.rule for alarm in log_alarms(job, first_steps(run.series, count)))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_healthy_bake_alarms_anybody_at_any_step(seed: int) -> None:
    healthy = [run for run in demo_runs(seed) if run.name not in SICK]
    assert len(healthy) > 30
    alarms = {
        (run.name, count): rules
        for run in healthy
        for count in range(1, len(run.series) + 1)
        if (rules := found(run, count))
    }
    assert alarms == {}


def test_nor_do_the_bakes_of_a_large_repository() -> None:
    healthy = [run for run in demo_runs(3, 60) if run.name.startswith("atlas") and run.ending == "complete"]
    assert len(healthy) > 40
    assert [run.name for run in healthy for count in range(1, len(run.series) + 1, 3) if found(run, count)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_of_a_healthy_bake_tells_a_loss_far_above_its_minimum(seed: int) -> None:
    for run in demo_runs(seed):
        if run.name not in SICK:
            losses = run.series.columns["loss"]
            lowest = accumulate(losses, min)
            assert not any(is_high(LossSummary(loss, None, low)) for loss, low in zip(losses, lowest, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bake_that_diverges_is_found_soon_and_for_good(seed: int) -> None:
    (hot,) = [run for run in demo_runs(seed) if run.name == "tone_hot"]
    diverged = [Rule.DIVERGED in found(hot, count) for count in range(1, len(hot.series) + 1)]
    first = diverged.index(True)
    assert 0.35 < (first + 1) / len(hot.series) < 0.52, "it climbs from 35 percent on"
    assert all(diverged[first + 20 :])


@pytest.mark.parametrize("seed", MORE_SEEDS)
def test_nor_does_any_other_made_up_world(seed: int) -> None:
    for run in demo_runs(seed):
        if run.name not in SICK:
            assert [count for count in range(1, len(run.series) + 1, 7) if found(run, count)] == [], run.name


@pytest.mark.parametrize("every_seconds", [5.0, 10.0, 30.0, 60.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_looks_at_whole_runs_find_the_two_sick_bakes_and_nothing_else(seed: int, every_seconds: float) -> None:
    runs = list(whole_runs(seed))
    assert {run.key.phase for run in runs} == set(Phase)
    rules = {run.key: rules_found(run, every_seconds) for run in runs}
    assert {(key.name, *found) for key, found in rules.items() if found} == {
        ("wise_3", Rule.STALLED),
        ("tone_hot", Rule.DIVERGED),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_healthy_run_that_is_left_and_taken_up_again_alarms_nobody(seed: int) -> None:
    for run in whole_runs(seed):
        if run.key.name not in SICK:
            assert rules_found(run, 30.0, is_left=True) == frozenset(), run.key
