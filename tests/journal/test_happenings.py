"""What the journal makes of looks: each happening once, whichever window saw it, and none of a first look."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Origin, What
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.values import replace

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
REPO = RepoName("yoda")
JOB = JobKey(REPO, Phase.BAKE, "coder_v7")
PROMPT = PromptKey(REPO, PromptName("teacher"))
TARGET = TargetKey(REPO, TargetName("wise"))
RUNNING = JobSighting(JOB, AT, "running", 12.5, 150, 1.4e-7, None, run_id=7)


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def look(seconds: float, status: str = "running", **parts: object) -> JobSighting:
    return replace(RUNNING, seen_at=after(seconds), status=status, **parts)  # type: ignore[arg-type]  # per field


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Callable[[], SqliteJournal]]:
    """Opens windows on one account's journal."""
    opened: list[tuple[SqliteJournal, DiskThread]] = []

    def window() -> SqliteJournal:
        told: list[str] = []
        disk = DiskThread(told.append)
        opened.append((SqliteJournal(tmp_path, "0123456789abcdef", disk, told.append), disk))
        return opened[-1][0]

    yield window
    for journal, disk in opened:
        journal.close()
        disk.stop()


@pytest.fixture
def journal(windows: Callable[[], SqliteJournal]) -> SqliteJournal:
    return windows()


async def kinds(journal: SqliteJournal) -> list[What]:
    return [happening.what for happening in await journal.happenings_after(0)]


async def test_a_run_is_told_by_its_start_and_its_end_with_the_error(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0, "not_started", run_id=None), look(30), look(60, progress_percent=50.0)])
    journal.record_jobs([look(90, "failed", error="CUDA out of memory\nmore")])
    started, failed = await journal.happenings_after(0)
    assert (started.what, started.seen_at, started.not_before) == (What.STARTED, after(30), AT)
    assert (failed.what, failed.detail, failed.about) == (What.FAILED, "CUDA out of memory\nmore", JOB)
    assert failed.not_before == after(60)


async def test_a_trees_word_for_what_was_never_started_is_no_start(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0, "not_started", run_id=None), look(30, "pending", run_id=None)])
    journal.record_jobs([look(31, "not_started", run_id=None)])
    assert await kinds(journal) == []


async def test_what_had_ended_before_the_first_look_is_no_news(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0, "complete")])
    assert await kinds(journal) == []


async def test_what_runs_at_the_first_look_is_told_as_running(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0)])
    assert await kinds(journal) == [What.RUNNING]


async def test_a_bake_that_began_and_ended_between_two_listings_is_told_with_its_end(journal: SqliteJournal) -> None:
    journal.record_listing(Listing(REPO, "bake", frozenset({"coder_v6"}), AT))
    journal.record_jobs([look(600, "complete")])
    journal.record_listing(Listing(REPO, "bake", frozenset({"coder_v6", "coder_v7"}), after(600)))
    assert await kinds(journal) == [What.FINISHED, What.APPEARED]


async def test_a_second_run_that_nobody_saw_running_is_told_by_its_job_id(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0, "complete"), look(60, "complete", run_id=8)])
    assert await kinds(journal) == [What.STARTED, What.FINISHED]


async def test_two_windows_that_see_the_same_tell_it_once(windows: Callable[[], SqliteJournal]) -> None:
    one, other = windows(), windows()
    for seconds, status in ((0, "running"), (30, "complete")):
        one.record_jobs([look(seconds, status)])
        await one.happenings()
        other.record_jobs([look(seconds + 1, status)])
        await other.happenings()
    assert await kinds(one) == await kinds(other) == [What.RUNNING, What.FINISHED]


async def test_a_start_of_ours_is_ours_even_where_another_window_saw_it_first(
    windows: Callable[[], SqliteJournal],
) -> None:
    one, other = windows(), windows()
    one.record_jobs([look(0, "not_started", run_id=None)])
    await one.happenings()
    other.record_jobs([look(1, "running")])
    assert [event.origin for event in await other.happenings()] == [Origin.ELSEWHERE]
    one.record_jobs([look(2, "running", is_ours=True)])
    assert [event.origin for event in await one.happenings()] == [Origin.HERE]


