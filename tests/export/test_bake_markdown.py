from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.lineage import Lineage, lineage_of
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.export.markdown_text import code, fenced
from breadtui.export.pages.bake import BakeReport, bake_markdown, bake_report
from breadtui.values import replace

REPO = RepoName("coder")


def a_job(name: str, config: JsonObject | None = None, phase: Phase = Phase.BAKE, **facts: object) -> Job:
    return Job(JobKey(REPO, phase, name), JobStatus.COMPLETE, "complete", config=config or {}, **facts)  # type: ignore[arg-type]  # facts by name


def a_config(rate: float, parent: str | None = None) -> JsonObject:
    return {
        "datasets": [{"target": "wise", "weight": 3}, {"target": "dry"}],
        "optimizer": {"learning_rate": rate},
        "model": {"type": "bake", "parent_model_name": parent},
    }


def a_lineage_report() -> BakeReport:
    configs = {"v1": a_config(1e-4), "v2": a_config(2e-4, "ada/coder/v1/100"), "v3": a_config(2e-4, "ada/coder/v2/30")}
    bakes = {
        BakeName(name): TreeBake(BakeName(name), JobStatus.COMPLETE, config=config) for name, config in configs.items()
    }
    tree = RepoTree(REPO, "Qwen/Qwen3-32B", bakes, (("v2", "v1"), ("v3", "v2")))
    loss = LossSummary(3e-7, 2.5e-7, 2e-7, None)
    job = a_job("v2", configs["v2"], loss=loss, model_names=("ada/coder/v2/30", "ada/coder/v2/15"))
    stim = a_job("wise", {"generators": [{"numq": 40}]}, Phase.STIM, lines=12)
    return bake_report(job, {REPO: lineage_of(tree)}, {stim.key: stim})


def test_the_page_says_status_loss_lineage_models_shares_stages_and_changes() -> None:
    assert bake_markdown(a_lineage_report()).split("## Configuration")[0] == (
        "# `coder/v2`\n\n"
        "- status: complete\n- latest loss: 3e-07\n- final loss: 2.5e-07\n- lowest loss: 2e-07\n\n"
        "## Lineage\n\n"
        "- started from: `v1/100` ← `Qwen/Qwen3-32B` (base model)\n- went on as: `v3`\n\n"
        "## Models\n\n- `ada/coder/v2/30`\n- `ada/coder/v2/15`\n\n"
        "## Learnt from\n\n- `wise` 75 %\n  - stim: complete, 12 of 40 rows\n- `dry` 25 %\n\n"
        "## Changed from the parent\n\n"
        "- `optimizer.learning_rate`: `0.0001` → `0.0002`\n"
        '- `model.parent_model_name`: `null` → `"ada/coder/v1/100"`\n\n'
    )


def a_tree_of(repo: str, **configs: JsonObject) -> Lineage:
    bakes = {
        BakeName(name): TreeBake(BakeName(name), JobStatus.COMPLETE, config=config) for name, config in configs.items()
    }
    return lineage_of(RepoTree(RepoName(repo), f"base of {repo}", bakes, ()))


def test_a_descent_is_followed_into_other_repositories() -> None:
    there = a_tree_of("there", w1=a_config(1e-4), w2=a_config(2e-4, "ada/there/w1/10"))
    here = a_tree_of("coder", v1=a_config(3e-4, "ada/there/w2/20"), v2=a_config(3e-4, "ada/coder/v1/30"))
    job = a_job("v1", a_config(3e-4, "ada/there/w2/20"))
    page = bake_markdown(bake_report(job, {REPO: here, RepoName("there"): there}))
    assert "- started from: `ada/there/w2/20` ← `ada/there/w1/10` ← `base of there` (base model)\n" in page
    assert "- `optimizer.learning_rate`: `0.0002` → `0.0003`\n" in page
    alone = bake_markdown(bake_report(a_job("v2", a_config(3e-4, "ada/coder/v1/30")), {REPO: here}))
    assert "- started from: `v1/30` ← `ada/there/w2/20` ← what that was made from was not looked at\n" in alone
    above = bake_markdown(
        bake_report(
            replace(job, key=JobKey(RepoName("there"), Phase.BAKE, "w2")), {REPO: here, RepoName("there"): there}
        )
    )
    assert "- went on as: `coder/v1`\n" in above


def test_a_bake_alone_says_what_it_knows_and_nothing_of_differences() -> None:
    page = bake_markdown(bake_report(a_job("v9", a_config(1e-4, "eve/other/base/7")), {}))
    assert "- started from: `eve/other/base/7`" in page
    assert "Changed from" not in page
    assert "## Models" not in page


def test_an_equal_configuration_is_said_to_be_equal() -> None:
    config = a_config(1e-4)
    same: JsonObject = {**config, "datasets": [{"target": "wise", "weight": 3.0}, {"target": "dry"}]}
    page = bake_markdown(BakeReport(a_job("v2", same), parent_config=config))
    assert "Nothing: the configuration is the parent's." in page


@given(st.text(st.characters(), max_size=40))
def test_no_name_escapes_from_its_code_span(name: str) -> None:
    span = code(name)
    assert "\n" not in span
    assert "\x1b" not in span
    if name.strip() and name.isprintable() and "`" not in name:
        assert name in span
    if span.startswith("`"):
        ticks = re.match("`+", span)
        assert ticks is not None
        inside = span[len(ticks[0]) : -len(ticks[0])]
        assert span.endswith(ticks[0])
        assert all(len(run) != len(ticks[0]) for run in re.findall("`+", inside))


@given(st.lists(st.text(alphabet="`~ ab\r\t\x1b", max_size=12), max_size=6))
def test_no_line_closes_the_fence_it_stands_in(lines: list[str]) -> None:
    first, *inside, last = fenced(lines, "diff")
    fence = first.removesuffix("diff")
    assert last == fence
    assert len(inside) == len(lines)
    assert not any(fence in line or "\r" in line or "\x1b" in line for line in inside)


def test_hostile_names_are_inert_everywhere() -> None:
    name = "<img src=x>`[a](javascript:x)`\x1b]0;t\x07\n# Heading @everyone"
    job = a_job(name, {"datasets": [{"target": name}], name: name}, model_names=(name,), error=f"{name}\n```\nmore")
    page = bake_markdown(BakeReport(job, name, (name,), (name,), {}))
    assert "\x1b" not in page
    assert "\x07" not in page
    headings = [line for line in page.split("\n") if line.startswith("#")]
    assert [heading.split(" ")[1] for heading in headings[1:]] == [
        "Error",
        "Heading",
        "Lineage",
        "Models",
        "Learnt",
        "Changed",
        "Configuration",
    ]
    assert page.count("\n````\n") == 2
