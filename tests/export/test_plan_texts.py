"""Plans as JSON, YAML, Python and shell: read back whole, and safe whatever the service calls its things."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import RepoName
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.as_json import plan_from_json, plan_to_json
from breadtui.export.plans.json_text import plan_json
from breadtui.export.plans.python import plan_python
from breadtui.export.plans.shell import plan_shell
from breadtui.export.plans.yaml_text import plan_yaml

HOME, AWAY = RepoName("home"), RepoName("away")
HOSTILE = (
    "x'; touch PWNED; '",
    '"; touch PWNED #',
    "$(touch PWNED)",
    "`touch PWNED`",
    "\nBREADTUI\ntouch PWNED\n",
    "''' + __import__('os').system('touch PWNED') + '''",
    "{0.__class__}",
    "\x1b]0;owned\x07",
    "\u202eright to left",
    "\ud800",
    "../../other/bakes/b",
    "%s%n",
    "@REPO@",
    "${BREAD_API_KEY}",
    "",
    "..",
)


def a_plan(name: str, text: str) -> RecreationPlan:
    prompt: JsonObject = {"content": {"messages": [{"role": "system", "content": text, name: text}]}}
    target: JsonObject = {
        "u": name,
        "generators": [{"type": "hardcoded", "questions": [text]}],
        "model_name": "a/home/b/7",
    }
    bake: JsonObject = {"datasets": [{"target": name}], "model": {"parent_model_name": f"a/home/{name}/7"}}
    steps = (
        PlanStep(1, "create_prompt", "prompt", name, (), prompt),
        PlanStep(2, "create_target", "target", name, (f"prompt:{name}",), target),
        PlanStep(3, "run_stim", "target", name, (f"target:{name}",)),
        PlanStep(4, "run_rollout", "target", name, (f"target:{name}",)),
        PlanStep(5, "create_bake", "bake", name, (f"target:{name}",), bake),
        PlanStep(6, "run_bake", "bake", name, (f"bake:{name}",)),
        PlanStep(7, "create_bake", "bake", "b", (), bake),
        PlanStep(8, "run_bake", "bake", "b", ("bake:b",)),
    )
    return RecreationPlan(text, steps, (name,), (name,), {name: (f"a/home/{name}/7",)} if name else {})


texts = st.text(st.characters(), max_size=12) | st.sampled_from(HOSTILE)


@given(texts, texts)
def test_json_and_yaml_give_back_the_plan_as_it_was(name: str, text: str) -> None:
    plan = a_plan(name, text)
    assert json.loads(plan_json(plan)) == plan_to_json(plan)
    assert yaml.safe_load(plan_yaml(plan)) == plan_to_json(plan)
    assert plan_from_json(json.loads(plan_json(plan))) == plan


def test_long_texts_are_blocks_in_yaml() -> None:
    written = plan_yaml(a_plan("p", "You are Yoda.\nSpeak as he does.\n"))
    assert re.search(r"content: \|\n( +)You are Yoda\.\n\1Speak as he does\.\n", written)
    assert written.isascii()


def test_a_figure_that_is_no_number_is_null_in_json() -> None:
    plan = RecreationPlan("b", (PlanStep(1, "create_bake", "bake", "b", (), {"lr": float("nan")}),))
    assert json.loads(plan_json(plan))["steps"][0]["config"] == {"lr": None}


@given(texts, texts)
def test_a_script_in_python_is_ascii_and_only_calls_what_it_defines(name: str, text: str) -> None:
    written = plan_python(a_plan(name, text), HOME, RepoName(name or "x"))
    assert written.isascii()
    main = next(node for node in ast.parse(written).body if isinstance(node, ast.FunctionDef) and node.name == "main")
    calls = [node for node in ast.walk(main) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert {call.func.id for call in calls if isinstance(call.func, ast.Name)} == {
        "make_repo",
        "make_prompt",
        "make_target",
        "make_bake",
        "run",
        "print",
    }
    literals = {node.value for node in ast.walk(main) if isinstance(node, ast.Constant)}
    assert {name, text} <= literals


@given(texts)
def test_no_script_holds_a_key(text: str) -> None:
    plan = a_plan("p", text)
    assert "sk-" not in plan_python(plan, HOME)
    assert "sk-" not in plan_shell(plan, HOME)


@pytest.mark.skipif(shutil.which("bash") is None or shutil.which("curl") is None, reason="needs bash and curl")
class TestShell:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile_names_and_texts_stay_words(self, name: str, tmp_path: Path) -> None:
        script = plan_shell(a_plan(name, name), RepoName(name), RepoName("away"))
        assert script.isascii()
        shown = script.replace("curl --", "echo --").replace("sleep ", "exit 3 # ")
        done = _bash(shown, tmp_path, {"BREAD_API_KEY": "k", "BREAD_BASE_URL": "http://127.0.0.1:9"})
        assert done.returncode != 0
        assert list(tmp_path.iterdir()) == [tmp_path / "plan.sh"]

    @pytest.mark.parametrize("name", HOSTILE)
    def test_every_script_is_well_formed(self, name: str) -> None:
        script = plan_shell(a_plan(name, name), RepoName(name), RepoName(name))
        done = subprocess.run(["bash", "-n"], input=script.encode(), check=False, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_script_remakes_two_generations_and_may_be_run_again(self, tmp_path: Path) -> None:
        with DemoServer(DemoOptions(instant=True)) as demo:
            plan = _plan(demo)
            script = plan_shell(plan, RepoName("yoda_repo"), RepoName("remade"))
            for said in ("made", "there"):
                done = _bash(script, tmp_path, _environ(demo))
                assert done.returncode == 0, done.stderr
                assert f"bake coder_v2: {said}" in done.stderr
                assert demo.key not in done.stderr + done.stdout
            _check_remade(demo)

    def test_a_hostile_text_arrives_as_it_was_written(self, tmp_path: Path) -> None:
        text = "\n".join(HOSTILE).encode("utf-8", "replace").decode()
        with DemoServer(DemoOptions(instant=True)) as demo:
            done = _bash(plan_shell(_simple(text), HOME, AWAY), tmp_path, _environ(demo))
            assert done.returncode == 0, done.stderr
            assert demo.world.repos["away"].prompts["p"].messages[0]["content"] == text
        assert [path.name for path in tmp_path.iterdir()] == ["plan.sh"]


def test_a_python_script_remakes_two_generations_and_may_be_run_again(tmp_path: Path) -> None:
    with DemoServer(DemoOptions(instant=True)) as demo:
        script = plan_python(_plan(demo), RepoName("yoda_repo"), RepoName("remade"))
        for said in ("making bake coder_v2", "bake coder_v2: there"):
            done = _python(script, tmp_path, _environ(demo))
            assert done.returncode == 0, done.stderr
            assert said in done.stderr
            assert "ada/remade/coder_v2/" in done.stdout
        _check_remade(demo)


def test_a_python_script_ends_where_something_else_has_the_name(tmp_path: Path) -> None:
    with DemoServer(DemoOptions(instant=True)) as demo:
        assert _python(plan_python(_simple("Be Yoda."), HOME, AWAY), tmp_path, _environ(demo)).returncode == 0
        done = _python(plan_python(_simple("Be Luke."), HOME, AWAY), tmp_path, _environ(demo))
        assert done.returncode == 1
        assert "prompt p is there, but differs at .messages[].content" in done.stderr
        assert demo.world.repos["away"].prompts["p"].messages[0]["content"] == "Be Yoda."


def _simple(text: str) -> RecreationPlan:
    config: JsonObject = {"messages": [{"role": "system", "content": text}]}
    return RecreationPlan("Qwen/Qwen3-32B", (PlanStep(1, "create_prompt", "prompt", "p", (), config),))


def _plan(demo: DemoServer) -> RecreationPlan:
    from breadtui.demo.lineage import recreation_plan

    repo = demo.world.repos["yoda_repo"]
    return plan_from_json(recreation_plan(demo.world, repo, repo.bakes["coder_v2"]))


def _check_remade(demo: DemoServer) -> None:
    repo = demo.world.repos["remade"]
    assert repo.base_model == demo.world.repos["yoda_repo"].base_model
    parent = repo.bakes["coder_v2"].config["model"]["parent_model_name"]
    assert parent.startswith("ada/remade/coder_v1/")
    assert repo.bakes["coder_v2"].training is not None


def _environ(demo: DemoServer) -> dict[str, str]:
    return {"BREAD_API_KEY": demo.key, "BREAD_BASE_URL": demo.url}


def _bash(script: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    file = folder / "plan.sh"
    file.write_text(script)
    return _done(["bash", str(file)], folder, environ)


def _python(script: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return _done([sys.executable, "-c", script], folder, environ)


def _done(words: list[str], folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    around = {"PATH": os.environ["PATH"], "HOME": str(folder), **environ}
    return subprocess.run(words, cwd=folder, env=around, check=False, capture_output=True, text=True, timeout=60)
