"""`blame` against a service in memory."""

import io
import json
from typing import Any

import pytest

from breadtui.commands.reading import blame
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotFound
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import RepoName, TargetName
from breadtui.domain.repos import Repo, Target
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_key, a_prompt, a_prompt_key, a_target_key, a_tree

OTHER = RepoName("yoda")


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(Folders(tmp_path, tmp_path), base_url="https://bread.example")


def learns(target: str, parent: str = "") -> JsonObject:
    return {"datasets": [{"target": target}], **({"model": {"parent_model_name": parent}} if parent else {})}


@pytest.fixture
def api() -> FakeApi:
    here = a_tree(["v2"], configs={"v2": learns("t2", f"ada/{OTHER}/v1/100")})
    there = a_tree(["v1"], repo=OTHER, configs={"v1": learns("t1")})
    return FakeApi(
        repos=[Repo(REPO), Repo(OTHER)],
        trees=[here, there],
        prompts={
            a_prompt_key("wise"): a_prompt("Be kind.\nTest first.\x1b[2J", name="wise"),
            a_prompt_key("wise", OTHER): a_prompt("Be kind.\nGuess.", name="wise"),
        },
        targets={
            a_target_key("t2"): Target(TargetName("t2"), {"teacher_prompt": "wise"}),
            a_target_key("t1", OTHER): Target(TargetName("t1"), {"teacher_prompt": "wise"}),
        },
    )


async def ran(api: FakeApi, settings: Settings, name: str, *, is_json: bool = False) -> str:
    out = io.StringIO()
    assert await blame.run(api, settings, blame.Arguments(a_key(name), is_json), out) == 0
    return out.getvalue()


async def test_each_line_stands_beside_the_bake_that_taught_it(api: FakeApi, settings: Settings) -> None:
    lines = [line.split() for line in (await ran(api, settings, "v2")).splitlines()]
    assert ["yoda/v1", "Be", "kind."] in lines
    assert ["yoda/v1", "-", "Guess.", "(removed", "by", "v2)"] in lines
    assert ["v2", "Test", "first.␛[2J"] in lines


async def test_json_counts_generations_from_the_oldest(api: FakeApi, settings: Settings) -> None:
    found = json.loads(await ran(api, settings, "v2", is_json=True))
    assert [bake["name"] for bake in found["bakes"]] == ["v1", "v2"]
    lines = {line["text"]: (line["since"], line["removed_by"]) for line in found["prompts"][0]["lines"]}
    assert (lines["Be kind."], lines["Guess."], lines["Test first.\x1b[2J"]) == ((0, None), (0, 1), (1, None))
    assert found["not_looked_at"] == []


async def test_what_cannot_be_read_is_passed_over_and_said(api: FakeApi, settings: Settings) -> None:
    api.fail_always("target", NotFound("gone"), a_target_key("t1", OTHER))
    assert "not looked at: yoda/v1" in await ran(api, settings, "v2")
    api.fail_always("tree", NotFound("gone"), OTHER)
    assert "not looked at: yoda/v1 and what it came from" in await ran(api, settings, "v2")


async def test_a_bake_that_is_not_there_is_the_callers_to_tell(api: FakeApi, settings: Settings) -> None:
    with pytest.raises(NotFound):
        await ran(api, settings, "nope")