async def test_a_finish_while_no_program_ran_is_told_with_the_last_look_before_it(
    windows: Callable[[], SqliteJournal],
) -> None:
    evening = windows()
    evening.record_jobs([look(0), look(60)])
    evening.close()
    morning = windows()
    morning.record_jobs([look(50_000, "complete")])
    finished = (await morning.happenings())[0]
    assert (finished.what, finished.not_before, finished.seen_at) == (What.FINISHED, after(60), after(50_000))


async def test_repositories_that_come_and_go_are_told_and_one_made_here_once(journal: SqliteJournal) -> None:
    def listed(*names: str, seconds: float) -> None:
        journal.record_listing(Listing(RepoName(""), "repo", frozenset(names), after(seconds)))

    listed("one", seconds=0)
    journal.record_own_change(Happening(What.APPEARED, after(30), RepoName("ours"), origin=Origin.HERE))
    listed("one", "ours", "new", seconds=60)
    listed("ours", "new", seconds=120)
    assert [(event.what, event.about, event.origin) for event in await journal.happenings_after(0)] == [
        (What.APPEARED, "ours", Origin.HERE),
        (What.APPEARED, "new", Origin.ELSEWHERE),
        (What.VANISHED, "one", Origin.ELSEWHERE),
    ]


async def test_what_a_repository_holds_is_told_by_what_changed_since_the_last_listing(journal: SqliteJournal) -> None:
    journal.record_listing(Listing(REPO, "prompt", frozenset({"teacher", "old"}), AT))
    await journal.happenings()
    journal.record_listing(Listing(REPO, "prompt", frozenset({"teacher", "new"}), after(60)))
    told = await journal.happenings_after(0)
    assert [(event.what, event.about) for event in told] == [
        (What.APPEARED, PromptKey(REPO, PromptName("new"))),
        (What.VANISHED, PromptKey(REPO, PromptName("old"))),
    ]
    assert {event.not_before for event in told} == {AT}


async def test_what_was_made_from_here_is_not_told_again_by_the_next_listing(journal: SqliteJournal) -> None:
    journal.record_listing(Listing(REPO, "target", frozenset(), AT))
    await journal.happenings()
    journal.record_own_change(Happening(What.APPEARED, after(5), TARGET, origin=Origin.HERE))
    journal.record_listing(Listing(REPO, "target", frozenset({"wise"}), after(60)))
    assert [(event.what, event.origin) for event in await journal.happenings()] == [(What.APPEARED, Origin.HERE)]


async def test_an_older_listing_that_comes_late_makes_nothing_vanish(journal: SqliteJournal) -> None:
    journal.record_listing(Listing(REPO, "bake", frozenset({"a", "b"}), after(60)))
    await journal.happenings()
    journal.record_listing(Listing(REPO, "bake", frozenset({"a"}), AT))
    assert await kinds(journal) == []


def text(words: str) -> Prompt:
    return Prompt(PROMPT.name, (Message("system", words),))


async def test_a_text_that_others_changed_and_one_that_was_written_here_are_told_apart(journal: SqliteJournal) -> None:
    for seconds, words in ((0, "one"), (60, "two"), (120, "three")):
        journal.record_prompt(PromptSighting(PROMPT, after(seconds), text(words)))
    journal.record_write(PromptWrite(PROMPT, after(120), text("two"), text("three")))
    told = await journal.happenings_after(0)
    assert [(event.what, event.origin) for event in told] == [
        (What.TEXT, Origin.ELSEWHERE),
        (What.TEXT, Origin.HERE),
    ]


async def test_a_configuration_is_told_when_it_changes_and_not_when_it_is_first_seen(journal: SqliteJournal) -> None:
    for digest, detail in (("a", ""), ("a", ""), ("b", "numq: 10 -> 20")):
        journal.record_config(ConfigSighting(TARGET, digest, AT, detail))
    told = await journal.happenings()
    assert [(event.what, event.before, event.after, event.detail) for event in told] == [
        (What.CONFIG, "a", "b", "numq: 10 -> 20")
    ]


