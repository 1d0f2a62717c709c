"""The disk thread: order, coalescing, and refusals that lose nothing."""

import sqlite3
import threading
from collections.abc import Iterator

import pytest

from breadtui.journal import disk as disk_module
from breadtui.journal.disk import DiskThread
from tests.journal.slow_disk import SlowDisk


class Told:
    """What the disk thread said."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.recovered = threading.Event()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def disk(told: Told) -> Iterator[DiskThread]:
    thread = DiskThread(told.problems.append, told.recovered.set)
    yield thread
    thread.stop()


class FullDisk:
    """Work that is refused while the disk is full."""

    def __init__(self) -> None:
        self.is_full = True
        self.written: list[str] = []

    def write(self, text: str) -> None:
        if self.is_full:
            raise OSError(28, "No space left on device")
        self.written.append(text)


def disk_threads() -> set[threading.Thread]:
    """Those of this test and of others that ran in the same process."""
    return {thread for thread in threading.enumerate() if thread.name == "breadtui disk"}


def test_nothing_is_started_before_there_is_something_to_write(told: Told) -> None:
    before = disk_threads()
    disk = DiskThread(told.problems.append, told.recovered.set)
    assert disk.flush(0.0)
    assert not disk_threads() - before


def test_work_is_done_in_the_order_it_came(disk: DiskThread) -> None:
    done: list[int] = []
    for number in range(100):
        disk.put("a number", lambda number=number: done.append(number))  # type: ignore[misc]  # default binds
    assert disk.flush(60)
    assert done == list(range(100))


def test_of_several_that_wait_for_one_slot_the_last_is_written(disk: DiskThread) -> None:
    gate, done = threading.Event(), list[str]()
    disk.put("the gate", lambda: (gate.wait(5), None)[1])
    for text in ("a", "ab", "abc"):
        disk.put("a draft", lambda text=text: done.append(text), slot="draft")  # type: ignore[misc]  # default binds
    gate.set()
    assert disk.flush()
    assert done == ["abc"]


def test_what_was_typed_does_not_wait_for_what_was_seen(disk: DiskThread) -> None:
    slow, done = SlowDisk(disk), list[str]()
    for what in ("seen", "seen later"):
        disk.put(what, lambda what=what: done.append(what))  # type: ignore[misc]  # default binds
    for what in ("typed", "typed later"):
        disk.put(what, lambda what=what: done.append(what), is_text=True)  # type: ignore[misc]  # default binds
    slow.ends.set()
    assert disk.flush()
    assert done == ["typed", "typed later", "seen", "seen later"]


def test_texts_are_all_on_disk_though_what_was_seen_is_not(disk: DiskThread) -> None:
    slow, done = SlowDisk(disk), list[str]()
    assert disk.flush(0.0, of_texts=True)
    assert not disk.flush(0.0)
    disk.put("a draft", lambda: done.append("typed"), is_text=True)
    assert not disk.flush(0.0, of_texts=True)
    slow.ends.set()
    assert disk.flush(of_texts=True)
    assert done == ["typed"]


def test_put_returns_while_the_disk_hangs(disk: DiskThread) -> None:
    gate = threading.Event()
    disk.put("the gate", lambda: (gate.wait(5), None)[1])
    disk.put("more", lambda: None)
    assert not disk.flush(0.01)
    gate.set()
    assert disk.flush()


def test_a_full_disk_is_told_once_and_the_text_is_written_when_there_is_space(disk: DiskThread, told: Told) -> None:
    full = FullDisk()
    disk.put("the draft of yoda/teacher", lambda: full.write("old"), slot="draft")
    assert not disk.flush()
    disk.put("the draft of yoda/teacher", lambda: full.write("new"), slot="draft")
    assert not disk.flush()
    assert len(told.problems) == 1
    assert "the draft of yoda/teacher (no space left on device)" in told.problems[0]
    full.is_full = False
    assert disk.flush()
    assert full.written == ["new"]
    assert told.recovered.is_set()


def test_a_refused_piece_is_tried_again_by_itself(
    disk: DiskThread, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "FIRST_RETRY_SECONDS", 0.01)
    full = FullDisk()

    def write() -> None:
        try:
            full.write("text")
        finally:
            full.is_full = False

    disk.put("a draft", write)
    assert told.recovered.wait(30)
    assert full.written == ["text"]


def test_what_comes_after_a_refused_piece_is_written(disk: DiskThread) -> None:
    full, done = FullDisk(), list[str]()
    disk.put("refused", lambda: full.write("x"))
    disk.put("fine", lambda: done.append("y"))
    assert not disk.flush()
    assert done == ["y"]


def test_a_text_that_is_typed_on_all_the_time_keeps_its_turn(disk: DiskThread) -> None:
    slow, done = SlowDisk(disk), list[str]()
    for what, slot in (("S", "prompt"), ("an answer", "answer"), ("Sp", "prompt"), ("Spe", "prompt")):
        disk.put(what, lambda what=what: done.append(what), slot, is_text=True)  # type: ignore[misc]  # default binds
    slow.ends.set()
    assert disk.flush()
    assert done == ["Spe", "an answer"]


def test_what_shares_a_lane_waits_for_what_was_refused_before_it(disk: DiskThread) -> None:
    full, done = FullDisk(), list[str]()
    disk.put("starred", lambda: full.write("starred"), lane="labels")
    disk.put("unstarred", lambda: full.written.append("unstarred"), lane="labels")
    disk.put("other", lambda: done.append("other"), lane="drafts")
    assert not disk.flush()
    assert (full.written, done) == ([], ["other"])
    assert disk.ask(lambda: 42).result(30) == 42
    full.is_full = False
    assert disk.flush()
    assert full.written == ["starred", "unstarred"]


def test_newer_work_for_a_refused_slot_comes_after_what_came_between(disk: DiskThread) -> None:
    full = FullDisk()
    disk.put("a run", lambda: full.write("whole"), "run", lane="runs")
    assert not disk.flush()
    disk.put("a part", lambda: full.write("part"), "part", lane="runs")
    disk.put("a run", lambda: full.write("whole again"), "run", lane="runs")
    full.is_full = False
    assert disk.flush()
    assert full.written == ["part", "whole again"]


def test_what_a_table_refuses_for_good_holds_nothing_up(disk: DiskThread, told: Told) -> None:
    done: list[str] = []

    def write() -> None:
        raise sqlite3.IntegrityError("NOT NULL constraint failed")

    disk.put("an odd look", write, lane="journal")
    disk.put("a look", lambda: done.append("a look"), lane="journal")
    assert disk.flush()
    assert done == ["a look"]
    assert told.problems == ["Cannot be saved to disk: an odd look (IntegrityError)."]


def test_a_question_about_texts_does_not_wait_for_what_was_seen(disk: DiskThread) -> None:
    slow, done = SlowDisk(disk), list[str]()
    disk.put("seen", lambda: done.append("seen"))
    disk.put("typed", lambda: done.append("typed"), is_text=True)
    answer = disk.ask(lambda: list(done), is_text=True)
    slow.ends.set()
    assert answer.result(30) == ["typed"]


def test_text_that_cannot_be_written_at_all_is_told_and_given_up(disk: DiskThread, told: Told) -> None:
    def write() -> None:
        "\ud800".encode()

    disk.put("the odd draft", write)
    assert disk.flush()
    assert "Cannot be saved to disk: the odd draft" in told.problems[0]


def test_a_backlog_is_bounded_and_what_is_given_up_is_told(
    disk: DiskThread, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "MOST_WAITING", 2)
    full = FullDisk()
    disk.put("the draft", lambda: full.write("draft"), slot="draft")
    disk.flush()
    for number in range(3):
        disk.put("what was seen", lambda number=number: full.write(str(number)))  # type: ignore[misc]  # default binds
        disk.flush()
    full.is_full = False
    assert disk.flush()
    assert full.written == ["draft", "2"]
    assert any("what was seen was given up" in problem for problem in told.problems)


def test_of_a_backlog_what_was_seen_is_given_up_before_what_was_typed(
    disk: DiskThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "MOST_WAITING", 2)
    slow, done = SlowDisk(disk), list[str]()
    for what, is_text in (("typed", True), ("seen", False), ("typed later", True), ("seen later", False)):
        disk.put(what, lambda what=what: done.append(what), is_text=is_text)  # type: ignore[misc]  # default binds
    slow.ends.set()
    assert disk.flush()
    assert done == ["typed", "typed later"]


def test_a_question_is_answered_however_long_the_backlog(disk: DiskThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_module, "MOST_WAITING", 2)
    slow = SlowDisk(disk)
    answer = disk.ask(lambda: 42)
    for number in range(3):
        disk.put(f"what was seen {number}", lambda: None)
    slow.ends.set()
    assert answer.result(30) == 42


def test_a_question_is_answered_after_what_was_put_before(disk: DiskThread) -> None:
    done: list[str] = []
    disk.put("a write", lambda: done.append("written"))
    assert disk.ask(lambda: list(done)).result(5) == ["written"]


def test_a_question_that_fails_fails_for_the_one_who_asked(disk: DiskThread, told: Told) -> None:
    with pytest.raises(ZeroDivisionError):
        disk.ask(lambda: 1 // 0).result(5)
    assert told.problems == []
    assert disk.ask(lambda: 1).result(5) == 1


def test_a_bug_in_one_piece_is_the_end_of_that_piece_alone(disk: DiskThread, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, done, surfaced = SlowDisk(disk), list[str](), threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: surfaced.set())

    def fail() -> None:
        raise AssertionError("a bug")

    disk.put("a piece", fail)
    disk.put("the next", lambda: done.append("next"))
    slow.ends.set()
    assert disk.flush(30)
    assert done == ["next"]
    assert surfaced.wait(30)


def test_stop_writes_what_waits_and_ends_the_thread(disk: DiskThread) -> None:
    before, done = disk_threads(), list[str]()
    disk.put("last words", lambda: done.append("x"))
    assert disk_threads() - before
    assert disk.stop()
    assert done == ["x"]
    assert not disk_threads() - before


def test_what_is_put_after_a_stop_is_still_written(disk: DiskThread) -> None:
    done: list[str] = []
    disk.put("one", lambda: done.append("one"))
    disk.stop()
    disk.put("two", lambda: done.append("two"))
    assert disk.flush()
    assert done == ["one", "two"]
