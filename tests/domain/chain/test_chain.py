"""Chains as plans that make nothing, and what is told of them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.chain.wish import ChainWish, chain_plan
from breadtui.domain.chain.words import chain_words, has_job, next_words, standing_words, stopped_words
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.recreation.made import RUNS
from breadtui.domain.recreation.order import needed_by
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding, StepProgress, StepState
from breadtui.values import replace

REPO = RepoName("coder")
AT = datetime(2026, 11, 24, tzinfo=UTC)
NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), min_size=1, max_size=6, unique=True)


def run_of(wish: ChainWish) -> PlanRun:
    return PlanRun(wish.key, chain_plan(wish), AT)


def over(*targets: str, bake: str = "v8") -> ChainWish:
    settings = {bake: {"datasets": [{"target": target} for target in targets]}}
    return ChainWish(REPO, bakes=(bake,), bake_settings=settings)


def key(phase: Phase, name: str) -> JobKey:
    return JobKey(REPO, phase, name)


@given(NAMES, NAMES)
def test_every_job_comes_once_and_after_those_it_needs(targets: list[str], bakes: list[str]) -> None:
    settings = {bake: {"datasets": [{"target": target} for target in targets]} for bake in bakes}
    run = run_of(ChainWish(REPO, tuple(targets), tuple(bakes), bake_settings=settings))
    places = [(made.kind, made.name) for made in run.ordered()]
    assert len(places) == len(set(places)) == 2 * len(targets) + len(bakes)
    for at, made in enumerate(run.ordered()):
        assert made.kind in RUNS
        assert {place for place in needed_by(made, REPO) if place in places} <= set(places[:at])


def test_a_bake_waits_for_the_rollout_of_each_target_it_learns_from() -> None:
    last = run_of(over("a", "b")).ordered()[-1]
    assert {name for _, name in needed_by(last, REPO)} == {"a", "b", "v8"}


def test_a_rollout_answered_by_a_bake_of_the_chain_waits_for_it() -> None:
    wish = replace(
        over("b", bake="v9"),
        bakes=("v8", "v9"),
        bake_settings={"v8": {"datasets": [{"target": "a"}]}, "v9": {"datasets": [{"target": "b"}]}},
        target_settings={"b": {"model_name": "ada/coder/v8/100", "generators": [{"numq": 3}]}},
    )
    order = [made.job_key(REPO) for made in run_of(wish).ordered()]
    assert order.index(key(Phase.BAKE, "v8")) < order.index(key(Phase.ROLLOUT, "b"))


def test_a_chain_keeps_no_settings_but_those_that_name_models() -> None:
    wish = replace(over("a"), target_settings={"a": {"model_name": "x/y", "generators": [{"numq": 3}]}})
    assert [step.config for step in chain_plan(wish).steps] == [{}, {"model_name": "x/y"}, {}]


def test_chains_with_different_ends_are_kept_apart_from_each_other_and_from_remakings() -> None:
    keys = [ChainWish(REPO, ("v8",)).key, ChainWish(REPO, ("v8",), through=Phase.STIM).key, over("v8").key]
    remaking = RunKey(over("v8").end, REPO)
    assert len({one.id for one in (*keys, remaking)}) == 4


def test_what_follows_a_job_is_told_as_long_as_the_chain_goes_on() -> None:
    run = run_of(over("a", "b"))
    assert next_words(run, key(Phase.STIM, "a")) == "then rollout, bake v8"
    assert next_words(run, key(Phase.ROLLOUT, "a")) == "then bake v8"
    assert next_words(run, key(Phase.BAKE, "v8")) == ""
    ended = run.having(1, StepProgress(StepState.DONE))
    assert next_words(ended, key(Phase.STIM, "a")) == ""
    assert next_words(ended, key(Phase.ROLLOUT, "a")) == "then bake v8"
    assert next_words(replace(run, standing=RunStanding.STOPPED), key(Phase.STIM, "a")) == ""


def test_a_chain_knows_its_jobs() -> None:
    run = run_of(over("a"))
    assert has_job(run, key(Phase.ROLLOUT, "a"))
    assert not has_job(run, key(Phase.ROLLOUT, "b"))


def test_how_far_it_is_and_why_it_stopped_is_told() -> None:
    run = run_of(over("a", "b"))
    assert chain_words(run) == "stim, rollout of a, b, then bake v8"
    run = run.having(1, StepProgress(StepState.DONE)).having(
        2, StepProgress(StepState.UNDER_WAY, progress_percent=22.4)
    )
    assert standing_words(run) == "1 of 5 done, rollout of a 22%"
    stopped = replace(run, standing=RunStanding.STOPPED, reason="rollout of a: Insufficient credits")
    assert standing_words(stopped) == "1 of 5 done, stopped: rollout of a: Insufficient credits"


def test_where_a_chain_stopped_and_why_are_told_as_sentences() -> None:
    run = run_of(ChainWish(REPO, ("a",), ("v8",)))
    idle = replace(run, standing=RunStanding.STOPPED, reason="")
    assert stopped_words(idle) == ("It stopped at step 1 of 3, stim of a.",)
    rolling = idle.having(1, StepProgress(StepState.DONE)).having(2, StepProgress(StepState.UNDER_WAY))
    why = "rollout of a: Insufficient credits"
    assert stopped_words(replace(rolling, reason=why)) == ("It stopped at step 2 of 3, rollout of a.", f"Why: {why}.")


def test_jobs_that_ran_side_by_side_are_all_told_when_their_chain_was_stopped() -> None:
    run = replace(run_of(ChainWish(REPO, ("a", "b", "c", "d"))), standing=RunStanding.STOPPED)
    for number in (1, 3, 5, 7):
        run = run.having(number, StepProgress(StepState.UNDER_WAY))
    [told] = stopped_words(run)
    assert told == "It stopped at steps 1, 3, 5, 1 more of 8, stim of a, stim of b, stim of c, 1 more."


def test_a_chain_that_stopped_with_nothing_left_says_so() -> None:
    run = replace(run_of(ChainWish(REPO, ("a",))), standing=RunStanding.STOPPED)
    settled = run.having(1, StepProgress(StepState.DONE)).having(2, StepProgress(StepState.FOUND))
    assert stopped_words(settled) == ("It stopped after its last step.",)
