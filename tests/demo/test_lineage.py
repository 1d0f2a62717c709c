from typing import Any

from tests.demo.driving import Service

YODA = "/v1/repo/yoda_repo"


def positions(plan: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {(step["action"], step["resource_name"]): step["step"] for step in plan["steps"]}


async def test_a_plan_of_one_bake_has_seven_steps_in_the_recorded_order(seeded: Service) -> None:
    plan = await seeded.get(f"{YODA}/recipe/yoda_v1/recreation-plan")
    steps = [(step["action"], step["resource_name"], step["dependencies"]) for step in plan["steps"]]
    assert steps == [
        ("create_prompt", "student_0", []),
        ("create_prompt", "yoda", []),
        ("create_target", "yoda_target", ["prompt:yoda", "prompt:student_0"]),
        ("run_stim", "yoda_target", ["target:yoda_target"]),
        ("run_rollout", "yoda_target", ["target:yoda_target"]),
        ("create_bake", "yoda_v1", ["target:yoda_target"]),
        ("run_bake", "yoda_v1", ["bake:yoda_v1", "target:yoda_target:rollout_complete"]),
    ]
    assert [step["step"] for step in plan["steps"]] == list(range(1, 8))
    assert plan["total_steps"] == 7
    assert plan["resources"]["prompts"] == ["yoda", "student_0"]
    assert plan["resources"]["bakes"] == [{"bake_name": "yoda_v1", "model_names": ["ada/yoda_repo/yoda_v1/75"]}]


async def test_a_plan_carries_messages_where_either_reader_looks(seeded: Service) -> None:
    plan = await seeded.get(f"{YODA}/recipe/yoda_v1/recreation-plan")
    config = plan["steps"][1]["config"]
    assert config["messages"] == config["content"]["messages"]
    assert config["name"] == "yoda"
    target = plan["steps"][2]["config"]
    assert (target["u"], target["v"]) == ("yoda", "student_0")
    assert "teacher_prompt" not in target


async def test_a_plan_builds_parents_first_and_shared_prompts_once(seeded: Service) -> None:
    plan = await seeded.get(f"{YODA}/recipe/coder_v7/recreation-plan")
    at = positions(plan)
    assert len(at) == len(plan["steps"])
    assert at["run_bake", "coder_v1"] < at["create_bake", "coder_v3"] < at["create_bake", "coder_v7"]
    for step in plan["steps"]:
        for need in step["dependencies"]:
            kind, name, *_ = need.split(":")
            assert at[f"create_{kind}", name] < step["step"]


async def test_a_plan_can_be_followed_in_another_repo(seeded: Service) -> None:
    plan = await seeded.get(f"{YODA}/recipe/coder_v5/recreation-plan")
    await seeded.make("/v1/repo", {"repo_name": "again"})
    base = "/v1/repo/again"
    for step in plan["steps"]:
        name, config = step["resource_name"], step["config"]
        body = {"template": "default", "overrides": config}
        match step["action"]:
            case "create_prompt":
                await seeded.make(f"{base}/prompts", {"prompt_name": name, "messages": config["messages"]})
            case "create_target":
                await seeded.make(f"{base}/targets", {"target_name": name, **body})
            case "create_bake":
                await seeded.make(f"{base}/bakes", {"bake_name": name, **body})
            case "run_bake":
                await seeded.make(f"{base}/bakes/{name}", {})
            case _:
                await seeded.make(f"{base}/targets/{name}/{step['action'].removeprefix('run_')}", {})
        seeded.clock.advance(120)
    again = await seeded.get(f"{base}/tree")
    assert {node["status"] for node in again["bakes"].values()} == {"complete"}


async def test_a_graph_runs_from_dependant_to_dependency(seeded: Service) -> None:
    graph = await seeded.get(f"{YODA}/recipe/coder_v3/dependency-graph")
    assert list(graph["bakes"]) == ["coder_v3", "coder_v1"]
    assert ["bake", "coder_v3", "bake", "coder_v1"] in graph["edges"]
    assert ["bake", "coder_v1", "target", "coder_set_1"] in graph["edges"]
    assert ["target", "coder_set_3", "prompt", "teach_3"] in graph["edges"]
    assert graph["prompts"]["student_0"] == "prompts/student_0.yml"


async def test_a_deleted_prompt_is_null_in_the_graph_and_absent_from_the_plan(seeded: Service) -> None:
    await seeded.ask("DELETE", f"{YODA}/prompts/yoda")
    graph = await seeded.get(f"{YODA}/recipe/yoda_v1/dependency-graph")
    assert graph["prompts"] == {"yoda": None, "student_0": "prompts/student_0.yml"}
    plan = await seeded.get(f"{YODA}/recipe/yoda_v1/recreation-plan")
    assert plan["total_steps"] == 6


async def test_a_bake_that_is_its_own_ancestor_does_not_hang(empty: Service) -> None:
    await empty.prepare()
    for name, parent in (("a", "b"), ("b", "a")):
        overrides = {"datasets": [{"target": "t"}], "model": {"parent_model_name": f"ada/lab/{parent}/8"}}
        body = {"bake_name": name, "template": "default", "overrides": overrides}
        await empty.make("/v1/repo/lab/bakes", body)
    graph = await empty.get("/v1/repo/lab/recipe/a/dependency-graph")
    assert list(graph["bakes"]) == ["a", "b"]
    plan = await empty.get("/v1/repo/lab/recipe/a/recreation-plan")
    assert plan["total_steps"] == 9
    assert len((await empty.get("/v1/repo/lab/tree"))["edges"]) == 2


async def test_a_plan_of_an_unknown_bake_is_a_plain_404(seeded: Service) -> None:
    answer = await seeded.ask("GET", f"{YODA}/recipe/nope/recreation-plan")
    assert (answer.status_code, answer.json()["code"]) == (404, "RESOURCE_NOT_FOUND")
