"""What drafts, saves, starts and the session do to the state."""

from breadtui.domain.calls import ApiCall
from breadtui.domain.errors import NotFound, Unauthorized, Unclear, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.domain.prompt.drafts import Draft
from breadtui.store.events.draft import DraftBegun, DraftDropped, DraftUnkept
from breadtui.store.events.event import (
    Chosen,
    DraftChanged,
    DraftsRestored,
    PromptAsked,
    PromptSaved,
    ReplaceNeeded,
    SaveConflicted,
    SaveFailed,
    SaveStarted,
    StartAsked,
    StartFailed,
)
from breadtui.store.events.session import CallRecorded, KeyChanged, KeyRefused, LinkDegraded, LinkRestored, Noticed
from breadtui.store.facts.remote import NOT_ASKED, Ready, value_of
from breadtui.store.facts.state import (
    AppState,
    ConfirmReplace,
    Conflicted,
    Degraded,
    LockedOut,
    Online,
    Saved,
    SaveRefused,
    Saving,
    Severity,
)
from breadtui.store.reducers.whole import reduce
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
    after,
)
from tests.store.play import BAKE, BASE, CUT, KEY, MINE, OVEN, THEIRS, changed_parts, play


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
    now = play(state, DraftBegun(a_draft(MINE, THEIRS)))
    assert now.drafts[KEY].base == THEIRS
    assert now.saves == {}
    assert play(state, DraftBegun(a_draft(THEIRS, THEIRS))).drafts == {}


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


def test_a_draft_that_is_in_memory_only_is_known_until_it_is_on_disk() -> None:
    state = play(AppState(), DraftUnkept(KEY, "no space left on device"))
    assert state.unkept == {KEY: "no space left on device"}
    assert play(state, DraftUnkept(KEY, "")).unkept == {}
