"""`breadtui bake create` as a script meets it, against a demo service over loopback."""

import io
import json
import sys
from typing import Any

import pytest

from breadtui.cli.main import main
from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import KEY, Ran, Runs

SETTINGS = {"datasets": [{"target": "yoda_target", "weight": 2}, {"target": "wise_set"}], "epochs": 2}
YAML = """\
# two parts of yoda
epochs: 2
datasets:
  - {target: yoda_target, weight: 2}
  - target: wise_set
"""
LOST = 3
"""So often a create is tried before its answer is given up."""


@pytest.fixture(name="create")
def create_run(demo: DemoServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)

    def run_main(*words: str, given: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(["bake", "create", *words])
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_main


def there(demo: DemoServer, name: str) -> dict[str, Any] | None:
    bake = demo.world.repos["yoda_repo"].bakes.get(name)
    return None if bake is None else dict(bake.config)


@pytest.mark.parametrize("text", [YAML, json.dumps(SETTINGS), json.dumps({"BAKE": {"name": "x", **SETTINGS}})])
def test_a_file_of_either_language_makes_the_same_bake_and_starts_nothing(
    create: Runs, demo: DemoServer, text: str
) -> None:
    ran = create("yoda_repo/new", "--file", "-", given=text)
    made = there(demo, "new")

    assert ran.code == exits.OK
    assert made is not None
    assert (made["datasets"][0]["weight"], made["datasets"][1]["weight"], made["epochs"]) == (2, 1.0, 2)
    assert "is created, not started: 1920 rows, an estimate of 240 steps of 16." in ran.err
    assert demo.world.repos["yoda_repo"].bakes["new"].training is None


def test_every_setting_is_written_with_where_it_comes_from_and_as_json(create: Runs) -> None:
    told = create("yoda_repo/new", "--file", "-", given=YAML)
    again = create("yoda_repo/new", "--file", "-", "--json", given=YAML)

    assert any(line.split() == ["epochs", "2", "given"] for line in told.out.splitlines())
    assert any(line.split() == ["seed", "42", "service"] for line in told.out.splitlines())
    found = json.loads(again.out)
    assert (found["outcome"], found["status"], found["estimate"]["steps"]) == ("unchanged", "not_started", 240)


def test_a_name_that_holds_another_bake_ends_with_4_and_names_the_next(create: Runs, demo: DemoServer) -> None:
    before = there(demo, "yoda_v1")

    ran = create("yoda_repo/yoda_v1", "--file", "-", given=YAML)

    assert ran.code == exits.CONFLICT
    assert "yoda_v2 is free." in ran.err
    assert there(demo, "yoda_v1") == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("datasets: [{target: yoda_target}]\nturbo: 1\n", "turbo: the service takes no such key"),
        ("datasets: [{target: yoda_target}]\nscheduler: {lr: 0.1}\n", "scheduler.lr: setting it is an error"),
        ("datasets: [{target: gone}]\n", "datasets.0: there is no target gone"),
        ("datasets: [{target: yoda_target, weight: -1}]\n", "datasets.0.weight: a weight is no share"),
        ("epochs: 2\n", "datasets: this is needed"),
        ("datasets: [{target: yoda_target}]\nepochs: 0\n", "epochs: wants at least 1"),
    ],
)
def test_what_is_certain_to_fail_is_told_and_not_sent(create: Runs, demo: DemoServer, text: str, words: str) -> None:
    ran = create("yoda_repo/new", "--file", "-", given=text)

    assert ran.code == exits.USAGE
    assert words in ran.err
    assert there(demo, "new") is None


def test_an_unfinished_rollout_is_told_and_sent_all_the_same(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", given="datasets: [{target: coder_set_8}]\n")

    assert ran.code == exits.OK
    assert "rollout of coder_set_8 still runs" in ran.err


def test_an_unknown_key_is_sent_where_it_is_forced_and_the_services_no_is_told(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", "--force", given="datasets: [{target: yoda_target}]\nturbo: 1\n")

    assert ran.code == exits.REFUSED


def test_a_lost_answer_is_read_back(create: Runs, demo: DemoServer) -> None:
    demo.faults.add("/bakes$", Fault(drop="after"), times=LOST, method="POST")

    assert create("yoda_repo/new", "--file", "-", given=YAML).code == exits.OK
    assert there(demo, "new") is not None


@pytest.mark.parametrize("name", ["batch", "default"])
def test_a_word_of_the_service_is_no_name_even_by_force(create: Runs, name: str) -> None:
    assert create(f"yoda_repo/{name}", "--file", "-", "--force", given=YAML).code == exits.USAGE


def test_a_file_that_is_no_bake_names_what_is_wrong(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", given="- a\n- b\n")

    assert ran.code == exits.USAGE
    assert "a bake is an object of settings" in ran.err


def test_a_repository_that_is_not_there_is_told(create: Runs) -> None:
    assert create("nowhere/new", "--file", "-", given=YAML).code == exits.REFUSED
