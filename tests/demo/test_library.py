import json
from itertools import pairwise
from typing import Any

import pytest

from breadtui.demo.library import Library
from breadtui.demo.library_support import support_repo
from breadtui.demo.outputs import rollout_row
from breadtui.demo.serve import DemoOptions
from tests.demo.driving import Service, service

YODA = "/v1/repo/yoda_repo"


async def test_the_library_is_the_same_for_the_same_seed() -> None:
    trees: list[bytes] = []
    for seed in (7, 7, 8):
        async with service(DemoOptions(seed=seed)) as made:
            trees.append((await made.ask("GET", f"{YODA}/bakes/coder_v7/metrics")).content)
    assert trees[0] == trees[1] != trees[2]


async def test_four_repos_hold_about_forty_bakes(seeded: Service) -> None:
    repos = (await seeded.get("/v1/repo"))["repos"]
    assert len(repos) == 4
    bakes = [name for repo in repos for name in (await seeded.get(f"/v1/repo/{repo}/bakes"))["bakes"]]
    assert 36 <= len(bakes) <= 44


async def test_the_coders_descend_through_five_generations(seeded: Service) -> None:
    tree = await seeded.get(f"{YODA}/tree")
    parents = {child: parent for _, child, _, parent in tree["edges"]}
    line = ["coder_v7"]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    assert line == ["coder_v7", "coder_v6", "coder_v5", "coder_v3", "coder_v1"]
    assert parents["coder_v7b"] == "coder_v6"
    assert parents["coder_v5b"] == "coder_v5"
    assert parents["coder_v2"] == "coder_v1"


async def test_something_of_every_kind_is_going_on(seeded: Service) -> None:
    states = {
        name: (await seeded.get(f"/v1/repo/{repo}/bakes/{name}"))["status"]
        for repo in ("yoda_repo", "support_agent")
        for name in (await seeded.get(f"/v1/repo/{repo}/bakes"))["bakes"]
    }
    running = {name for name, state in states.items() if state == "running"}
    assert running == {"coder_v7", "coder_v7b", "wise_3", "tone_v3", "tone_hot"}
    assert states["wise_2"] == "failed"
    assert (await seeded.get(f"{YODA}/targets/coder_set_8/rollout"))["status"] == "running"
    stim = await seeded.get("/v1/repo/support_agent/targets/refund_set_2/stim")
    assert stim["status"] == "running"


@pytest.mark.parametrize(
    ("path", "step_seconds"),
    [
        (f"{YODA}/bakes/coder_v7", 8.7),
        (f"{YODA}/bakes/coder_v7b", 5.2),
        ("/v1/repo/support_agent/bakes/tone_v3", 6.5),
    ],
)
async def test_a_running_bake_gains_a_step_every_few_seconds_for_long(
    seeded: Service, path: str, step_seconds: float
) -> None:
    before = len(await seeded.get(f"{path}/metrics"))
    seeded.clock.advance(600)
    gained = len(await seeded.get(f"{path}/metrics")) - before
    assert gained == pytest.approx(600 / step_seconds, abs=2)
    seeded.clock.advance(600)
    assert (await seeded.get(path))["status"] == "running"
    seeded.clock.advance(2400)
    assert (await seeded.get(path))["status"] == "complete"


async def test_the_stalled_bake_gains_no_step(seeded: Service) -> None:
    before = await seeded.get(f"{YODA}/bakes/wise_3")
    rows = await seeded.get(f"{YODA}/bakes/wise_3/metrics")
    seeded.clock.advance(3600)
    assert await seeded.get(f"{YODA}/bakes/wise_3") == before
    assert await seeded.get(f"{YODA}/bakes/wise_3/metrics") == rows


async def test_the_diverging_bake_climbs(seeded: Service) -> None:
    rows = await seeded.get("/v1/repo/support_agent/bakes/tone_hot/metrics")
    values = [row["loss"] for row in rows]
    assert values[-1] > 10 * min(values)


