"""The reducer on plain values: repositories, texts, drafts, link, notices."""

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import PromptName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.repos import Repo, Target
from breadtui.store.events.event import (
    Chosen,
    ContentsFailed,
    ContentsLoaded,
    Event,
    MetricsAsked,
    MetricsFailed,
    MetricsLoaded,
    PlanAsked,
    PlanFailed,
    PlanLoaded,
    PromptAsked,
    PromptDeleted,
    PromptFailed,
    PromptLoaded,
    RepoClosed,
    RepoListAsked,
    RepoListFailed,
    RepoListLoaded,
    RepoOpened,
    SaveStarted,
    TargetAsked,
    TargetFailed,
    TargetLoaded,
    TreeFailed,
    TreeLoaded,
)
from breadtui.store.facts.remote import Failed, Loading, Ready, value_of
from breadtui.store.facts.state import (
    AppState,
    RepoContents,
)
from breadtui.store.reducers.whole import reduce
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    REPO,
    a_draft,
    a_job,
    a_key,
    a_prompt,
    a_state,
    a_tree,
    after,
)
from tests.store.play import BAKE, BASE, CUT, KEY, MINE, OTHER, OVEN, TARGET, THEIRS, changed_parts, play


def test_the_list_of_repositories_loads_fails_and_keeps_its_last_value() -> None:
    repos = (Repo(REPO),)
    state = play(AppState(), RepoListAsked())
    assert state.repos == Loading(None)
    state = play(state, RepoListLoaded(repos, NOW), RepoListAsked())
    assert state.repos == Loading(Ready(repos, NOW))
    state = play(state, RepoListFailed(CUT, after(1)))
    assert state.repos == Failed(CUT, after(1), Ready(repos, NOW))


def test_an_equal_list_stays_the_same_object() -> None:
    one, same = (Repo(REPO),), (Repo(REPO),)
    state = play(AppState(), RepoListLoaded(one, NOW), RepoListLoaded(same, after(9)))
    assert state.repos == Ready(one, after(9))
    assert value_of(state.repos) is one


def test_opening_gives_a_new_generation_each_time() -> None:
    state = play(AppState(), RepoOpened(REPO), RepoOpened(OTHER))
    assert state.opened == {REPO: 1, OTHER: 2}
    assert state.trees[REPO] == Loading(None)
    again = play(state, RepoClosed(REPO), RepoOpened(REPO))
    assert again.opened[REPO] == 3


def test_an_answer_for_a_repo_left_meanwhile_is_dropped() -> None:
    left = play(AppState(), RepoOpened(REPO), RepoClosed(REPO))
    again = play(left, RepoOpened(REPO))
    for state in (left, again):
        for event in (
            TreeLoaded(1, a_tree(), NOW),
            TreeFailed(1, REPO, OVEN, NOW),
            ContentsLoaded(1, REPO, RepoContents(), NOW),
            ContentsFailed(1, REPO, OVEN, NOW),
        ):
            assert reduce(state, event) is state


def test_closing_drops_everything_but_what_a_person_wrote() -> None:
    state = play(
        a_state(prompts=[BASE], drafts=[a_draft(MINE, BASE)], chosen=BAKE),
        MetricsLoaded(BAKE, MetricSeries(), NOW),
        PlanLoaded(BAKE, RecreationPlan("", ()), NOW),
        TargetLoaded(TARGET, Target(TARGET.name), NOW),
        SaveStarted(KEY),
    )
    closed = play(state, RepoClosed(REPO))
    assert (closed.opened, closed.trees, closed.contents, closed.lineages) == ({}, {}, {}, {})
    assert (closed.jobs, closed.metrics, closed.plans, closed.prompts, closed.targets) == ({}, {}, {}, {}, {})
    assert closed.chosen is None
    assert closed.drafts is state.drafts
    assert closed.saves is state.saves


def test_closing_one_repository_leaves_another_alone() -> None:
    state = play(a_state(), RepoOpened(OTHER), TreeLoaded(2, a_tree(repo=OTHER), NOW), Chosen(OTHER))
    closed = play(state, RepoClosed(REPO))
    assert {key.repo for key in closed.jobs} == {OTHER}
    assert closed.chosen == OTHER
    assert reduce(closed, RepoClosed(REPO)) is closed
    assert play(closed, RepoClosed(OTHER)).chosen is None


