"""The reducer on plain values: repositories, texts, drafts, link, notices."""

from dataclasses import fields, replace

import pytest

from breadtui.domain.calls import ApiCall
from breadtui.domain.drafts import Draft
from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized, Unclear, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metrics import MetricSeries
from breadtui.domain.names import Phase, PromptName, RepoName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.repos import Repo, Target
from breadtui.store.events import (
    Chosen,
    ConflictTaken,
    ContentsFailed,
    ContentsLoaded,
    DraftChanged,
    DraftDropped,
    DraftsRestored,
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
    PromptSaved,
    ReplaceNeeded,
    RepoClosed,
    RepoListAsked,
    RepoListFailed,
    RepoListLoaded,
    RepoOpened,
    SaveConflicted,
    SaveFailed,
    SaveStarted,
    StartAsked,
    StartFailed,
    TargetAsked,
    TargetFailed,
    TargetLoaded,
    TreeFailed,
    TreeLoaded,
)
from breadtui.store.reduce import reduce
from breadtui.store.remote import NOT_ASKED, Failed, Loading, Ready, value_of
from breadtui.store.session_events import CallRecorded, KeyChanged, KeyRefused, LinkDegraded, LinkRestored, Noticed
from breadtui.store.state import (
    AppState,
    ConfirmReplace,
    Conflicted,
    Degraded,
    LockedOut,
    Online,
    RepoContents,
    Saved,
    SaveRefused,
    Saving,
    Severity,
)
from breadtui.store.store import Store
from tests.fakes.states import (
    NOW,
    REPO,
    a_draft,
    a_job,
    a_key,
    a_prompt,
    a_prompt_key,
    a_state,
    a_target_key,
    a_tree,
    after,
)

OTHER = RepoName("elsewhere")
KEY, TARGET, BAKE = a_prompt_key(), a_target_key(), a_key()
BASE, MINE, THEIRS = a_prompt("base"), a_prompt("mine"), a_prompt("theirs")
OVEN = ServerFailed("oven\ndetails", status=500)
CUT = Unreachable("cut")


def play(state: AppState, *events: Event) -> AppState:
    for event in events:
        state = reduce(state, event)
    return state


def changed_parts(before: AppState, event: Event) -> set[str]:
    """The parts that are another object after the event."""
    now = reduce(before, event)
    return {part.name for part in fields(AppState) if getattr(before, part.name) is not getattr(now, part.name)}


# Repositories


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


def test_a_draft_is_kept_only_while_it_differs_from_its_base() -> None:
    state = play(a_state(), DraftChanged(a_draft(MINE, BASE)))
    assert state.drafts[KEY].mine == MINE
    assert play(state, DraftChanged(a_draft(BASE, BASE))).drafts == {}


def test_changing_a_draft_outdates_its_last_save_but_not_a_conflict() -> None:
    draft = a_draft(MINE, BASE)
    for save in (Saved(NOW), SaveRefused(OVEN, NOW), ConfirmReplace(BASE)):
        assert KEY not in play(a_state(saves={KEY: save}), DraftChanged(draft)).saves
    for lasting in (Saving(), Conflicted(BASE, THEIRS)):
        assert play(a_state(saves={KEY: lasting}), DraftChanged(draft)).saves[KEY] == lasting


def test_restored_drafts_never_replace_newer_ones_and_empty_ones_are_left_out() -> None:
    newer, older = a_draft(MINE, BASE), a_draft(THEIRS, BASE)
    student = a_draft(a_prompt(name="student"))
    unchanged = Draft(a_prompt_key("same"), BASE, BASE, NOW)
    state = play(a_state(drafts=[newer]), DraftsRestored((older, student, unchanged)))
    assert state.drafts == {KEY: newer, student.key: student}
    assert reduce(state, DraftsRestored(())) is state


def test_a_dropped_draft_takes_its_save_along() -> None:
    state = a_state(drafts=[a_draft(MINE, BASE)], saves={KEY: Conflicted(BASE, THEIRS)})
    now = play(state, DraftDropped(KEY))
    assert (now.drafts, now.saves) == ({}, {})


def test_each_end_of_a_save_is_told() -> None:
    state = play(a_state(), SaveStarted(KEY))
    assert state.saves[KEY] == Saving()
    assert play(state, SaveConflicted(KEY, BASE, THEIRS)).saves[KEY] == Conflicted(BASE, THEIRS)
    assert play(state, ReplaceNeeded(KEY, BASE)).saves[KEY] == ConfirmReplace(BASE)
    refused = play(state, SaveFailed(KEY, OVEN, NOW))
    assert refused.saves[KEY] == SaveRefused(OVEN, NOW)
    assert refused.notices[-1].text == "prompt teacher is not saved: oven"
    assert refused.notices[-1].severity is Severity.ERROR


def test_a_saved_prompt_is_the_new_base_and_joins_the_names() -> None:
    state = play(a_state(drafts=[a_draft(MINE, BASE)]), PromptSaved(KEY, MINE, NOW))
    assert state.drafts == {}
    assert state.prompts[KEY] == Ready(MINE, NOW)
    contents = value_of(state.contents[REPO])
    assert contents is not None
    assert contents.prompts == ("teacher",)
    assert play(state, PromptSaved(KEY, MINE, NOW)).contents is state.contents


