"""Mistakes that are caught before a bake is made, and what would come of it."""

from typing import Any

import pytest

from breadtui.domain.baking.check import expected_model, problems
from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.known import Known, KnownTarget, prospect
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName

BASE = "Qwen/Qwen3-32B"
PATH = "ada/yoda/wise/183"


def rollout(status: JobStatus, lines: int | None = None, expected: int | None = None) -> Job:
    """A rollout."""
    key = JobKey(RepoName("yoda"), Phase.ROLLOUT, "t")
    return Job(key, status, lines=lines, total_expected=expected)


def known(**targets: KnownTarget) -> Known:
    """A repository with these targets, and one finished bake."""
    return Known(BASE, set(targets), targets, {"wise"}, {PATH}, {"yoda"})


DONE = KnownTarget({"model_name": BASE}, rollout(JobStatus.COMPLETE, 1600))


def found(given: dict[str, Any], around: Known | None = None, name: str = "b", template: str = "default") -> list[str]:
    """What is wrong, as `place: sentence`, warnings with a tilde."""
    draft = BakeDraft(name, template, given)
    return [
        f"{'~' if one.is_warning else '!'}{'.'.join(map(str, one.place))}: {one.sentence}"
        for one in problems(draft, BUILT_IN, around or known(t=DONE))
    ]


def test_a_bake_over_a_finished_rollout_has_nothing_wrong() -> None:
    assert found({"datasets": [{"target": "t"}], "epochs": 2}) == []


@pytest.mark.parametrize("name", ["batch", "default"])
def test_words_of_the_service_are_no_names(name: str) -> None:
    assert found({}, name=name) == [f"!bake_name: '{name}' is a word of the service's own"]


def test_a_name_the_service_may_refuse_is_only_a_warning_and_so_is_one_that_is_taken() -> None:
    assert [one[:12] for one in found({}, name="a b")] == ["~bake_name: "]
    assert found({}, name="wise") == [
        "~bake_name: there is a bake wise: an equal one is found, another is refused; wise_v2 is free"
    ]


def test_a_learning_rate_of_the_schedule_is_an_error() -> None:
    (one,) = found({"scheduler": {"lr": 0.1}})

    assert one.startswith("!scheduler.lr: setting it is an error")


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (rollout(JobStatus.NOT_STARTED), "has not begun"),
        (rollout(JobStatus.RUNNING, 40, 100), "still runs, 40%"),
        (rollout(JobStatus.FAILED), "failed"),
        (rollout(JobStatus.COMPLETE, 0), "has no rows"),
    ],
)
def test_rows_are_counted_when_a_bake_is_made_so_an_unfinished_rollout_is_told(job: Job, words: str) -> None:
    around = known(t=KnownTarget({"model_name": BASE}, job))

    assert found({"datasets": [{"target": "t"}]}, around) == [
        f"~datasets.0: rollout of t {words}: rows are counted when the bake is created, so create it afterwards"
    ]


def test_weights_below_zero_are_wrong_zero_is_doubtful_and_all_zero_is_wrong() -> None:
    around = known(a=DONE, b=DONE)

    assert found({"datasets": [{"target": "a", "weight": -1}, {"target": "b", "weight": 0}]}, around) == [
        "!datasets.0.weight: a weight is no share of anything below 0",
        "~datasets.1.weight: weight 0: nothing is learned from it",
    ]
    assert found({"datasets": [{"target": "a", "weight": 0}]}, around)[-1] == (
        "!datasets: all weights are 0: there is nothing to learn from"
    )


def test_a_target_that_is_not_there_and_one_named_twice() -> None:
    assert found({"datasets": [{"target": "t"}, {"target": "t"}, {"target": "gone"}]}) == [
        "~datasets.0: t is named 2 times",
        "~datasets.1: t is named 2 times",
        "!datasets.2: there is no target gone in this repository",
    ]


def test_a_parent_that_does_not_answer_in_the_targets_is_told_both_ways() -> None:
    baked = KnownTarget({"model_name": PATH}, DONE.rollout)
    parent = {"model": {"parent_model_name": PATH}}

    assert found({"datasets": [{"target": "t"}], **parent}) == [
        f"~datasets.0: t is answered by {BASE}, but the bake starts from {PATH}"
    ]
    assert found({"datasets": [{"target": "t"}], **parent}, known(t=baked)) == []
    assert found({"datasets": [{"target": "t"}]}, known(t=baked)) == [
        f"~datasets.0: t is answered by {PATH}, but the bake starts from {BASE}"
    ]
    assert expected_model({}, known()) == BASE


def test_a_parent_is_judged_only_in_repositories_that_are_open() -> None:
    def about(path: str) -> list[str]:
        return found({"model": {"parent_model_name": path}})

    assert about("ada/yoda/wise/9") == ["~model.parent_model_name: yoda has no checkpoint wise/9"]
    assert about("ada/elsewhere/wise/9") == []
    assert about(BASE) == []
    assert about("wise") == [
        f"~model.parent_model_name: neither a baked model's path nor {BASE}, the repository's base model"
    ]


def test_shares_of_training_and_evaluation_add_up_to_one() -> None:
    assert found({"data": {"train_eval_split": [0.9, 0.1]}}) == []
    assert found({"data": {"train_eval_split": [0.9, 0.2]}}) == [
        "~data.train_eval_split: the shares add up to 1.1, not to 1"
    ]


def test_steps_follow_the_rule_of_the_contract() -> None:
    draft = BakeDraft("b", given={"datasets": [{"target": "t"}], "epochs": 2})

    found_ = prospect(draft, BUILT_IN, known(t=DONE))

    assert (found_.rows, found_.effective_batch, found_.steps, found_.is_partial) == (1600, 16, 200, False)


def test_rows_of_several_rollouts_add_up_and_missing_ones_are_told() -> None:
    draft = BakeDraft("b", given={"datasets": [{"target": "a"}, {"target": "b"}]})
    running = KnownTarget({}, rollout(JobStatus.RUNNING, 30))

    assert prospect(draft, BUILT_IN, known(a=DONE, b=DONE)).rows == 3200
    assert prospect(draft, BUILT_IN, known(a=DONE, b=running)).rows == 1630
    assert prospect(draft, BUILT_IN, known(a=DONE, b=running)).is_partial
    assert prospect(draft, BUILT_IN, Known()).rows is None
    assert prospect(BakeDraft("b", given={"total_trajectories": 320}), BUILT_IN, Known()).steps == 20