def test_the_same_tree_again_changes_nothing_but_its_time() -> None:
    state = a_state(a_tree())
    assert changed_parts(state, TreeLoaded(1, a_tree(), after(60))) == {"trees"}
    now = reduce(state, TreeLoaded(1, a_tree(), after(60)))
    assert value_of(now.trees[REPO]) is value_of(state.trees[REPO])


def test_a_job_that_moved_since_the_last_tree_is_looked_at_though_the_tree_is_the_same() -> None:
    state = play(
        AppState(), RepoOpened(REPO), TreeLoaded(1, a_tree({"a": JobStatus.FAILED, "b": JobStatus.COMPLETE}), NOW)
    )
    known = state.jobs[a_key("a")]
    moved = replace(known, job=replace(known.job, status=JobStatus.COMPLETE), changed_at=after(30))
    state = replace(state, jobs={**state.jobs, a_key("a"): moved})
    tree = value_of(state.trees[REPO])
    assert tree is not None
    now = reduce(state, TreeLoaded(1, tree, after(60)))
    assert now.jobs[a_key("a")].job.status is JobStatus.FAILED
    assert now.jobs[a_key("b")] is state.jobs[a_key("b")]


def test_a_status_that_moves_in_the_tree_keeps_the_shape_of_the_lineage_and_all_other_bakes() -> None:
    edges = [("b", "a")]
    first = a_tree({"a": JobStatus.COMPLETE, "b": JobStatus.RUNNING}, edges)
    state = play(AppState(), RepoOpened(REPO), TreeLoaded(1, first, NOW))
    second = replace(first, bakes={**first.bakes, **a_tree({"b": JobStatus.COMPLETE}).bakes})
    now = reduce(state, TreeLoaded(1, second, after(60)))
    assert now.jobs[a_key("b")].job.status is JobStatus.COMPLETE
    assert now.jobs[a_key("a")] is state.jobs[a_key("a")]
    assert now.lineages[REPO].is_shaped_like(state.lineages[REPO])


def test_a_new_tree_brings_lineage_and_jobs() -> None:
    state = a_state(a_tree(["a"]))
    now = play(state, TreeLoaded(1, a_tree(["a", "b"], [("b", "a")]), after(60)))
    assert now.lineages[REPO].roots == ("a",)
    assert now.jobs[a_key("b")].job.model_names == ("ada/coder/b/100",)
    assert now.jobs[a_key("a")] is state.jobs[a_key("a")]


def test_a_failed_tree_keeps_the_last_one() -> None:
    state = a_state()
    now = play(state, TreeFailed(1, REPO, OVEN, after(60)))
    assert now.trees[REPO] == Failed(OVEN, after(60), Ready(a_tree(), NOW))
    assert now.lineages is state.lineages


def test_equal_contents_stay_the_same_object_and_failed_ones_are_kept() -> None:
    contents, same = (RepoContents((PromptName("teacher"),)) for _ in range(2))
    state = play(a_state(), ContentsLoaded(1, REPO, contents, NOW), ContentsLoaded(1, REPO, same, after(5)))
    assert value_of(state.contents[REPO]) is contents
    assert value_of(play(state, ContentsFailed(1, REPO, OVEN, after(9))).contents[REPO]) is contents


# Texts, configurations, metrics, plans


def test_a_prompt_is_asked_loaded_and_failed() -> None:
    state = play(a_state(), PromptAsked(KEY))
    assert state.prompts[KEY] == Loading(None)
    state = play(state, PromptLoaded(KEY, BASE, NOW), PromptLoaded(KEY, a_prompt("base"), after(1)))
    assert value_of(state.prompts[KEY]) is BASE
    assert play(state, PromptFailed(KEY, OVEN, after(2))).prompts[KEY] == Failed(OVEN, after(2), Ready(BASE, after(1)))


