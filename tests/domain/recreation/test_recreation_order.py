"""The order of a plan's steps, remembered for the same steps."""

from __future__ import annotations

import pytest

from breadtui.domain.names import RepoName
from breadtui.domain.recipe import PlanStep
from breadtui.domain.recreation import order as recreation_order
from breadtui.domain.recreation.made import Made, made_by


def test_the_order_of_the_same_steps_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def noted(step: PlanStep) -> Made:
        counted.append(step.number)
        return made_by(step)

    monkeypatch.setattr(recreation_order, "made_by", noted)
    steps = (PlanStep(1, "create_prompt", "prompt", "p"), PlanStep(2, "create_prompt", "prompt", "q"))
    first = recreation_order.in_order(steps, RepoName("r"))
    assert recreation_order.in_order(steps, RepoName("r")) is first
    assert counted == [1, 2]
    assert recreation_order.in_order(tuple(reversed(steps)), RepoName("r"))[0] == first[0][::-1]
