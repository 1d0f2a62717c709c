"""What is told, to whom, and in words that nothing obeys."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.notices.announcements import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    WANTED,
    Kind,
    announcement_of,
    trial_announcement,
)
from breadtui.values import replace
from tests.fakes.states import NOW, a_key

KEY = a_key("wise_3")
WATCHED = frozenset({KEY})


def happened(what: What, after: str = "", detail: str = "", key: JobKey = KEY) -> Happening:
    return Happening(what, NOW, key, after=after, detail=detail, number=7)


def test_the_end_of_a_watched_job_is_told_with_its_place() -> None:
    told = announcement_of(happened(What.FINISHED), WATCHED)
    assert told is not None
    assert (told.kind, told.title, told.text, told.number) == (
        Kind.FINISHED,
        "wise_3 finished",
        "coder/wise_3 (bake)",
        7,
    )


def test_a_failure_is_told_with_the_first_line_that_says_anything() -> None:
    told = announcement_of(happened(What.FAILED, detail="\n  CUDA out of memory.\nTraceback …"), WATCHED)
    assert told is not None
    assert told.text == "coder/wise_3 (bake): CUDA out of memory."
    silent = announcement_of(happened(What.FAILED), WATCHED)
    assert silent is not None
    assert silent.text.endswith("no reason given")


def test_what_nobody_watches_is_not_told() -> None:
    assert announcement_of(happened(What.FAILED), frozenset()) is None
    assert announcement_of(happened(What.ALARM, "stalled"), frozenset({a_key("other")})) is None


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (Rule.STALLED, Kind.STALLED),
        (Rule.DIVERGED, Kind.DIVERGED),
        (Rule.NAN, Kind.DOCTOR),
        (Rule.SLOWER, Kind.DOCTOR),
        (Rule.PLATEAU, None),
    ],
)
def test_findings_are_told_by_their_gravity(rule: Rule, kind: Kind | None) -> None:
    told = announcement_of(happened(What.ALARM, rule.value, "evidence"), WATCHED)
    assert (None if told is None else told.kind) is kind


def test_what_is_looked_into_after_the_end_is_told_though_nobody_watches_any_more() -> None:
    assert announcement_of(happened(What.ALARM, "not-served", "late"), frozenset()) is not None
    assert announcement_of(happened(What.ALARM, "rows", "12 empty"), frozenset()) is not None


def test_chains_and_credit_are_told_to_everybody() -> None:
    told = announcement_of(happened(What.NOTE, "chain-stopped", "the chain to bake wise_3 stopped: 402"), frozenset())
    assert told is not None
    assert (told.kind, told.title) == (Kind.CHAIN_STOPPED, "breadtui: chain stopped")
    assert announcement_of(happened(What.NOTE, "out-of-credit", "no credit"), frozenset()) is not None
    came = announcement_of(happened(What.NOTE, "downloaded", "the weights are at /srv/v6.tar.gz"), frozenset())
    assert came is not None
    assert (came.kind, came.title) == (Kind.DOWNLOADED, "breadtui: downloaded")
    assert announcement_of(happened(What.NOTE, "", "something else"), frozenset()) is None


def test_only_what_is_wanted_is_told() -> None:
    assert announcement_of(happened(What.FINISHED), WATCHED, WANTED - {Kind.FINISHED}) is None


@pytest.mark.parametrize("what", [What.STARTED, What.RUNNING, What.CALM, What.CONFIG, What.LINK_LOST, What.APPEARED])
def test_everything_else_stays_in_the_journal(what: What) -> None:
    assert announcement_of(happened(what), WATCHED) is None


def test_a_word_of_a_later_program_is_no_mishap() -> None:
    assert announcement_of(happened(What.ALARM, "a-later-rule"), WATCHED) is None


@given(st.text(), st.text(), st.text())
def test_whatever_the_service_says_is_one_short_line(repo: str, name: str, error: str) -> None:
    key = JobKey(RepoName(repo), Phase.BAKE, name)
    told = announcement_of(happened(What.FAILED, detail=error, key=key), {key})
    assert told is not None
    for text, most in ((told.title, LONGEST_TITLE), (told.text, LONGEST_TEXT)):
        assert len(text) <= most
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text)
    assert told.detail == error, "the hook may want the whole of it"
    json.dumps(told.as_json())


def test_the_hook_hears_everything_by_name() -> None:
    told = announcement_of(happened(What.FAILED, detail="boom"), WATCHED)
    assert told is not None
    assert told.as_json() == {
        "event": "failed",
        "title": "wise_3 failed",
        "text": "coder/wise_3 (bake): boom",
        "kind": "bake",
        "repo": "coder",
        "name": "wise_3",
        "detail": "boom",
        "seen_at": NOW.isoformat(),
        "number": 7,
    }
    assert replace(trial_announcement(NOW), at=NOW).as_json()["event"] == "test"
