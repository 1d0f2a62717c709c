"""`graph` and the page of `show` against a service in memory."""

import io
import json
from typing import Any

import pytest

from breadtui.commands.reading import graph, show
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.descent.dependencies import Part
from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import Phase, RepoName, TargetName
from breadtui.domain.recipe import Dependency, DependencyGraph
from breadtui.domain.repos import Repo, Target
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_prompt, a_prompt_key, a_target_key, a_tree

OTHER = RepoName("yoda")
GRAPH = DependencyGraph(
    "Qwen",
    {"v2": {"model": {"parent_model_name": f"ada/{REPO}/v1/100"}}, "v1": {}},
    {"t": {"teacher_prompt": "wise\x1b[2J"}},
    {"wise\x1b[2J": None},
    (
        Dependency("bake", "v2", "bake", "v1"),
        Dependency("bake", "v1", "target", "t"),
        Dependency("bake", "v2", "target", "t"),
        Dependency("target", "t", "prompt", "wise\x1b[2J"),
    ),
)


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(Folders(tmp_path, tmp_path), base_url="https://bread.example")


@pytest.fixture
def api() -> FakeApi:
    configs: dict[str, JsonObject] = {
        "v1": {"datasets": [{"target": "t"}]},
        "v2": {"model": {"parent_model_name": f"ada/{REPO}/v1/100"}},
    }
    elsewhere: dict[str, JsonObject] = {"x": {"model": {"parent_model_name": f"ada/{REPO}/v2/7"}}}
    made = FakeApi(
        repos=[Repo(OTHER), Repo(REPO)],
        trees=[a_tree(["v1", "v2"], [("v2", "v1")], configs=configs), a_tree(["x"], repo=OTHER, configs=elsewhere)],
        jobs=[a_job("v1", JobStatus.COMPLETE, loss=a_loss(), config=configs["v1"], model_names=("ada/coder/v1/100",))],
        prompts={a_prompt_key("wise"): a_prompt(name="wise")},
        targets={a_target_key("t"): Target(TargetName("t"), {"teacher_prompt": "wise", "v": "gone"})},
    )
    made.graphs[a_key("v2")] = GRAPH
    return made


async def ran(api: FakeApi, settings: Settings, part: Part, **how: Any) -> str:
    out = io.StringIO()
    assert await graph.run(api, settings, graph.Arguments(part, **how), out) == 0
    return out.getvalue()


async def test_a_bakes_graph_is_drawn_by_depth(api: FakeApi, settings: Settings) -> None:
    assert (await ran(api, settings, Part(REPO, "bake", "v2"))).splitlines() == [
        "coder  Qwen",
        "  v2              bake",
        "    v1            bake    parent at 100",
        "      t           target",
        "        wise␛[2J  prompt  not in the repository  teacher",
        "    t             target  (shown above)",
    ]


async def test_a_target_is_drawn_with_its_prompts(api: FakeApi, settings: Settings) -> None:
    assert (await ran(api, settings, Part(REPO, "target", "t"))).splitlines()[1:] == [
        "  t       target",
        "    wise  prompt  teacher",
        "    gone  prompt  not in the repository  student",
    ]


async def test_what_uses_a_prompt_is_followed_into_other_repositories(api: FakeApi, settings: Settings) -> None:
    lines = (await ran(api, settings, Part(REPO, "prompt", "wise"))).splitlines()
    assert [line.split()[0] for line in lines] == ["wise", "t", "v1", "v2", "yoda/x"]
    assert lines[-1].endswith("parent at 7")


async def test_what_could_not_be_looked_at_is_said(api: FakeApi, settings: Settings) -> None:
    api.fail_always("target", NotFound("gone"), a_target_key("t"))
    api.fail_always("tree", ServerFailed("down"), OTHER)
    out = await ran(api, settings, Part(REPO, "bake", "v1"), is_used_by=True)
    assert out.splitlines()[-1] == "  not looked at: yoda, coder/t, targets of yoda"


async def test_a_thing_that_is_not_there_is_the_callers_to_tell(api: FakeApi, settings: Settings) -> None:
    for kind in ("bake", "target", "prompt"):
        with pytest.raises(NotFound):
            await ran(api, settings, Part(REPO, kind, "nope"), is_used_by=True)


@pytest.mark.parametrize("form", ["json", "mermaid", "dot"])
@pytest.mark.parametrize("is_used_by", [False, True])
async def test_every_form_names_the_parts(api: FakeApi, settings: Settings, form: str, is_used_by: bool) -> None:
    api.jobs[a_key("v2")] = a_job("v2")
    out = await ran(api, settings, Part(REPO, "bake", "v2"), is_used_by=is_used_by, form=form)
    assert "bake_v2" in out
    assert ("bake_x__" in out) is is_used_by
    assert "\x1b" not in out
    if form == "json":
        assert json.loads(out)["nodes"][0]["is_root"]


async def test_show_as_markdown_tells_lineage_and_stages(api: FakeApi, settings: Settings) -> None:
    api.jobs[a_key("t", Phase.STIM)] = a_job("t", JobStatus.COMPLETE, phase=Phase.STIM, lines=100)
    out = io.StringIO()
    assert await show.run(api, settings, show.Arguments(a_key("v1"), "markdown"), out) == 0
    page = out.getvalue()
    for words in ("# `coder/v1`", "Qwen/Qwen3-32B", "`ada/coder/v1/100`", "stim: complete, 100 rows", "`v2`"):
        assert words in page


async def test_a_page_leaves_out_what_cannot_be_had(api: FakeApi, settings: Settings) -> None:
    api.fail_always("tree", ServerFailed("down"))
    out = io.StringIO()
    await show.run(api, settings, show.Arguments(a_key("v1"), "markdown"), out)
    assert "# `coder/v1`" in out.getvalue()
    api.fail_always("tree", Unauthorized("no"))
    with pytest.raises(Unauthorized):
        await show.run(api, settings, show.Arguments(a_key("v1"), "markdown"), out)
