from __future__ import annotations

import ast
import inspect
import json
import shlex
from urllib.parse import unquote

import pytest
import yaml
from aibread import Bread
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.snippets import Content, NoSnippet, Thing, bgit, curl, python, raw_json

BASE = "https://host.example:8443/prefix"
_names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in {".", ".."}
)


def things(repo: str, name: str) -> list[Thing]:
    in_repo = RepoName(repo)
    jobs = [JobKey(in_repo, phase, name) for phase in Phase]
    return [in_repo, *jobs, PromptKey(in_repo, PromptName(name)), TargetKey(in_repo, TargetName(name))]


@settings(max_examples=40, deadline=None)
@given(_names, _names)
def test_the_shell_gives_back_the_parts_of_a_curl_line(repo: str, name: str) -> None:
    for thing in things(repo, name):
        parts = shlex.split(curl(thing, BASE))
        assert parts[:4] == ["curl", "-sS", "-H", "Authorization: Bearer $BREAD_API_KEY"]
        assert len(parts) == 5
        segments = parts[4].removeprefix(f"{BASE}/v1/").split("/")
        assert unquote(segments[1]) == repo
        assert isinstance(thing, str) or unquote(segments[3]) == name


@settings(max_examples=40, deadline=None)
@given(_names, _names)
def test_python_gives_back_the_names_of_a_script(repo: str, name: str) -> None:
    for thing in things(repo, name):
        tree = ast.parse(python(thing, BASE))
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert repo in texts
        assert isinstance(thing, str) or name in texts
        assert BASE in texts


def test_the_scripts_call_what_the_official_client_has() -> None:
    client = Bread(api_key="x")
    for thing in things("r", "n"):
        call = python(thing, "").split("found = client.")[1].split("\n")[0]
        method: object = client
        for part in call.partition("(")[0].split("."):
            method = getattr(method, part)
        node = ast.parse(call, mode="eval").body
        assert isinstance(node, ast.Call)
        assert callable(method)
        names = {word.arg: None for word in node.keywords if word.arg}
        inspect.signature(method).bind(*node.args, **names)


def test_names_the_client_would_break_are_quoted_in_the_script() -> None:
    assert "bakes.get(quote('a/b', safe=''), repo_name='r')" in python(JobKey(RepoName("r"), Phase.BAKE, "a/b"), "")
    assert "urllib" not in python(JobKey(RepoName("r"), Phase.BAKE, "a.b"), "")


@pytest.mark.parametrize("name", ["", ".", "..", "\ud800"])
def test_a_name_no_address_can_carry_is_refused(name: str) -> None:
    for write in (curl, python):
        with pytest.raises(NoSnippet):
            write(TargetKey(RepoName("r"), TargetName(name)), BASE)


@settings(max_examples=40, deadline=None)
@given(_names, st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_an_input_file_reads_back_as_the_same_prompt(name: str, text: str) -> None:
    prompt = Prompt(PromptName(name), (Message("system", text), Message("user", None, {"name": "ada"})))
    section = yaml.safe_load(bgit(PromptKey(RepoName("r"), PromptName(name)), Content(prompt=prompt)))
    assert section == {
        "PROMPT": {
            name: {"messages": [{"role": "system", "content": text}, {"role": "user", "content": None, "name": "ada"}]}
        }
    }


def test_raw_json_is_in_the_services_words() -> None:
    prompt = Prompt(PromptName("p"), (Message("user", "ü"),), ({"type": "function"},))
    key = PromptKey(RepoName("r"), PromptName("p"))
    assert json.loads(raw_json(key, Content(prompt=prompt))) == {
        "prompt_name": "p",
        "messages": [{"role": "user", "content": "ü"}],
        "tools": [{"type": "function"}],
    }
    bake = JobKey(RepoName("r"), Phase.BAKE, "b")
    assert json.loads(raw_json(bake, Content({"epochs": 2}, extra={"status": "complete"}))) == {
        "status": "complete",
        "config": {"epochs": 2},
    }


def test_what_was_not_read_is_said() -> None:
    key = TargetKey(RepoName("r"), TargetName("t"))
    for write in (bgit, raw_json):
        with pytest.raises(NoSnippet, match="not read yet"):
            write(key, Content())
    with pytest.raises(NoSnippet, match="bgit has no section"):
        bgit(RepoName("r"), Content())
