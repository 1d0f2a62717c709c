"""Jobs in blocks: every one in exactly one of them."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.monitor.arrangement import GroupBy
from breadtui.domain.monitor.blocks import BlockKey, blocks_of
from breadtui.domain.names import JobKey, Phase, TargetName
from breadtui.domain.recipe import Dataset
from tests.fakes.states import REPO, a_key

STIM, ROLLOUT = a_key("wise", Phase.STIM), a_key("wise", Phase.ROLLOUT)
LEARNED = {
    a_key("v1"): (Dataset(TargetName("wise"), 1.0),),
    a_key("v2"): (Dataset(TargetName("calm"), 0.2), Dataset(TargetName("wise"), 0.8)),
    a_key("v3"): (Dataset(TargetName("calm"), 0.5), Dataset(TargetName("wise"), 0.5)),
}


def learned(key: JobKey) -> Sequence[Dataset]:
    return LEARNED.get(key, ())


def test_a_pipeline_is_the_stim_the_rollout_and_the_bakes_of_one_target_in_that_order() -> None:
    blocks = blocks_of([a_key("v1"), ROLLOUT, a_key("v2"), STIM], GroupBy.PIPELINE, learned)
    assert blocks == {BlockKey(REPO, "wise", is_target=True): (STIM, ROLLOUT, a_key("v1"), a_key("v2"))}


def test_a_bake_of_several_targets_stands_with_the_one_it_learns_most_from() -> None:
    blocks = blocks_of([a_key("v3"), a_key("v2")], GroupBy.PIPELINE, learned)
    assert [block.name for block in blocks] == ["calm", "wise"]


def test_a_bake_whose_targets_are_not_known_is_a_block_of_its_own() -> None:
    assert list(blocks_of([a_key("lonely")], GroupBy.PIPELINE, learned)) == [BlockKey(REPO, "lonely")]


def test_a_bake_and_a_target_of_one_name_are_two_blocks() -> None:
    assert len(blocks_of([a_key("wise"), STIM], GroupBy.PIPELINE, learned)) == 2


def test_the_jobs_of_a_repository_stay_in_their_order_and_blocks_in_that_of_their_first_jobs() -> None:
    keys = [a_key("b", repo="two"), a_key("v1"), STIM, a_key("a", repo="two")]
    blocks = blocks_of(keys, GroupBy.REPO, learned)
    assert {block.repo: jobs for block, jobs in blocks.items()} == {
        "two": (keys[0], keys[3]),
        REPO: (keys[1], keys[2]),
    }
    assert [block.repo for block in blocks] == ["two", REPO]