async def test_one_repo_continues_weights_of_another(seeded: Service) -> None:
    tree = await seeded.get("/v1/repo/junior_coder/tree")
    assert ["bake", "junior_v1", "bake", "coder_v6"] in tree["edges"]
    assert "coder_v6" not in tree["bakes"]
    path = tree["bakes"]["junior_v1"]["config"]["model"]["parent_model_name"]
    assert path in (await seeded.get(f"{YODA}/bakes/coder_v6"))["model_name"]
    target = await seeded.get("/v1/repo/junior_coder/targets/junior_set")
    assert target["config"]["model_name"] == path
    plan = await seeded.get("/v1/repo/junior_coder/recipe/junior_v2/recreation-plan")
    assert [entry["bake_name"] for entry in plan["resources"]["bakes"]] == ["junior_v1", "junior_v2"]


async def test_a_prompt_holds_a_long_history_with_tools(seeded: Service) -> None:
    answer = await seeded.ask("GET", "/v1/repo/support_agent/prompts/long_history")
    assert 70_000 < len(answer.content) < 100_000
    prompt = answer.json()
    assert {message["role"] for message in prompt["messages"]} == {"system", "user", "assistant", "tool"}
    assert len(prompt["tools"]) == 6
    row = (await seeded.get("/v1/repo/support_agent/targets/history_set/stim/output", limit=1))["output"][0]
    assert row["unconditioned_stimulus"]["tools"] == prompt["tools"]


async def test_a_multi_target_bake_has_weights(seeded: Service) -> None:
    config = (await seeded.get(f"{YODA}/bakes/yoda_mix"))["config"]
    assert [entry["weight"] for entry in config["datasets"]] == [0.5, 0.3, 0.2]
    assert config["total_trajectories"] == 1200 + 720 + 1900


async def test_every_parent_is_a_finished_checkpoint(seeded: Service) -> None:
    models = {entry["id"] for entry in (await seeded.get("/v1/models"))["data"]}
    for repo in (await seeded.get("/v1/repo"))["repos"]:
        tree = await seeded.get(f"/v1/repo/{repo}/tree")
        parents = [bake["config"]["model"].get("parent_model_name") for bake in tree["bakes"].values()]
        assert {parent for parent in parents if parent} <= models


def test_a_big_repo_is_not_grown_before_it_is_asked_for() -> None:
    big = Library.seeded(bakes=10_000).repos[-1]
    assert (big.name, big.bakes) == ("atlas", {})


async def test_a_big_repo_is_deep_and_wide_and_its_tree_is_kept() -> None:
    async with service(DemoOptions(bakes=2000)) as made:
        first = await made.ask("GET", "/v1/repo/atlas/tree")
        tree: dict[str, Any] = json.loads(first.content)
        assert len(tree["bakes"]) == 2000
        parents = {child: parent for _, child, _, parent in tree["edges"]}
        depth = {name: 0 for name in tree["bakes"] if name not in parents}
        for name in tree["bakes"]:
            depth.setdefault(name, depth[parents[name]] + 1 if name in parents else 0)
        assert max(depth.values()) >= 999
        kept = made.world.repo("atlas").tree_answer
        await made.ask("GET", "/v1/repo/atlas/tree")
        assert made.world.repo("atlas").tree_answer is kept


async def test_the_kept_tree_changes_when_a_bake_settles(seeded: Service) -> None:
    before = await seeded.get(f"{YODA}/tree")
    seeded.clock.advance(3600)
    after = await seeded.get(f"{YODA}/tree")
    assert before["bakes"]["coder_v7"]["status"] == "running"
    assert after["bakes"]["coder_v7"]["status"] == "complete"
    assert after["bakes"]["coder_v7"]["checkpoints"] == [354, 236, 118]


async def test_metric_series_are_as_long_as_asked_for() -> None:
    async with service(DemoOptions(metrics=3000)) as made:
        done = await made.get(f"{YODA}/bakes/coder_v6/metrics")
        running = await made.get(f"{YODA}/bakes/coder_v7/metrics")
        assert (len(done), len(running)) == (3000, 3000)
        made.clock.advance(10)
        assert 3003 <= len(await made.get(f"{YODA}/bakes/coder_v7/metrics")) <= 3007
        assert all(before["iter"] + 1 == after["iter"] for before, after in pairwise(running))


def test_some_answers_of_a_target_with_few_tokens_are_cut() -> None:
    target = support_repo(7, None).targets["formal_set"]
    conversations, most_tokens = target.conversations, target.config["max_tokens"]
    assert conversations is not None
    answers = [rollout_row(conversations, at, 4, most_tokens)["response"] for at in range(480)]
    assert sum(answer.get("finish_reason") == "length" for answer in answers) == 96
