"""The plan's tab: how steps stand, what is amiss, how far a run is; nothing hostile gets through."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from breadtui.domain.errors import ServerFailed, Unreachable
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.check import PlanCheck, dry_run
from breadtui.domain.recreation.made import FieldDifference, ResourceRef, StepCheck, StepStanding
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding, StepProgress, StepState
from breadtui.domain.recreation.words import run_words
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice
from breadtui.ui.present.detail.plan_lines import plan_lines
from breadtui.ui.present.detail.plan_slice import check_shown, run_shown

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
KEY = JobKey(RepoName("coder"), Phase.BAKE, "v2")
AWAY = RepoName("away")
PLAN = RecreationPlan(
    "Qwen/Qwen3-32B",
    (
        PlanStep(1, "create_prompt", "prompt", "teach"),
        PlanStep(2, "create_target", "target", "t", ("prompt:teach",)),
        PlanStep(3, "run_stim", "target", "t", ("target:t",)),
        PlanStep(4, "create_bake", "bake", "v2", ("target:t",)),
    ),
)
CHECK = PlanCheck(
    RunKey(KEY, KEY.repo),
    PLAN,
    {
        1: StepCheck(StepStanding.DONE),
        2: StepCheck(StepStanding.DIFFERENT, (FieldDifference("max_concurrency", 5, None),)),
        3: StepCheck(StepStanding.FAILED, reason="no \x1b[31mquestions"),
        4: StepCheck(StepStanding.UNKNOWN, error=ServerFailed("busy", status=500)),
    },
    ("the plan assumes another checkpoint",),
    base_model="Qwen/Qwen3-32B",
    checked_at=NOW,
)


def facts(**parts: object) -> DetailSlice:
    return DetailSlice(chosen=KEY, plan=Ready(PLAN, NOW))._replace(**parts)  # type: ignore[arg-type]  # by name


def told(body: list[BodyLine]) -> list[str]:
    return [" ".join("".join(span.text for span in line.line).split()) for line in body]


def test_each_step_says_how_it_stands_and_what_differs() -> None:
    lines = told(plan_lines(facts(plan_check=Ready(CHECK, NOW)), TabView(), UTC))
    assert lines == [
        "base Qwen/Qwen3-32B",
        "into coder 1 done, 1 different, 1 failed, 1 unknown at 12:00",
        "▲ the plan assumes another checkpoint",
        "▲ 1 of the steps could not be asked about",
        "keys p runs it from a step r checks again :export yaml, python, shell",
        "",
        "1 D done prompt teach",
        "2 X different target t needs prompt:teach",
        "max_concurrency plan 5 there nothing",
        "3 F failed stim t",
        "no ␛[31mquestions",
        "4 ? unknown bake v2 needs target:t",
        lines[-1],
    ]
    assert "busy" in lines[-1]


def test_rows_lead_to_what_they_make_and_know_their_step() -> None:
    body = plan_lines(facts(plan_check=Ready(CHECK, NOW)), TabView(), UTC)
    rows = [(line.step, line.goto, line.copied) for line in body if line.step]
    assert rows[0] == (1, PromptKey(KEY.repo, PromptName("teach")), "teach")
    assert rows[1] == rows[2] == (2, TargetKey(KEY.repo, TargetName("t")), "t")
    assert rows[3][1] == JobKey(KEY.repo, Phase.STIM, "t")
    assert rows[-1][1] == KEY


def test_a_plan_not_checked_yet_is_shown_without_standings() -> None:
    lines = told(plan_lines(facts(plan_check=Loading()), TabView(), UTC))
    assert lines[1] == "check asking the service…"
    assert lines[3] == "1 prompt teach"
    assert told(plan_lines(facts(plan=NOT_ASKED), TabView())) == ["loading…"]


def test_a_plan_that_nobody_held_against_the_service_says_how() -> None:
    assert told(plan_lines(facts(), TabView()))[1] == "check not yet: r asks the service about each step"


def test_a_check_that_failed_says_why_and_keeps_the_last() -> None:
    lines = told(plan_lines(facts(plan_check=Failed(Unreachable("cut"), NOW, Ready(CHECK, NOW))), TabView(), UTC))
    assert lines[1].startswith("could not check the plan: No answer")
    assert lines[2].startswith("into coder 1 done")


def test_a_run_says_how_far_it_is_and_what_it_waits_for() -> None:
    run = PlanRun(
        RunKey(KEY, AWAY),
        PLAN,
        NOW,
        standing=RunStanding.RUNNING,
        steps={
            1: StepProgress(StepState.FOUND, NOW, NOW),
            2: StepProgress(StepState.DONE, NOW, NOW, note="a note"),
            3: StepProgress(StepState.UNDER_WAY, NOW, progress_percent=41.0),
        },
        renames={ResourceRef("target", "t"): "t_v2"},
    )
    body = plan_lines(facts(plan_check=Ready(CHECK, NOW), plan_run=run), TabView(), UTC)
    lines = told(body)
    assert lines[1] == "run into away 2 of 4 steps 50% running 12:00–"
    assert lines[2] == "target t is t_v2 there"
    assert lines[3] == "keys p stops it"
    assert lines[5].startswith("1 D was there prompt teach")
    assert lines[7] == "a note"
    assert lines[8].startswith("3 R under way stim t_v2 41% since")
    assert lines[9] == "4 waiting bake v2 needs target:t"
    assert body[-1].goto == JobKey(AWAY, Phase.BAKE, "v2")


@pytest.mark.parametrize(
    ("standing", "keys", "sign"),
    [
        (RunStanding.STOPPED, "keys p goes on", "2 S stopped"),
        (RunStanding.ASKING, "keys p decides", "2 X different"),
    ],
)
def test_a_run_that_rests_says_why_and_what_to_press(standing: RunStanding, keys: str, sign: str) -> None:
    run = PlanRun(
        RunKey(KEY, AWAY),
        PLAN,
        NOW,
        standing=standing,
        reason="there is another",
        steps={2: StepProgress(StepState.UNDER_WAY)},
        asked=2 if standing is RunStanding.ASKING else None,
        asked_check=CHECK.steps[2] if standing is RunStanding.ASKING else None,
    )
    lines = told(plan_lines(facts(plan_run=run), TabView(), UTC))
    assert lines[2:4] == ["there is another", keys]
    assert any(line.startswith(sign) for line in lines)


def test_a_run_that_is_through_gives_way_to_a_later_check() -> None:
    run = PlanRun(RunKey(KEY, AWAY), PLAN, NOW, standing=RunStanding.DONE, ended_at=NOW.replace(hour=11))
    lines = told(plan_lines(facts(plan_run=run, plan_check=Ready(CHECK, NOW)), TabView(), UTC))
    assert lines[1].startswith("into coder")


def test_the_newest_check_and_the_newest_run_are_told() -> None:
    away = PlanCheck(RunKey(KEY, AWAY), PLAN, checked_at=NOW.replace(hour=13))
    first = PlanRun(RunKey(KEY, KEY.repo), PLAN, NOW)
    second = PlanRun(RunKey(KEY, AWAY), PLAN, NOW.replace(hour=14))
    state = AppState(
        plan_checks={CHECK.key: Ready(CHECK, NOW), away.key: Ready(away, NOW)},
        plan_runs={second.key: second, first.key: first},
    )
    assert check_shown(state, KEY) is state.plan_checks[away.key]
    assert run_shown(state, KEY) is second
    assert check_shown(AppState(), KEY) is None
    assert run_shown(AppState(), KEY) is None


def test_what_is_agreed_to_says_what_is_made_started_and_left_out() -> None:
    words = run_words(CHECK, dry_run(CHECK))
    assert words[:2] == ("Nothing has to be made.", "Starts 1 job. It costs credits and cannot be cancelled.")
    assert "1 step is different there: you will be asked, nothing is overwritten." in words
    fresh = PlanCheck(RunKey(KEY, AWAY), PLAN, has_repo=False)
    words = run_words(fresh, dry_run(fresh, from_step=2))
    assert words[0] == "The repository away is made first on Qwen/Qwen3-32B."
    assert words[-1] == "Mind: step 2 needs prompt teach, which is left out and not there."
