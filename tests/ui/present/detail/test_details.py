"""Lines of details: every state of a bake, a target and a repository."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from rich.cells import cell_len

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.difference.config_diff import differences, flattened
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase, RepoName, TargetKey, TargetName
from breadtui.domain.recipe import datasets_of
from breadtui.domain.repos import Target
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.present.detail.body_lines import TabView
from breadtui.ui.present.detail.config_lines import SAME, config_lines
from breadtui.ui.present.detail.detail_lines import tab_body
from breadtui.ui.present.detail.details import DetailSlice, Tab, detail_slice, rows_key_of
from breadtui.ui.present.detail.followed_rows import followed_rows
from breadtui.ui.present.detail.journal_lines import journal_lines
from breadtui.ui.present.detail.tab_strip import heading_of
from breadtui.ui.present.tones import Line
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    REPO,
    a_job,
    a_key,
    a_loss,
    a_prompt_key,
    a_seen,
    a_state,
    a_target_key,
    a_tree,
    after,
)

CONFIG: JsonObject = {
    "datasets": [{"target": "wise", "weight": 3}, {"target": "kind"}],
    "epochs": 3,
    "model": {"parent_model_name": "ada/coder/v6/183"},
}
PARENT: JsonObject = {"datasets": [{"target": "wise"}], "epochs": 2, "model": {"parent_model_name": "ada/coder/v5/160"}}
STIM: JsonObject = {
    "generators": [{"type": "persona", "numq": 60, "seed": 3}, {"type": "hardcoded", "questions": ["a", "b"]}],
    "teacher_prompt": "teach_7",
    "student_prompt": "student_0",
    "num_traj_per_stimulus": 5,
}


def texts(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).strip() for line in lines]


def body(facts: DetailSlice, tab: Tab, width: int = 80) -> list[Line]:
    return [one.line for one in tab_body(facts, tab, TabView(width))]


def a_bake_state(**parts: Any) -> AppState:
    tree = a_tree(["v5", "v6", "v7"], [("v7", "v6"), ("v6", "v5")], configs={"v7": CONFIG, "v6": PARENT})
    jobs = [
        a_job("v7", progress_percent=46.0, loss=a_loss(1.4e-7), config=CONFIG, model_names=("ada/coder/v7/366",)),
        a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=62, config=STIM),
        a_job("wise", JobStatus.FAILED, phase=Phase.ROLLOUT, lines=41, total_expected=310, error="CUDA\nout"),
    ]
    series = MetricSeries(range(1, 101), {"step_time": [8.7] * 100, "lr": [9.1e-4] * 100})
    state = a_state(tree, jobs, targets=["wise"], chosen=a_key("v7"), metrics={a_key("v7"): Ready(series, NOW)})
    return replace(state, **parts)


def overview(state: AppState, width: int = 60) -> list[str]:
    return texts(body(detail_slice(state), Tab.OVERVIEW, width))


ONE_TARGET: JsonObject = {**CONFIG, "datasets": [{"target": "wise", "weight": 3}]}


def with_one_target(**parts: Any) -> AppState:
    state = a_bake_state(**parts)
    seen = state.jobs[a_key("v7")]
    return replace(state, jobs={**state.jobs, seen.job.key: replace(seen, job=replace(seen.job, config=ONE_TARGET))})


def test_a_bake_tells_its_stages_loss_lineage_models_and_shares() -> None:
    assert overview(with_one_target()) == [
        "prompt  teach_7 teaches student_0",
        "stim    D done 62/62 rows",
        "rollout F failed 41/310 rows",
        "CUDA",
        "out",
        "bake    R running  46% ████▌       ~17m left",
        "loss    1.4e-7  min 1.4e-7  max 2.0e-6",
        "step    100  8.7 s/step  lr 9.1e-4",
        "lineage v7",
        "← v6/183",
        "← v5/160",
        "← Qwen/Qwen3-32B",
        "model   ada/coder/v7/366",
        "targets ████████ 100% ×3 wise",
    ]


def test_several_targets_are_counted_by_stage_and_each_has_its_share_weight_and_state() -> None:
    lines = overview(a_bake_state())
    assert lines[1:3] == [
        "stim    1 done  1 not looked at  of 2 targets",
        "rollout 1 failed  1 not looked at  of 2 targets",
    ]
    assert "targets ██████    75% ×3 wise  stim D  rollout F" in lines
    assert "██        25% ×1 kind  stim -  rollout -" in lines


def gotos(state: AppState, view: TabView | None = None) -> dict[str, Any]:
    body = tab_body(detail_slice(state), Tab.OVERVIEW, view or TabView(70))
    return {texts([one.line])[0]: (one.goto, one.copied) for one in body if one.goto or one.copied}


def test_each_line_leads_to_what_it_names_and_copies_it() -> None:
    state = with_one_target(targets={a_target_key(): Ready(Target(TargetName("wise"), STIM), NOW)})
    found = gotos(state)
    assert found["prompt  teach_7 teaches student_0"] == (a_prompt_key("teach_7"), "teach_7")
    assert found["stim    D done 62/62 rows"][0] == a_key("wise", Phase.STIM)
    assert found["← v6/183"] == (a_key("v6"), "ada/coder/v6/183")
    assert found["targets ████████ 100% ×3 wise"] == (a_target_key("wise"), "wise")
    assert found["model   ada/coder/v7/366"] == (None, "ada/coder/v7/366")
    assert found["CUDA"] == (a_key("wise", Phase.ROLLOUT), "CUDA\nout")


def test_many_checkpoints_are_folded_and_the_one_looked_at_is_marked() -> None:
    paths = tuple(f"ada/coder/v7/{n}" for n in range(900, 0, -100))
    state = a_bake_state(checkpoint=800)
    seen = state.jobs[a_key("v7")]
    state = replace(state, jobs={**state.jobs, seen.job.key: replace(seen, job=replace(seen.job, model_names=paths))})
    lines = overview(state)
    assert "ada/coder/v7/800  ● looked at" in lines
    assert "4 older ▸" in lines
    unfolded = texts(
        [one.line for one in tab_body(detail_slice(state), Tab.OVERVIEW, TabView(70, unfolded=frozenset({"models"})))]
    )
    assert "ada/coder/v7/100" in unfolded


def test_descent_goes_on_into_another_repository() -> None:
    parent = a_tree(["base_1"], repo="other")
    config: JsonObject = {"model": {"parent_model_name": "ada/other/base_1/100"}, "epochs": 2}
    state = a_state(a_tree(["a"], configs={"a": config}), chosen=a_key("a"))
    both = replace(state, lineages={**state.lineages, RepoName("other"): lineage_of(parent)})
    assert gotos(both)["← other/base_1/100"] == (a_key("base_1", repo="other"), "ada/other/base_1/100")
    assert "← other/base_1/100 (its repository is not open)" in gotos(state)


def test_what_is_easily_mistaken_is_told_first() -> None:
    datasets: Any = [{"target": "wise"}, {"target": "gone"}]
    tree = a_tree(["p", "c"], configs={"c": {"model": {"parent_model_name": "ada/coder/p/50"}, "datasets": datasets}})
    target = Target(TargetName("wise"), {"teacher_prompt": "lost", "model_name": "ada/coder/p/100"})
    state = a_state(tree, targets=["wise"], chosen=a_key("c"))
    state = replace(state, jobs={}, targets={a_target_key(): Ready(target, NOW)})
    assert overview(state, 100)[:4] == [
        "! started from p/50, whose newest checkpoint is 100",
        "! target gone is not in this repository",
        "! prompt lost, named by wise, is not in this repository",
        "! wise: answered by p/100, not by p/50",
    ]
    empty = a_state(a_tree(["c"], configs={"c": {"datasets": [], "epochs": 1}}), chosen=a_key("c"))
    assert overview(empty)[0] == "! no datasets: there is nothing to learn from"


def test_a_running_stage_tells_what_remains_at_the_pace_that_was_seen() -> None:
    running = a_job("wise", phase=Phase.STIM, lines=31, config=STIM)
    state = with_one_target()
    state = replace(state, jobs={**state.jobs, running.key: a_seen(running)})
    history = [
        JobSighting(running.key, after(at), "running", percent, None, None, None)
        for at, percent in ((-600, 10.0), (-300, 30.0))
    ]
    view = TabView(90, histories={running.key: history})
    lines = texts([one.line for one in tab_body(detail_slice(state), Tab.OVERVIEW, view)])
    assert lines[1] == "stim    R running 31/62 rows  50% █████       for ≥10m  6m–18m left"


def test_tags_and_times_are_told_as_far_as_they_are_known() -> None:
    state = with_one_target(tags={a_key("v7"): ("best", "shipped")})
    history = [
        JobSighting(a_key("wise", Phase.STIM), after(at - 600), status, None, None, None, None)
        for at, status in ((0, "running"), (240, "running"), (500, "complete"))
    ]
    view = TabView(70, histories={a_key("wise", Phase.STIM): history})
    lines = texts([one.line for one in tab_body(detail_slice(state), Tab.OVERVIEW, view)])
    assert lines[1] == "stim    D done 62/62 rows  took ≥4m"
    assert "tags    best, shipped" in lines


@pytest.mark.parametrize("what", [TargetKey(REPO, TargetName("wise")), a_key("wise", Phase.ROLLOUT), REPO])
def test_targets_their_jobs_and_repositories_tell_their_tags(what: Choice) -> None:
    state = with_one_target(tags={what: ("best", "shipped")}, chosen=what)
    assert overview(state)[-1] == "tags    best, shipped"


def test_a_stall_is_told_with_its_evidence_and_without_an_estimate() -> None:
    state = a_bake_state()
    seen = replace(state.jobs[a_key("v7")], seen_at=after(1260))
    lines = overview(replace(state, jobs={**state.jobs, seen.job.key: seen}))
    line = next(line for line in lines if line.startswith("bake"))
    assert line == "bake    ! stalled  46% ████▌       no change for 21m"


def test_a_long_descent_is_shortened_in_the_middle() -> None:
    names = [f"b{n}" for n in range(40)]
    tree = a_tree(names, [(f"b{n}", f"b{n - 1}") for n in range(1, 40)])
    lines = overview(a_state(tree, chosen=a_key("b39")))
    assert "← ⋯ 35 more ▸" in lines
    assert "← Qwen/Qwen3-32B" in lines


def test_a_job_that_is_gone_or_could_not_be_looked_at_says_so_first() -> None:
    state = a_bake_state()
    seen = state.jobs[a_key("v7")]
    gone = replace(state, jobs={**state.jobs, a_key("v7"): replace(seen, is_gone=True)})
    failed = replace(state, jobs={**state.jobs, a_key("v7"): replace(seen, error=Unreachable("cut"))})
    assert overview(gone)[0].startswith("gone from the service, last seen ")
    assert "No answer: cut" in overview(failed)[0]
    assert any("46%" in line for line in overview(failed))


def test_a_phantom_says_that_it_is_not_there() -> None:
    state = a_state(a_tree(["a"], [("a", "ghost")]), chosen=a_key("ghost"))
    assert any("not in this repository" in line for line in overview(state))


def test_a_failure_without_a_reason_says_so() -> None:
    state = a_state(a_tree(()), [a_job("v1", JobStatus.FAILED, error=" ")], chosen=a_key("v1"))
    assert "no reason given" in overview(state)


def test_a_target_tells_who_teaches_and_how_many_rows_there_will_be() -> None:
    state = a_bake_state(chosen=a_target_key())
    state = replace(state, targets={a_target_key(): Ready(Target(TargetName("wise"), STIM), NOW)})
    lines = overview(state)
    assert "rows    62 questions × 5 answers = 310" in lines
    assert [line.split() for line in lines if "persona" in line or "hardcoded" in line] == [
        ["asks", "60", "persona", "seed", "3"],
        ["2", "hardcoded"],
    ]
    assert "answers the base model" in lines


@pytest.mark.parametrize("chosen", [a_target_key("other"), a_key("other", Phase.STIM)])
def test_a_target_that_is_not_known_yet_is_loading_and_one_that_failed_says_why(chosen: Any) -> None:
    state = replace(a_state(), chosen=chosen)
    assert overview(state) == ["loading…"]
    failed = replace(state, targets={a_target_key("other"): Failed(NotFound("gone"), NOW)})
    assert overview(failed)[0].startswith("could not load: It is not there: gone.")


def test_a_repository_tells_its_base_and_counts() -> None:
    tree = a_tree({"a": JobStatus.COMPLETE, "b": JobStatus.RUNNING, "c": JobStatus.COMPLETE, "d": JobStatus.PENDING})
    lines = overview(a_state(tree, targets=["wise"], chosen=REPO), 80)
    bakes = "bakes   4   2 done  1 running  1 queued or not started"
    assert lines == ["base    Qwen/Qwen3-32B", bakes, "prompts 0", "targets 1"]
    assert overview(a_state(chosen=RepoName("closed")))[-1] == "press l in the tree to open it"


def test_without_a_choice_the_pane_says_what_to_press() -> None:
    assert overview(a_state())[0].startswith("Nothing is chosen")
    assert heading_of(detail_slice(a_state())) == "2 Detail"


def test_the_slice_of_a_bake_is_the_same_while_nothing_of_it_changes() -> None:
    state = a_bake_state()
    other = replace(state, jobs={**state.jobs, a_key("x"): a_seen(a_job("x"))}, notice_count=3)
    same = zip(detail_slice(state)[2], detail_slice(other)[2], strict=True)
    assert all(one is another for one, another in same)


def test_settings_that_differ_from_the_parents_come_first() -> None:
    lines = texts(body(detail_slice(a_bake_state()), Tab.CONFIG, 100))
    assert lines[0] == "4 different from the parent:"
    assert "~ epochs = 3  was 2  ×1.5" in lines
    assert '+ datasets[1].target = "kind"  added' in lines
    assert lines[-1] == "1 the same as the parent's ▸"
    facts = detail_slice(a_bake_state())
    unfolded = tab_body(facts, Tab.CONFIG, TabView(100, unfolded=frozenset({SAME})))
    assert texts([one.line for one in unfolded])[-2:] == ["1 the same as the parent's ▾", 'datasets[0].target = "wise"']
    assert unfolded[-1].copied == '"wise"'


def test_equal_settings_are_called_the_same() -> None:
    lines = [one.line for one in config_lines(PARENT, PARENT, TabView())]
    assert texts(lines) == ["nothing differs from the parent", "3 the same as the parent's ▸"]
    alone = [one.line for one in config_lines(PARENT, None, TabView())]
    assert texts(alone)[1] == "epochs = 2"
    assert differences({"a": {}}, {"a": {}}) == ()
    assert texts([one.line for one in config_lines({}, None, TabView())]) == ["no configuration was sent"]


def test_a_configuration_is_flattened_without_recursion_and_with_lists_whole() -> None:
    assert flattened({"a": {"b": [1, 2]}, "c": [{"d": None}], "e": {}}) == {
        "a.b": "[1, 2]",
        "c[0].d": "null",
        "e": "{}",
    }
    deep: Any = 1
    for _ in range(5000):
        deep = {"k": deep}
    assert len(flattened({"deep": deep})) == 1


def test_hostile_settings_are_cleaned_and_long_ones_go_on_below() -> None:
    lines = body(replace_config({"\x1b[31m": "[/]\x07" + "x" * 100}), Tab.CONFIG, 40)
    assert all("\x1b" not in line and "\x07" not in line for line in texts(lines))
    assert all(cell_len("".join(span.text for span in line)) <= 40 for line in lines)
    assert "".join(texts(lines)).count("x") == 100


def replace_config(config: dict[str, Any]) -> DetailSlice:
    job = a_job("v1", config=config)
    return DetailSlice(chosen=job.key, job=a_seen(job))


def test_a_plan_that_failed_says_why_and_one_not_there_is_loading() -> None:
    failed = a_bake_state(plans={a_key("v7"): Failed(NotFound(""), NOW)})
    assert texts(body(detail_slice(failed), Tab.PLAN, 200))[0].startswith("could not load the plan: It is not")
    assert texts(body(detail_slice(a_bake_state()), Tab.PLAN, 100)) == ["loading…"]


def test_the_journal_is_newest_first_with_gaps_shown() -> None:
    sightings = [
        JobSighting(a_key(), NOW, "running", 10.0, None, 3e-7, None),
        JobSighting(a_key(), after(7200), "failed", None, None, None, "CUDA \x1b"),
    ]
    lines = [line.split() for line in texts(journal_lines(sightings, UTC))]
    assert lines[0][:4] == ["05", "Jan", "14:00", "failed"]
    assert lines[0][-1] == "␛"
    assert lines[1] == ["nothing", "seen", "in", "between"]
    assert lines[2] == ["05", "Jan", "12:00", "running", "10%", "3.0e-7"]
    assert texts(journal_lines(())) == ["nothing was recorded yet"]


def test_shares_are_normalised_and_odd_entries_left_out() -> None:
    odd: JsonObject = {"datasets": [{"target": "a", "weight": 3}, {"weight": 2}, "x", {"target": "b", "weight": "1"}]}
    assert [(one.target, one.share) for one in datasets_of(odd)] == [("a", 1.0), ("b", 0.0)]
    assert datasets_of({"datasets": None}) == ()


def test_rows_are_those_of_the_furthest_stage_that_has_any() -> None:
    state = a_bake_state()
    assert rows_key_of(detail_slice(state)) == a_key("wise", Phase.ROLLOUT)
    assert rows_key_of(detail_slice(replace(state, chosen=a_key("wise", Phase.STIM)))) == a_key("wise", Phase.STIM)
    assert rows_key_of(detail_slice(replace(state, chosen=REPO))) is None


def test_rows_that_are_looked_at_are_not_pushed_away_by_the_next_stage_but_by_another_choice() -> None:
    state = a_bake_state()
    stim = detail_slice(replace(state, chosen=a_key("wise", Phase.STIM)))
    questions = followed_rows(stim, None, is_looked_at=True)
    facts = detail_slice(state)
    assert followed_rows(facts, questions, is_looked_at=True) is questions
    answers = followed_rows(facts, questions, is_looked_at=False)
    assert answers is not None
    assert (answers.key, answers.count) == (a_key("wise", Phase.ROLLOUT), 41)
    other = detail_slice(replace(state, chosen=a_target_key("other")))
    another = followed_rows(other, answers, is_looked_at=True)
    assert another is not None
    assert another.key == a_key("other", Phase.STIM)
    assert followed_rows(detail_slice(replace(state, chosen=REPO)), answers, is_looked_at=True) is None
