"""What `start` may mean for a target, and which chain the word makes of what is marked or chosen."""

from __future__ import annotations

import pytest

from breadtui.domain.chain.wish import ChainWish, chain_plan
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.recreation.run import PlanRun, RunStanding
from breadtui.store.facts.state import AppState
from breadtui.ui.present.chain.about import chains_about, chains_going, then_words
from breadtui.ui.present.chain.options import NotAChain, chain_wish, start_options
from breadtui.ui.present.detail.chain_lines import chain_lines
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_prompt_key, a_state, a_target_key, a_tree

TARGET = a_target_key("wise")
COMPLETE, RUNNING, FAILED = JobStatus.COMPLETE, JobStatus.RUNNING, JobStatus.FAILED
DATA = {"datasets": [{"target": "wise"}]}


def state_of(stim: JobStatus | None = None, rollout: JobStatus | None = None, **bakes: JobStatus) -> AppState:
    phases = ((Phase.STIM, stim), (Phase.ROLLOUT, rollout))
    jobs = [a_job("wise", status, phase=phase) for phase, status in phases if status is not None]
    tree = a_tree(bakes, configs=dict.fromkeys(bakes, DATA))
    return a_state(tree, jobs)


def labels(state: AppState) -> list[str]:
    return [option.label for option in start_options(state, TARGET)]


@pytest.mark.parametrize(
    ("stim", "rollout", "expected"),
    [
        (None, None, ["stim only", "stim, then rollout", "stim, rollout, then bake v8"]),
        (FAILED, None, ["stim only", "stim, then rollout", "stim, rollout, then bake v8"]),
        (RUNNING, None, ["rollout, when stim is complete", "rollout, then bake v8, when stim is complete"]),
        (COMPLETE, None, ["rollout only", "rollout, then bake v8"]),
        (COMPLETE, RUNNING, ["bake v8, when rollout is complete"]),
        (COMPLETE, COMPLETE, ["bake v8"]),
    ],
)
def test_what_can_be_started_of_a_target(
    stim: JobStatus | None, rollout: JobStatus | None, expected: list[str]
) -> None:
    assert labels(state_of(stim, rollout, v8=JobStatus.NOT_STARTED, old=COMPLETE)) == expected


@pytest.mark.parametrize(
    ("own", "expected"), [(JobStatus.NOT_STARTED, ["bake v8"]), (None, ["bake v8"]), (JobStatus.PENDING, [])]
)
def test_a_bake_that_its_tree_calls_pending_is_offered_unless_it_is_known_to_be_queued(
    own: JobStatus | None, expected: list[str]
) -> None:
    state = state_of(COMPLETE, COMPLETE, v8=JobStatus.PENDING)
    seen = state.jobs[a_key("v8")]
    job = replace(seen.job, is_vague=True) if own is None else replace(seen.job, status=own)
    assert labels(replace(state, jobs={**state.jobs, a_key("v8"): replace(seen, job=job)})) == expected


def test_what_was_stopped_before_is_said_to_have_been() -> None:
    wish = ChainWish(REPO, ("wise",))
    run = PlanRun(wish.key, chain_plan(wish), NOW, standing=RunStanding.STOPPED)
    state = replace(state_of(), plan_runs={wish.key: run})
    assert labels(state) == ["stim only", "stim, then rollout (was stopped)"]
    going = replace(state, plan_runs={wish.key: replace(run, standing=RunStanding.RUNNING)})
    assert labels(going) == ["stim only", "stim, then rollout"]


def test_each_way_has_a_letter_of_its_own() -> None:
    many = {f"v{number}": JobStatus.NOT_STARTED for number in range(20)}
    letters = [option.letter for option in start_options(state_of(**many), TARGET)]
    assert letters == ["s", "r", *"123456789"]


def test_a_target_whose_jobs_are_complete_and_that_no_bake_waits_for_has_nothing_to_start() -> None:
    assert labels(state_of(COMPLETE, COMPLETE)) == []


def test_a_chain_of_what_is_chosen_and_of_what_is_marked() -> None:
    state = replace(a_state(), chosen=a_key("v8"))
    assert chain_wish(state, ()) == ChainWish(REPO, (), ("v8",))
    state = replace(a_state(), chosen=TARGET)
    assert chain_wish(state, ("v8",)) == ChainWish(REPO, ("wise",), ("v8",))
    state = replace(state, marked=(a_target_key("a"), a_target_key("b"), a_key("v8"), a_prompt_key()))
    assert chain_wish(state, ()) == ChainWish(REPO, ("a", "b"), ("v8",))


def test_things_of_two_repositories_make_no_chain() -> None:
    state = replace(a_state(), marked=(a_target_key("a"), a_target_key("b", "other")))
    with pytest.raises(NotAChain):
        chain_wish(state, ())
    with pytest.raises(NotAChain):
        chain_wish(replace(a_state(), chosen=REPO), ())


def test_a_chain_is_told_where_it_concerns_something() -> None:
    wish = ChainWish(REPO, bakes=("v8",), bake_settings={"v8": DATA})
    run = PlanRun(wish.key, chain_plan(wish), NOW)
    state = replace(a_state(), plan_runs={wish.key: run})
    assert chains_about(state, TARGET) == chains_about(state, a_key("v8")) == (run,)
    assert chains_about(state, a_target_key("other")) == chains_about(state, REPO) == ()
    assert then_words(chains_going(state), JobKey(REPO, Phase.STIM, "wise")) == "then rollout, bake v8"
    text = ["".join(span.text for span in line.line).strip() for line in chain_lines((run,))]
    assert text == ["chain   stim, rollout of wise, then bake v8", "0 of 3 done", ":chain stop ends it"]


def test_a_stopped_chain_is_offered_and_one_that_is_through_is_told_no_more() -> None:
    wish = ChainWish(REPO, bakes=("v8",), bake_settings={"v8": DATA})
    run = PlanRun(wish.key, chain_plan(wish), NOW, standing=RunStanding.STOPPED, reason="no credits")
    state = replace(a_state(), plan_runs={wish.key: run})
    assert chains_going(state) == ()
    assert "".join(span.text for span in chain_lines(chains_about(state, TARGET))[-1].line).strip() == (
        ":chain resume goes on, :chain forget gives it up"
    )
    done = replace(state, plan_runs={wish.key: replace(run, standing=RunStanding.DONE)})
    assert chains_about(done, TARGET) == ()
