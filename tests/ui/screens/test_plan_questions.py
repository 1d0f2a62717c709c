"""The question before a plan is run."""

from __future__ import annotations

from textual.widgets import Static

from breadtui.domain.names import RepoName
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.check import PlanCheck
from breadtui.domain.recreation.run import RunKey
from breadtui.ui.screens.starting.plan_questions import MOST_LISTED, run_question
from tests.fakes.states import a_key
from tests.ui.screens.test_long_questions import Host

AWAY = RepoName("away")


def a_check(steps: int) -> PlanCheck:
    plan = RecreationPlan(
        "Qwen/Qwen3-32B", tuple(PlanStep(n, "create_prompt", "prompt", f"teach_{n}") for n in range(1, steps + 1))
    )
    return PlanCheck(RunKey(a_key("v1"), AWAY), plan, has_repo=False)


async def test_it_lists_every_step_for_reading_on_and_of_very_many_how_many_more() -> None:
    for steps, left_out in ((60, 0), (MOST_LISTED + 5, 5)):
        question = run_question(a_check(steps), AWAY, 0)
        assert question is not None
        app = Host(question)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lines = str(app.screen.query_one(".question-lines", Static).content).splitlines()
            assert sum("prompt teach_" in line for line in lines) == min(steps, MOST_LISTED)
            assert ("and 5 more" in lines[-1]) is (left_out == 5)