async def test_an_alarm_is_told_once_until_it_is_calm(journal: SqliteJournal) -> None:
    alarm = Happening(What.ALARM, AT, JOB, after="stalled", detail="no new step for 9m")
    calm = Happening(What.CALM, after(60), JOB, after="stalled")
    other = Happening(What.ALARM, AT, JOB, after="plateau")
    for event in (calm, alarm, alarm, other, calm, calm, replace(alarm, seen_at=after(90))):
        journal.record_happenings([event])
    assert [(event.what, event.after) for event in await journal.happenings_after(0)] == [
        (What.ALARM, "stalled"),
        (What.ALARM, "plateau"),
        (What.CALM, "stalled"),
        (What.ALARM, "stalled"),
    ]


async def test_pages_go_backwards_by_number_and_a_range_goes_by_time(journal: SqliteJournal) -> None:
    journal.record_happenings([Happening(What.NOTE, after(number), detail=str(number)) for number in range(10)])
    newest = await journal.happenings(most=4)
    assert [event.detail for event in newest] == ["9", "8", "7", "6"]
    assert [event.detail for event in await journal.happenings(before=newest[-1].number, most=3)] == ["5", "4", "3"]
    between = await journal.happenings_between(after(2), after(4))
    assert [event.detail for event in between] == ["2", "3", "4"]


async def test_hostile_names_and_texts_come_back_as_they_were(journal: SqliteJournal) -> None:
    thing = PromptKey(RepoName("a\ud800\x00\nb"), PromptName("\x1b[31m"))
    journal.record_happenings([Happening(What.ALARM, AT, thing, detail="\x07\u202e", after="r\x00")])
    (told,) = await journal.happenings()
    assert (told.about, told.detail, told.after) == (thing, "\x07\u202e", "r\x00")


async def test_only_the_first_of_two_windows_gets_a_claim(windows: Callable[[], SqliteJournal]) -> None:
    one, other = windows(), windows()
    assert await one.claim("told 1", AT)
    assert not await other.claim("told 1", AT)
    assert await other.claim("told 2", AT)


async def test_what_is_written_down_once_is_claimed_with_it(windows: Callable[[], SqliteJournal]) -> None:
    one, other = windows(), windows()
    note = Happening(What.NOTE, AT, detail="the chain is through")
    for window in (one, other, one):
        window.record_once("run a", note)
        assert [happening.detail for happening in await window.happenings()] == ["the chain is through"]
    assert not await other.claim("run a", AT)


async def test_a_sleep_parts_a_watch_in_two(journal: SqliteJournal) -> None:
    for seconds in (0, 60, 120, 50_000, 50_060):
        journal.keep_watch(after(seconds))
        await journal.watches(AT)
    journal.end_watch(after(50_100))
    watches = await journal.watches(AT)
    assert [(watch.began_at, watch.last_alive_at) for watch in watches] == [
        (AT, after(120)),
        (after(50_000), after(50_100)),
    ]
    assert await journal.last_watch_of_others() is None


async def test_the_state_of_all_jobs_at_a_moment_is_their_last_look_before_it(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0), look(60, progress_percent=50.0), look(120, "complete")])
    (at_60,) = await journal.jobs_at(after(90))
    assert (at_60.progress_percent, at_60.status) == (50.0, "running")
    assert await journal.jobs_at(after(90), RepoName("other")) == ()
    assert [one.seen_at for one in await journal.jobs_between(after(1), after(120))] == [after(60), after(120)]


async def test_a_job_that_waited_for_hours_under_our_eyes_began_after_the_last_look(journal: SqliteJournal) -> None:
    journal.record_jobs([look(0, "not_started", run_id=None), look(7_200, "running", last_look_at=after(7_195))])
    (started,) = await journal.happenings()
    assert started.not_before == after(7_195)
