"""What a loss that goes wrong says, and what one that merely scatters does not."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from math import exp, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.doctor import loss_rules
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.blocks import Blocks, blocks_of
from breadtui.domain.doctor.curve import losses_of, points_of
from breadtui.domain.doctor.examine import log_alarms
from breadtui.domain.doctor.loss_rules import divergence_evidence, loss_curve_of, nan_evidence, plateau_evidence
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.domain.doctor.runs import a_log

NUMBERS = st.floats(min_value=-1e3, max_value=1e3)
STEPS = 200
BAKE = JobKey(RepoName("pirate"), Phase.BAKE, "tone_hot")


def diverged(series: MetricSeries) -> str | None:
    return divergence_evidence(loss_curve_of(series))


def lost(series: MetricSeries) -> str | None:
    return nan_evidence(series, losses_of(series))


def flattened(series: MetricSeries) -> str | None:
    return plateau_evidence(loss_curve_of(series), points_of(series, "lr"))


def falling(steps: int, seed: int, noise: float = 0.1) -> list[float]:
    chance = random.Random(seed)
    return [(2e-7 + 1.5e-6 * exp(-step / 40)) * exp(noise * chance.gauss(0, 1)) for step in range(steps)]


def test_a_loss_that_climbs_tells_its_minimum_and_for_how_long() -> None:
    losses = falling(STEPS, 1) + [2e-7 * 1.08**step for step in range(60)]
    evidence = diverged(a_log(losses))
    assert evidence is not None
    assert "times its low of" in evidence
    assert "near step" in evidence
    assert "above it for" in evidence


def test_a_single_spike_is_no_divergence() -> None:
    losses = falling(STEPS, 2)
    losses[150:155] = [1e-5] * 5
    assert diverged(a_log(losses)) is None


def test_a_loss_that_came_down_again_has_not_diverged() -> None:
    losses = falling(STEPS, 3) + [4e-6] * 40 + falling(STEPS, 4)[120:]
    assert diverged(a_log(losses)) is None


def test_only_the_newest_run_of_a_log_counts() -> None:
    old, new = falling(STEPS, 5), [loss * 50 for loss in falling(60, 6, 0.02)]
    rows = [{"iter": step + 1, "loss": loss} for part in (old, new) for step, loss in enumerate(part)]
    series = series_of_rows(rows)
    assert series.restarts
    assert diverged(series) is None


def test_a_loss_below_zero_is_judged_as_well() -> None:
    losses = [1.0 - step / 50 for step in range(100)] + [5.0] * 40
    assert diverged(a_log(losses)) is not None


@given(st.integers(0, 10_000), st.floats(0.0, 0.3), st.integers(1, 400))
@settings(max_examples=150, deadline=None)
def test_a_noisy_fall_never_diverges(seed: int, noise: float, steps: int) -> None:
    assert diverged(a_log(falling(steps, seed, noise))) is None


@given(st.integers(0, 10_000), st.floats(0.0, 0.25), st.integers(60, 300))
@settings(max_examples=60, deadline=None)
def test_a_loss_ten_times_its_floor_for_forty_steps_always_has(seed: int, noise: float, steps: int) -> None:
    losses = falling(steps, seed, noise)
    floor = sorted(losses)[len(losses) // 3]
    assert diverged(a_log(losses + [10 * floor] * 40)) is not None


@given(st.lists(st.one_of(NUMBERS, st.just(nan), st.just(math.inf), st.none(), st.text(max_size=3)), max_size=120))
@settings(max_examples=150, deadline=None)
def test_whatever_is_logged_is_judged_without_a_mishap(losses: list[object]) -> None:
    series = series_of_rows([{"iter": step, "loss": loss, "lr": 1e-3} for step, loss in enumerate(losses)])
    for rule in (lost, diverged, flattened):
        evidence = rule(series)
        assert evidence is None or (evidence and "\n" not in evidence)


def test_a_loss_that_is_no_number_is_told_with_its_step() -> None:
    series = series_of_rows([{"iter": step, "loss": nan if step > 80 else 1e-7} for step in range(1, 101)])
    assert lost(series) == "loss is no number since step 81"


def test_a_loss_that_was_no_number_once_says_when() -> None:
    series = series_of_rows([{"iter": step, "loss": math.inf if step == 80 else 1e-7} for step in range(1, 101)])
    assert lost(series) == "loss is no number at step 80"


@pytest.mark.parametrize("value", [None, "soon", True])
def test_a_value_that_is_missing_is_no_lost_number(value: object) -> None:
    series = series_of_rows([{"iter": step, "loss": value if step == 80 else 1e-7} for step in range(1, 101)])
    assert lost(series) is None


def test_another_metric_that_is_no_number_is_no_loss() -> None:
    rows = [{"iter": step, "loss": 1e-7, "step_tflops": nan} for step in range(1, 101)]
    assert lost(series_of_rows(rows)) is None


def flat(steps: int, rate: float = 1e-3) -> MetricSeries:
    chance = random.Random(4)
    losses = [1e-6 * exp(0.03 * chance.gauss(0, 1)) for _ in range(steps)]
    rates = [rate * min(1.0, step / 10) for step in range(1, steps + 1)]
    return a_log(losses, lr=rates)


def test_a_loss_that_stays_where_it_is_at_a_high_rate_is_a_plateau() -> None:
    evidence = flattened(flat(300))
    assert evidence is not None
    assert evidence.startswith("loss stays near 9.9e-7 for ")


def test_a_flat_loss_while_the_rate_warms_up_is_none() -> None:
    losses = [1e-6] * 300
    assert flattened(a_log(losses, lr=[step / 300 for step in range(300)])) is None


def test_nor_is_a_flat_loss_at_the_end_of_a_schedule() -> None:
    rates = [1e-3 * (1 - step / 301) for step in range(300)]
    assert flattened(a_log([1e-6] * 300, lr=rates)) is None


def test_a_very_long_log_is_judged_by_some_thousands_of_its_points() -> None:
    assert diverged(a_log(falling(20_001, 9))) is None
    climbing = falling(18_001, 9) + [4e-6] * 2_000
    evidence = diverged(a_log(climbing))
    assert evidence is not None
    assert evidence.endswith("above it for 1999 steps"), "to within a stride"
    points = losses_of(a_log(climbing))
    assert len(points) <= 4_001
    assert points.steps[-1] == 20_001


def test_all_rules_read_a_loss_in_blocks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(values: Sequence[float]) -> Blocks:
        made.append(len(values))
        return blocks_of(values)

    monkeypatch.setattr(loss_rules, "blocks_of", counted)
    assert [alarm.rule for alarm in log_alarms(Job(BAKE, JobStatus.RUNNING), flat(300))] == [Rule.PLATEAU]
    assert made == [300]
