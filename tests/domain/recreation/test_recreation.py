"""What steps of a plan stand for, in which order they can be done, and how they stand to the service."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName, parse_model_path
from breadtui.domain.prompt.free_names import next_name
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.check import (
    PlanCheck,
    Verb,
    dry_run,
    job_check,
    plan_warnings,
    prompt_check,
    settings_check,
    totals_of,
)
from breadtui.domain.recreation.made import (
    FieldDifference,
    ResourceRef,
    StepKind,
    StepStanding,
    compare_prompts,
    compare_settings,
    made_by,
)
from breadtui.domain.recreation.order import in_order
from breadtui.domain.recreation.run import RunKey, chosen_path, filled, renamed
from breadtui.values import replace

HOME = RepoName("home")
AWAY = RepoName("away")
B2 = JobKey(HOME, Phase.BAKE, "b2")


def step(
    number: int, action: str, name: str, needs: tuple[str, ...] = (), config: JsonObject | None = None
) -> PlanStep:
    return PlanStep(number, action, action.partition("_")[2], name, needs, config or {})


def one_bake(start: int, bake: str, target: str, parent: str | None = None) -> list[PlanStep]:
    model: JsonObject = {} if parent is None else {"parent_model_name": parent}
    teacher = f"{target}_teacher"
    rows: list[tuple[str, str, tuple[str, ...], JsonObject]] = [
        ("create_prompt", teacher, (), {"content": {"messages": [{"role": "system", "content": "Be Yoda."}]}}),
        ("create_target", target, (f"prompt:{teacher}",), {"u": teacher, "v": "", "generators": [{"numq": 3}]}),
        ("run_stim", target, (f"target:{target}",), {}),
        ("run_rollout", target, (f"target:{target}",), {}),
        ("create_bake", bake, (f"target:{target}",), {"datasets": [{"target": target}], "model": model}),
        ("run_bake", bake, (f"bake:{bake}", f"target:{target}:rollout_complete"), {}),
    ]
    return [step(start + index, *row) for index, row in enumerate(rows)]


TWO = RecreationPlan(
    "Qwen/Qwen3-32B",
    (*one_bake(1, "b1", "t1"), *one_bake(7, "b2", "t2", "ada/home/b1/100")),
    model_names={"b1": ("ada/home/b1/224", "ada/home/b1/100"), "b2": ("ada/home/b2/50",)},
)


@pytest.mark.parametrize(
    ("action", "resource", "kind"),
    [
        ("create_prompt", "prompt", StepKind.PROMPT),
        ("create", "target", StepKind.TARGET),
        ("CREATE-BAKE", "", StepKind.BAKE),
        ("run_stim", "target", StepKind.STIM),
        ("run", "rollout", StepKind.ROLLOUT),
        ("run_bake", "bake", StepKind.TRAINING),
        ("", "prompt", StepKind.PROMPT),
        ("dance", "", StepKind.UNKNOWN),
        ("", "", StepKind.UNKNOWN),
    ],
)
def test_a_step_is_understood_however_its_action_is_spelled(action: str, resource: str, kind: StepKind) -> None:
    assert made_by(PlanStep(1, action, resource, "x")).kind is kind


@pytest.mark.parametrize(
    "config",
    [
        {"content": {"messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function"}]}},
        {"messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function"}]},
        {"name": "p", "content": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function"}]},
    ],
)
def test_messages_are_found_under_content_or_beside_it(config: JsonObject) -> None:
    prompt = made_by(step(1, "create_prompt", "p", config=config)).prompt
    assert prompt is not None
    assert [message.content for message in prompt.messages] == ["Hi"]
    assert prompt.tools == ({"type": "function"},)


def test_a_name_is_taken_from_the_configuration_where_the_step_has_none() -> None:
    assert made_by(PlanStep(1, "create_target", "target", "", (), {"target_name": "t"})).name == "t"


def test_settings_are_told_in_one_spelling() -> None:
    config: JsonObject = {
        "target_name": "t",
        "u": "old",
        "teacher_prompt": "new",
        "v": "s",
        "temperature": None,
        "generators": [{"type": "oneshot_qs", "template_content": "…", "seed": None}],
    }
    made = made_by(step(1, "create_target", "t", config=config))
    assert made.settings == {"teacher_prompt": "new", "student_prompt": "s", "generators": [{"type": "oneshot_qs"}]}


def test_old_names_nulls_and_filled_in_defaults_are_no_difference() -> None:
    made = made_by(step(1, "create_target", "t", config={"u": "a", "v": "b", "temperature": None}))
    found: JsonObject = {
        "teacher_prompt": "a",
        "student_prompt": "b",
        "model_name": "Q/Q",
        "num_traj_per_stimulus": 1,
        "max_concurrency": 10,
    }
    assert compare_settings(made, found, "Q/Q") == ()
    assert compare_settings(made, {**found, "max_concurrency": 3}, "Q/Q") == (
        FieldDifference("max_concurrency", None, 3),
    )


def test_an_empty_prompt_is_none_and_a_weight_not_given_is_one() -> None:
    made = made_by(step(1, "create_target", "t", config={"u": "a", "v": ""}))
    assert compare_settings(made, {"teacher_prompt": "a"}) == ()
    bake = made_by(step(1, "create_bake", "b", config={"datasets": [{"target": "t"}]}))
    assert compare_settings(bake, {"datasets": [{"target": "t", "weight": 1.0}]}) == ()
    assert [one.path for one in compare_settings(bake, {"datasets": [{"target": "t", "weight": 0.5}]})] == [
        "datasets[0].weight"
    ]


def test_rows_the_service_counts_are_noted_and_never_a_difference() -> None:
    made = made_by(step(1, "create_bake", "b", config={"epochs": 2, "total_trajectories": 30}))
    check = settings_check(made, {"epochs": 2, "total_trajectories": 29}, RunKey(B2, HOME))
    assert check.standing is StepStanding.DONE
    assert "total_trajectories" in check.notes[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from("xyz"), json_values, max_size=3))
def test_settings_never_differ_from_themselves(config: JsonObject) -> None:
    made = made_by(step(1, "create_bake", "b", config=config))
    assert compare_settings(made, made.settings) == ()
    assert compare_settings(made, config) == ()


@given(st.dictionaries(st.sampled_from("xyz"), json_values, max_size=3), st.integers(100, 200))
def test_one_more_setting_is_one_difference(config: JsonObject, value: int) -> None:
    made = made_by(step(1, "create_bake", "b", config={**config, "w": value}))
    assert compare_settings(made, config) == (FieldDifference("w", value, None),)


def test_true_is_not_one() -> None:
    made = made_by(step(1, "create_bake", "b", config={"flag": True}))
    assert compare_settings(made, {"flag": 1}) == (FieldDifference("flag", True, 1),)


def test_deep_settings_are_compared_without_recursion_errors_of_ours() -> None:
    planned: JsonObject = {"x": 1}
    found: JsonObject = {"x": 2}
    for _ in range(100):
        planned, found = {"x": planned}, {"x": found}
    made = replace(made_by(step(1, "create_bake", "b")), settings=planned)
    assert len(compare_settings(made, found)) == 1


def test_prompts_are_told_apart_by_message_and_by_tools() -> None:
    one = made_by(TWO.steps[0]).prompt
    assert one is not None
    other = replace(one, messages=(replace(one.messages[0], content="Be Luke."),))
    assert [found.path for found in compare_prompts(one, other)] == ["messages[0].content"]
    assert compare_prompts(one, replace(one, tools=())) == ()
    assert prompt_check(made_by(TWO.steps[0]), other).standing is StepStanding.DIFFERENT
    assert prompt_check(made_by(TWO.steps[0]), one).standing is StepStanding.DONE
    assert prompt_check(made_by(TWO.steps[0]), None).standing is StepStanding.MISSING


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        (JobStatus.NOT_STARTED, StepStanding.MISSING),
        (JobStatus.PENDING, StepStanding.RUNNING),
        (JobStatus.UNKNOWN, StepStanding.RUNNING),
        (JobStatus.COMPLETE, StepStanding.DONE),
        (JobStatus.FAILED, StepStanding.FAILED),
    ],
)
def test_a_job_stands_as_its_status_says(status: JobStatus, standing: StepStanding) -> None:
    assert job_check(Job(B2, status, error="out of memory")).standing is standing


# -- order ------------------------------------------------------------------------------------------------------------


def test_a_plan_in_order_is_left_as_it_is() -> None:
    order, amiss = in_order(TWO.steps, HOME)
    assert [made.number for made in order] == list(range(1, 13))
    assert amiss == ()


@given(st.permutations(TWO.steps))
def test_any_order_of_the_steps_becomes_one_that_can_be_done(steps: list[PlanStep]) -> None:
    order, amiss = in_order(steps, HOME)
    places = {made.number: place for place, made in enumerate(order)}
    assert sorted(places) == list(range(1, 13))
    for number, needed in [
        (2, 1),
        (3, 2),
        (4, 3),
        (5, 4),
        (6, 5),
        (8, 7),
        (9, 8),
        (10, 9),
        (11, 10),
        (12, 11),
        (11, 6),
    ]:
        assert places[needed] < places[number]
    assert bool(amiss) == any(
        index > other
        for index, one in enumerate(steps)
        for other, two in enumerate(steps)
        if (two.number, one.number)
        in {(2, 1), (3, 2), (4, 3), (4, 2), (5, 2), (5, 4), (6, 5), (6, 4), (8, 7), (9, 8), (10, 9), (10, 8)}
        | {(11, 8), (11, 10), (12, 11), (12, 10), (11, 6)}
    )


def test_what_no_step_makes_is_told() -> None:
    _, amiss = in_order(TWO.steps[1:], HOME)
    assert amiss == ("step 2 (target t1) needs prompt t1_teacher, which no step makes",)


def test_a_circle_is_told_and_loses_no_step() -> None:
    steps = [step(1, "create_prompt", "a", ("prompt:b",)), step(2, "create_prompt", "b", ("prompt:a",))]
    order, amiss = in_order(steps, HOME)
    assert [made.name for made in order] == ["a", "b"]
    assert "steps 1, 2 wait for each other in a circle" in amiss


def test_a_long_plan_is_ordered_without_recursion() -> None:
    steps = [step(5000 - index, "create_prompt", f"p{index}", (f"prompt:p{index + 1}",)) for index in range(5000)]
    order, _ = in_order(steps, HOME)
    assert [made.name for made in order][:2] == ["p4999", "p4998"]


# -- paths and names --------------------------------------------------------------------------------------------------

CHILD = made_by(TWO.steps[10])


def test_in_another_repository_the_parent_is_the_remade_one_at_the_same_checkpoint() -> None:
    models = {"b1": ("eve/away/b1/224", "eve/away/b1/100")}
    made, notes = filled(CHILD, RunKey(B2, AWAY), models, {})
    assert made.settings["model"] == {"parent_model_name": "eve/away/b1/100"}
    assert notes == ()


def test_the_newest_checkpoint_is_taken_and_told_where_the_same_is_missing() -> None:
    made, notes = filled(CHILD, RunKey(B2, AWAY), {"b1": ("eve/away/b1/99", "eve/away/b1/224")}, {})
    assert made.settings["model"] == {"parent_model_name": "eve/away/b1/224"}
    assert "checkpoint 100" in notes[0]
    assert "eve/away/b1/224" in notes[0]


def test_at_home_the_parent_stays_unless_it_was_renamed() -> None:
    models = {"b1": ("ada/home/b1_v2/100",)}
    assert filled(CHILD, RunKey(B2, HOME), models, {}).made == CHILD
    made, _ = filled(CHILD, RunKey(B2, HOME), models, {ResourceRef("bake", "b1"): "b1_v2"})
    assert made.settings["model"] == {"parent_model_name": "ada/home/b1_v2/100"}


def test_a_parent_of_a_third_repository_stays() -> None:
    stray = replace(CHILD, settings={"model_name": "eve/third/b1/7"})
    assert filled(stray, RunKey(B2, AWAY), {"b1": ("eve/away/b1/100",)}, {}).made == stray


def test_renames_reach_prompts_targets_and_datasets() -> None:
    renames = {
        ResourceRef("prompt", "t1_teacher"): "t1_teacher_v2",
        ResourceRef("target", "t1"): "t1_v2",
        ResourceRef("bake", "b1"): "b1_v2",
    }
    made = [renamed(made_by(one), renames) for one in TWO.steps[:6]]
    assert [one.name for one in made] == ["t1_teacher_v2", "t1_v2", "t1_v2", "t1_v2", "b1_v2", "b1_v2"]
    assert made[1].settings["teacher_prompt"] == "t1_teacher_v2"
    assert made[4].settings["datasets"] == [{"target": "t1_v2"}]


@pytest.mark.parametrize(
    ("name", "after"), [("coder", "coder_v2"), ("coder_v2", "coder_v3"), ("_v2", "_v2_v2"), ("a_vx", "a_vx_v2")]
)
def test_the_next_name_counts_on(name: str, after: str) -> None:
    assert next_name(name) == after


def test_a_path_without_number_is_still_something() -> None:
    path = parse_model_path("ada/home/b1/100")
    assert path is not None
    assert chosen_path(path, ("odd",)) == ("odd", False)


# -- warnings and dry run ---------------------------------------------------------------------------------------------


def test_a_start_from_an_earlier_checkpoint_is_told_with_both_paths() -> None:
    words = plan_warnings(TWO, RunKey(B2, HOME))
    assert len(words) == 1
    assert "ada/home/b1/224" in words[0]
    assert "ada/home/b1/100" in words[0]


def test_a_plan_that_assumes_another_parent_than_the_bake_had_is_told() -> None:
    steps = (*one_bake(1, "b1", "t1"), *one_bake(7, "b2", "t2", "ada/home/b1/224"))
    actual: dict[str, JsonObject] = {"b2": {"model": {"parent_model_name": "ada/home/b1/100"}}}
    words = plan_warnings(replace(TWO, steps=steps), RunKey(B2, HOME), actual=actual)
    assert words == ("the plan starts b2 from ada/home/b1/224, but it started from ada/home/b1/100",)


def test_a_parent_elsewhere_another_base_and_odd_names_are_told() -> None:
    plan = RecreationPlan("Q/Q", tuple(one_bake(1, "batch", "odd name", "eve/third/b/7")))
    words = " | ".join(plan_warnings(plan, RunKey(B2, AWAY), "M/M"))
    assert "batch started from eve/third/b/7 in another repository" in words
    assert "away is built on M/M, the plan on Q/Q" in words
    assert "a bake named 'batch' cannot be made" in words
    assert "a target named 'odd name' may be refused" in words


def test_a_dry_run_tells_calls_rows_and_what_is_left() -> None:
    standing = {1: StepStanding.DONE, 2: StepStanding.DIFFERENT, 3: StepStanding.RUNNING, 6: StepStanding.FAILED}
    check = PlanCheck(
        RunKey(B2, AWAY), TWO, {number: replace(job_check(None), standing=word) for number, word in standing.items()}
    )
    acts = dry_run(check)
    assert [act.verb for act in acts[:6]] == [
        Verb.NOTHING,
        Verb.DECIDE,
        Verb.WAIT,
        Verb.START,
        Verb.MAKE,
        Verb.START_ANEW,
    ]
    assert acts[3].call == "POST /v1/repo/away/targets/t1/rollout"
    assert acts[4].call == "POST /v1/repo/away/bakes"
    assert totals_of(acts).rows == 3 + 3 + 3 + 3
    assert totals_of(acts).decisions == 1
    assert [act.verb for act in dry_run(check, from_step=7)[:6]] == [Verb.SKIP] * 6


def test_a_namesake_in_the_other_repository_counts_as_the_model_meant() -> None:
    found: JsonObject = {"datasets": [{"target": "t2"}], "model": {"parent_model_name": "eve/away/b1/90"}}
    assert settings_check(CHILD, found, RunKey(B2, AWAY)).standing is StepStanding.DONE
    assert settings_check(CHILD, found, RunKey(B2, HOME)).standing is StepStanding.DIFFERENT
