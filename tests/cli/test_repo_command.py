"""`breadtui repo create` against a demo service over loopback."""

import json
from collections.abc import Callable

import pytest

from breadtui.cli.main import main
from breadtui.commands import exits
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import KEY, Ran, demo_service

__all__ = ["demo_service"]
LLAMA = "meta-llama/Llama-3.1-8B"


@pytest.fixture
def run(demo: DemoServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)

    def run_main(*words: str) -> Ran:
        code = main(["repo", *words])
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_main


def test_a_repository_is_made_once_and_found_the_second_time(demo: DemoServer, run: Callable[..., Ran]) -> None:
    for _ in range(2):
        assert run("create", "fresh", "--base-model", LLAMA) == Ran(exits.OK, f"fresh  {LLAMA}\n", "")
    assert demo.world.repos["fresh"].base_model == LLAMA


def test_as_json_it_names_the_base_model_that_the_service_took(run: Callable[..., Ran]) -> None:
    ran = run("create", "fresh", "--json")
    assert json.loads(ran.out) == {"repo_name": "fresh", "base_model": "Qwen/Qwen3-32B"}


def test_another_base_model_is_a_conflict_that_names_it(run: Callable[..., Ran]) -> None:
    ran = run("create", "yoda_repo", "--base-model", LLAMA)
    assert (ran.code, ran.out) == (exits.CONFLICT, "")
    assert "exists already with base model Qwen/Qwen3-32B" in ran.err


def test_a_name_that_cannot_be_is_refused_unsent(run: Callable[..., Ran]) -> None:
    ran = run("create", "batch")
    assert ran.code == exits.REFUSED
    assert "a word of the service's own" in ran.err


@pytest.mark.parametrize("words", [(), ("create",), ("delete", "x"), ("create", "a", "b")])
def test_what_is_no_such_command_is_a_mistake_of_usage(run: Callable[..., Ran], words: tuple[str, ...]) -> None:
    assert run(*words).code == exits.USAGE
