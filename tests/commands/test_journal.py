"""`breadtui journal`: counted, packed, written out; nothing in it is obeyed by a terminal or a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.commands.monitoring.journal import Arguments, Verb, run
from breadtui.domain.answers import Answer, Topic
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal.disk import DiskThread
from breadtui.journal.exported import read_exported
from breadtui.journal.house import JournalHouse
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.facts.remote import value_of
from breadtui.store.views.replayed import state_replayed
from breadtui.values import replace

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
JOB = JobKey(RepoName("yoda"), Phase.BAKE, "coder_v7")
LOOK = JobSighting(JOB, AT, "running", 12.5, None, 1.4e-7, None, 7)

TREE = RepoTree(
    RepoName("yoda"),
    "Qwen/Qwen3-32B",
    {
        BakeName("v1"): TreeBake(BakeName("v1"), JobStatus.COMPLETE, "complete", ("me/yoda/v1/9",), (9,)),
        BakeName("coder_v7"): TreeBake(BakeName("coder_v7"), JobStatus.FAILED, "failed"),
        BakeName("aunt"): TreeBake(
            BakeName("aunt"),
            JobStatus.COMPLETE,
            "complete",
            config={"model": {"parent_model_name": "me/other/root/7"}, "epochs": 3},
        ),
    },
    (("coder_v7", "v1"),),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[JournalHouse]:
    disk = DiskThread(print)
    journal = SqliteJournal(tmp_path, "0123456789abcdef", disk, print)
    looks = [
        replace(LOOK, seen_at=AT + timedelta(seconds=30 * number), progress_percent=number / 10)
        for number in range(900)
    ]
    journal.record_jobs([*looks, replace(LOOK, seen_at=AT + timedelta(days=1), status="failed", error="CUDA")])
    journal.record_happenings([Happening(What.ALARM, AT, JOB, after="=1+1", detail="\x1b[31mred")])
    prompt = Prompt(PromptName("teacher"), (Message("system", "Be kind."),))
    journal.record_prompt(PromptSighting(PromptKey(RepoName("yoda"), PromptName("teacher")), AT, prompt))
    journal.record_last_known(RepoName("yoda"), [Answer(Topic.TREE, RepoName("yoda"), AT, TREE)], AT)
    journal.keep_watch(AT)
    journal.close()
    disk.stop()
    found = JournalHouse(tmp_path, "0123456789abcdef")
    yield found
    found.close()


def told(house: JournalHouse, verb: Verb, *, is_json: bool = False, is_csv: bool = False) -> str:
    out = io.StringIO()
    assert run(house, Arguments(verb, is_json, is_csv), out, AT + timedelta(days=60)) == 0
    return out.getvalue()


def test_stats_say_how_much_there_is_and_since_when(house: JournalHouse) -> None:
    counted = json.loads(told(house, Verb.STATS, is_json=True))
    assert counted["counts"]["looks at jobs"] == 901
    assert counted["since"] == AT.isoformat()
    assert counted["used_bytes"] <= counted["file_bytes"]
    assert "looks at jobs" in told(house, Verb.STATS)


def test_vacuum_makes_the_file_smaller_and_keeps_the_end(house: JournalHouse) -> None:
    sizes = json.loads(told(house, Verb.VACUUM, is_json=True))
    assert sizes["after_bytes"] < sizes["before_bytes"]
    lines = [json.loads(line) for line in told(house, Verb.EXPORT).splitlines()]
    jobs = [line for line in lines if line["kind"] == "job"]
    assert (jobs[0]["status"], jobs[-1]["status"], jobs[-1]["error"]) == ("running", "failed", "CUDA")
    assert len(jobs) < 20


def test_an_export_begins_with_its_head_and_holds_everything_that_was_seen(house: JournalHouse) -> None:
    text = told(house, Verb.EXPORT, is_json=True)
    assert text.isascii()
    assert "\x1b" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[0]["kind"] == "journal"
    assert lines[0]["version"] == 1
    assert {line["kind"] for line in lines} == {"journal", "watch", "tree", "job", "prompt", "event"}
    events = [line for line in lines if line["kind"] == "event"]
    assert [event["what"] for event in events] == ["running", "failed", "alarm"]


def test_an_export_leads_to_the_same_lineage_on_another_machine(house: JournalHouse) -> None:
    journal = read_exported(told(house, Verb.EXPORT).splitlines())
    assert journal.skipped_count == 0
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at, journal.trees)
    found, known = state.lineages[TREE.repo], lineage_of(TREE)
    assert (found.roots, found.children, found.foreign) == (known.roots, known.children, known.foreign)
    assert found.base_model == "Qwen/Qwen3-32B"
    replayed = value_of(state.trees[TREE.repo])
    assert replayed is not None
    assert replayed.bakes[BakeName("v1")] == TREE.bakes[BakeName("v1")]
    assert replayed.bakes[BakeName("coder_v7")].status is JobStatus.FAILED


def test_a_table_holds_the_events_and_nothing_that_is_computed_or_obeyed(house: JournalHouse) -> None:
    rows = list(csv.DictReader(io.StringIO(told(house, Verb.EXPORT, is_csv=True))))
    assert [row["what"] for row in rows] == ["running", "failed", "alarm"]
    assert rows[-1]["after"] == "'=1+1"
    assert rows[-1]["detail"] == "\ufffd[31mred"


def test_there_is_no_journal_before_anything_was_seen(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        JournalHouse(tmp_path, "0123456789abcdef")
