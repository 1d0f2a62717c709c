"""Slower steps and another learning rate than was asked for."""

from __future__ import annotations

from math import cos, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.curve import points_of
from breadtui.domain.doctor.pace_rules import configured_rate, rate_evidence, slower_evidence
from breadtui.domain.json_values import JsonObject
from tests.domain.doctor.runs import a_log, first_steps

CONFIG: JsonObject = {"optimizer": {"learning_rate": 1e-3}}


def paces(*seconds: float) -> list[float]:
    return [each for each in seconds for _ in range(40)]


def test_steps_that_take_twice_as_long_are_told_with_both_figures() -> None:
    log = a_log([1e-7] * 120, step_time=paces(8.7, 19.2, 19.2))
    assert slower_evidence(log) == "19 s a step, 2.2 times the 8.7 s before"


def test_slow_first_steps_are_only_loading() -> None:
    assert slower_evidence(a_log([1e-7] * 80, step_time=[90.0] * 5 + [8.0] * 75)) is None


def test_some_slow_steps_are_no_new_pace() -> None:
    assert slower_evidence(a_log([1e-7] * 120, step_time=[8.0] * 111 + [60.0] * 9)) is None


def cosine(peak: float, steps: int, warm_up: int) -> list[float]:
    rising = [peak * (step + 1) / warm_up for step in range(warm_up)]
    rest = steps - warm_up
    return [*rising, *(peak * (1 + cos(pi * step / rest)) / 2 for step in range(rest))]


def test_another_peak_than_configured_is_told() -> None:
    log = a_log([1e-7] * 200, lr=cosine(5e-4, 200, 10))
    assert rate_evidence(points_of(log, "lr"), CONFIG) == "learning rate 5.0e-4 at its highest, configured 1.0e-3"


def test_a_rate_above_the_configured_one_is_told_at_once() -> None:
    assert rate_evidence(points_of(a_log([1e-7] * 3, lr=[2e-3] * 3), "lr"), CONFIG) is not None


@given(st.integers(1, 60), st.integers(1, 200))
def test_no_schedule_that_reaches_its_rate_is_told_at_any_step(warm_up: int, count: int) -> None:
    log = a_log([1e-7] * 200, lr=cosine(1e-3, 200, warm_up))
    assert rate_evidence(points_of(first_steps(log, count), "lr"), CONFIG) is None


def test_a_constant_rate_that_is_too_low_is_told_once_it_is_seen_to_be_constant() -> None:
    log = a_log([1e-7] * 40, lr=[1e-4] * 40)
    assert rate_evidence(points_of(first_steps(log, 5), "lr"), CONFIG) is None
    assert rate_evidence(points_of(log, "lr"), CONFIG) is not None


@pytest.mark.parametrize("config", [{}, {"optimizer": None}, {"optimizer": {"learning_rate": "fast"}}])
def test_without_a_configured_rate_there_is_nothing_to_compare(config: JsonObject) -> None:
    assert configured_rate(config) is None
    assert rate_evidence(points_of(a_log([1e-7] * 40, lr=[1e-4] * 40), "lr"), config) is None