def test_a_text_read_again_never_touches_the_draft() -> None:
    state = a_state(prompts=[BASE], drafts=[a_draft(MINE, BASE)])
    now = play(state, PromptLoaded(KEY, THEIRS, after(1)))
    assert now.drafts is state.drafts
    assert value_of(now.prompts[KEY]) == THEIRS


def test_a_deleted_prompt_leaves_the_names() -> None:
    state = play(a_state(prompts=[BASE, a_prompt(name="student")]), PromptDeleted(KEY))
    assert KEY not in state.prompts
    contents = value_of(state.contents[REPO])
    assert contents is not None
    assert contents.prompts == ("student",)
    assert play(state, PromptDeleted(KEY)).contents is state.contents


def test_a_deleted_prompt_before_the_names_are_known_is_dropped_all_the_same() -> None:
    state = replace(a_state(prompts=[BASE]), contents={})
    assert play(state, PromptDeleted(KEY)).prompts == {}


def test_a_target_is_asked_loaded_and_failed() -> None:
    target, same = Target(TARGET.name, {"n": 1}), Target(TARGET.name, {"n": 1})
    state = play(a_state(), TargetAsked(TARGET))
    assert state.targets[TARGET] == Loading(None)
    state = play(state, TargetLoaded(TARGET, target, NOW), TargetLoaded(TARGET, same, after(1)))
    assert value_of(state.targets[TARGET]) is target
    assert isinstance(play(state, TargetFailed(TARGET, OVEN, after(2))).targets[TARGET], Failed)


def test_metrics_and_plans_are_asked_loaded_and_failed() -> None:
    series, plan = MetricSeries(), RecreationPlan("", ())
    state = play(a_state(), MetricsAsked(BAKE), PlanAsked(BAKE))
    assert (state.metrics[BAKE], state.plans[BAKE]) == (Loading(None), Loading(None))
    state = play(state, MetricsLoaded(BAKE, series, NOW), PlanLoaded(BAKE, plan, NOW))
    assert value_of(state.metrics[BAKE]) is series
    state = play(state, MetricsFailed(BAKE, OVEN, after(1)), PlanFailed(BAKE, OVEN, after(1)))
    assert (value_of(state.metrics[BAKE]), value_of(state.plans[BAKE])) == (series, plan)


@pytest.mark.parametrize(
    ("status", "progress_percent", "is_gone", "is_kept"),
    [
        (JobStatus.COMPLETE, 100.0, False, True),
        (JobStatus.FAILED, None, False, True),
        (JobStatus.RUNNING, 0.0, True, True),
        (JobStatus.RUNNING, 7.0, False, True),
        (JobStatus.RUNNING, None, False, True),
        (JobStatus.RUNNING, 0.0, False, False),
        (JobStatus.PENDING, None, False, False),
        (JobStatus.NOT_STARTED, None, False, False),
    ],
)
def test_an_empty_log_replaces_that_of_a_bake_begun_anew_and_of_no_other(
    status: JobStatus, progress_percent: float | None, is_gone: bool, is_kept: bool
) -> None:
    series = MetricSeries((1.0,), {"loss": (2e-6,)})
    state = play(a_state(jobs=[a_job(BAKE.name, status)]), MetricsLoaded(BAKE, series, NOW))
    job = replace(state.jobs[BAKE].job, progress_percent=progress_percent)
    state = replace(state, jobs={BAKE: replace(state.jobs[BAKE], job=job, is_gone=is_gone)})
    state = play(state, MetricsLoaded(BAKE, MetricSeries(), after(1)))
    remote = state.metrics[BAKE]
    assert isinstance(remote, Failed) == is_kept
    assert (value_of(remote) is series) == is_kept


@pytest.mark.parametrize(
    "event",
    [
        PromptAsked(KEY),
        PromptLoaded(KEY, BASE, NOW),
        TargetAsked(TARGET),
        MetricsAsked(BAKE),
        PlanAsked(BAKE),
        PromptDeleted(KEY),
    ],
)
def test_nothing_of_a_closed_repository_comes_back(event: Event) -> None:
    state = AppState()
    assert reduce(state, event) is state


# Drafts and saves
