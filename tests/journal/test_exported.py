"""A journal written out and read again says the same; what is no export is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from breadtui.domain.happenings import What
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.travel import text_then
from breadtui.journal.exported import NotAnExport, read_exported
from breadtui.store.facts.remote import value_of
from breadtui.store.views.replayed import state_replayed

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REPO = RepoName("yoda")
V1 = JobKey(REPO, Phase.BAKE, "v1")


def line(kind: str, **told: object) -> str:
    return json.dumps({"kind": kind, **told})


def minute(minutes: int) -> str:
    return (AT + timedelta(minutes=minutes)).isoformat()


def job(name: str, minutes: int, status: str, phase: str = "bake", **told: object) -> str:
    usual = {"progress_percent": None, "lines": None, "loss": None, "error": None, "run_id": None}
    return line("job", repo=REPO, phase=phase, name=name, seen_at=minute(minutes), status=status, **{**usual, **told})


def event(what: str, minutes: int, of: str, name: str) -> str:
    rest = {"before": "", "after": "", "detail": "", "by": "", "not_before": None, "number": 1}
    return line("event", what=what, of=of, repo=REPO, name=name, seen_at=minute(minutes), **rest)


LINES = (
    line("journal", version=1, exported_at=AT.isoformat()),
    line("watch", began_at=minute(-60), last_alive_at=minute(-1), ended_at=None),
    job("v1", -10, "complete", loss=2e-7),
    job("v1", -50, "running", progress_percent=20.0),
    job("gone", -50, "complete"),
    job("wise", -50, "complete", "rollout", lines=1900),
    line(
        "prompt",
        repo=REPO,
        name="teach",
        hash="x",
        first_seen_at=minute(-40),
        last_seen_at=minute(-5),
        prompt={"name": "teach", "messages": [{"role": "user", "content": "hi", "extra": {}}], "tools": None},
    ),
    event("vanished", -20, "bake", "gone"),
    event("link lost", -15, "", ""),
)


async def test_what_was_written_out_is_read_again() -> None:
    journal = read_exported(LINES)
    assert (journal.at, journal.skipped_count) == (AT, 0)
    then = {one.key: one.status for one in await journal.jobs_at(AT - timedelta(minutes=30))}
    assert then[V1] == "running"
    assert [one.what for one in await journal.happenings_of(None)] == [What.LINK_LOST]
    key = PromptKey(REPO, PromptName("teach"))
    past = await journal.prompt_past(key)
    assert text_then(past, AT - timedelta(minutes=45)) is None
    assert text_then(past, AT) is not None
    assert len(await journal.watches(AT - timedelta(minutes=5))) == 1


def test_the_end_of_it_is_what_panes_are_shown() -> None:
    journal = read_exported(LINES)
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at)
    tree, contents = value_of(state.trees[REPO]), value_of(state.contents[REPO])
    assert tree is not None
    assert contents is not None
    assert set(tree.bakes) == {"v1"}
    assert (contents.prompts, contents.targets) == (("teach",), ("wise",))
    assert set(state.opened) == {REPO}


def test_a_bake_that_vanished_after_the_last_tree_is_somebody_s_parent_at_most() -> None:
    bakes = [
        {"name": name, "status": "complete", "models": [], "checkpoints": [9], "parent": None}
        for name in ("gone", "v1")
    ]
    tree = line("tree", repo=REPO, seen_at=minute(-60), base_model="Qwen", edges=[["v1", "gone"]], bakes=bakes)
    journal = read_exported([*LINES, tree])
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at, journal.trees)
    replayed = value_of(state.trees[REPO])
    assert replayed is not None
    assert set(replayed.bakes) == {"v1"}
    assert state.lineages[REPO].descents[BakeName("gone")].is_phantom
    assert state.lineages[REPO].children[BakeName("gone")] == ("v1",)


@pytest.mark.parametrize("edges", [None, "v1", [["v1"]], [[1, 2]]])
def test_a_tree_that_is_not_understood_is_counted(edges: object) -> None:
    torn = line("tree", repo=REPO, seen_at=minute(0), base_model="", edges=edges, bakes=[])
    journal = read_exported([*LINES, torn])
    assert (journal.skipped_count, journal.trees) == (1, {})


def test_lines_that_are_not_understood_are_counted_and_lose_no_other() -> None:
    journal = read_exported([*LINES, "{", "[]", line("dragon"), job("v2", 0, "x", "dance"), line("job"), ""])
    assert journal.skipped_count == 5
    assert len(journal.jobs) == 4


@pytest.mark.parametrize("head", ["", "{", "[]", line("job"), line("journal", version=99, exported_at=minute(0))])
def test_what_is_no_export_is_told(head: str) -> None:
    with pytest.raises(NotAnExport):
        read_exported([head])