def test_a_save_of_a_closed_repository_clears_its_draft_alone() -> None:
    state = AppState(drafts={KEY: a_draft(MINE, BASE)})
    now = play(state, PromptSaved(KEY, MINE, NOW))
    assert (now.drafts, now.prompts) == ({}, {})
    assert now.saves[KEY] == Saved(NOW)


def test_taking_a_conflict_into_the_editor_makes_theirs_the_base() -> None:
    state = a_state(drafts=[a_draft(MINE, BASE)], saves={KEY: Conflicted(BASE, THEIRS)})
    now = play(state, ConflictTaken(KEY, THEIRS))
    assert now.drafts[KEY].base == THEIRS
    assert now.saves == {}
    assert play(replace(state, drafts={}), ConflictTaken(KEY, THEIRS)).drafts == {}


# Starts, link, notices, transcript, choice


def test_a_start_disables_its_key_until_the_answer() -> None:
    state = play(a_state(), StartAsked(BAKE))
    assert state.starting == {BAKE}
    refused = play(state, StartFailed(BAKE, OVEN, NOW))
    assert refused.starting == frozenset()
    assert (refused.notices[-1].text, refused.notices[-1].severity) == ("start of coder_v1: oven", Severity.ERROR)
    unclear = play(state, StartFailed(BAKE, Unclear("who knows"), NOW))
    assert unclear.notices[-1].severity is Severity.WARNING


def test_the_link_breaks_and_mends_and_keeps_its_beginning() -> None:
    broken = play(AppState(), LinkDegraded(CUT, NOW))
    assert broken.link == Degraded(NOW, CUT)
    assert reduce(broken, LinkDegraded(Unreachable("cut"), after(9))) is broken
    assert play(broken, LinkDegraded(OVEN, after(9))).link == Degraded(NOW, OVEN)
    assert play(broken, LinkRestored(after(9))).link == Online()
    assert reduce(AppState(), LinkRestored(NOW)) == AppState()


def test_being_locked_out_outlasts_all_but_a_new_key() -> None:
    refused = Unauthorized("no", status=401)
    locked = play(AppState(), LinkDegraded(CUT, NOW), KeyRefused(refused, after(1)))
    assert locked.link == LockedOut(after(1), refused)
    for event in (KeyRefused(refused, after(2)), LinkDegraded(CUT, NOW), LinkRestored(NOW)):
        assert reduce(locked, event) is locked
    fresh = play(locked, KeyChanged())
    assert fresh.link == Online()
    assert reduce(fresh, KeyChanged()) is fresh


def test_notices_are_numbered_and_the_last_hundred_kept() -> None:
    state = AppState()
    for number in range(130):
        state = play(state, Noticed(Severity.INFORMATION, str(number), NOW))
    assert [notice.number for notice in state.notices] == list(range(31, 131))
    assert state.notice_count == 130


def test_the_last_two_hundred_calls_are_kept() -> None:
    state = AppState()
    for number in range(230):
        state = play(state, CallRecorded(ApiCall(NOW, "GET", f"/{number}", "200", 1.0, 0, 0)))
    assert [call.path for call in state.calls] == [f"/{number}" for number in range(30, 230)]


def test_choosing_the_same_again_changes_nothing() -> None:
    state = play(a_state(), Chosen(BAKE))
    assert reduce(state, Chosen(a_key())) is state
    assert play(state, Chosen(KEY)).chosen == KEY
    assert play(state, Chosen(None)).chosen is None


def test_events_change_only_their_own_part() -> None:
    state = a_state(prompts=[BASE], drafts=[a_draft(MINE, BASE)])
    assert changed_parts(state, Chosen(KEY)) == {"chosen"}
    assert changed_parts(state, DraftChanged(a_draft(THEIRS, BASE))) == {"drafts"}
    assert changed_parts(state, SaveStarted(KEY)) == {"saves"}
    assert changed_parts(state, LinkDegraded(CUT, NOW)) == {"link"}
    assert changed_parts(state, StartAsked(BAKE)) == {"starting"}
    assert changed_parts(state, PromptAsked(KEY)) == {"prompts"}
    assert changed_parts(state, Noticed(Severity.WARNING, "x", NOW)) == {"notices", "notice_count"}


# The store


def test_subscribers_are_told_of_changes_alone_and_until_they_leave() -> None:
    store = Store()
    told: list[AppState] = []
    leave = store.subscribe(told.append)
    store.dispatch(LinkRestored(NOW))
    assert told == []
    store.dispatch(Chosen(BAKE))
    assert told == [store.state]
    leave()
    leave()
    store.dispatch(Chosen(None))
    assert len(told) == 1


def test_the_same_subscriber_may_come_twice_and_leave_once() -> None:
    store = Store()
    told: list[AppState] = []
    leave = store.subscribe(told.append)
    store.subscribe(told.append)
    leave()
    store.dispatch(Chosen(BAKE))
    assert len(told) == 1


def test_nothing_known_is_not_asked() -> None:
    assert AppState().repos is NOT_ASKED
    assert value_of(NOT_ASKED) is None
    assert NotFound("x") == NotFound("x")
    assert a_job("x", JobStatus.RUNNING, phase=Phase.STIM).key.phase is Phase.STIM
