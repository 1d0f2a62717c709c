"""Programs that are killed, and two that save one prompt at once: what somebody typed is always somewhere."""

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"
LOST_SECONDS = 3.0
"""So much may be lost where everything else on the machine is as busy; alone, it is half a second."""


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    """A demo whose jobs stand still."""
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as server:
        yield server


def program(home: Path, demo: DemoServer) -> Terminal:
    environ = {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
    }
    return Terminal([PROGRAM], columns=120, lines=40, environ=environ)


def open_yoda(terminal: Terminal) -> None:
    """Put the cursor into the text of a prompt that is there."""
    terminal.wait_for("of 163 points")
    terminal.wait_until_quiet()
    terminal.press(":")
    terminal.wait_for("a command;")
    terminal.send("new yoda")
    terminal.wait_until_quiet()
    terminal.press("enter")
    terminal.wait_for("leave text")
    terminal.wait_for("base just seen")


def on_disk(home: Path) -> str:
    """All drafts, and all texts that the journal has seen."""
    drafts = [path.read_text() for path in (home / "state").rglob("*.json") if "drafts" in path.parts]
    return "\n".join([*drafts, *(text for path in (home / "state").rglob("*.sqlite3") for text in seen_in(path))])


def seen_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
        return [body for (body,) in journal.execute("SELECT body FROM prompt_versions")]


def held(demo: DemoServer) -> str:
    return str(demo.world.repos["yoda_repo"].prompts["yoda"].messages)


def is_settled(terminal: Terminal) -> bool:
    """The save has come to its end, or to a conflict."""
    return "saved and verified" in terminal.text or "conflict 1 of" in terminal.text


def test_a_killed_program_loses_at_most_what_was_typed_last(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        open_yoda(terminal)
        typed: list[tuple[float, str]] = []
        # Without ever pausing as long as a draft waits for, until enough of it is older than what may be lost.
        while sum(at < monotonic() - LOST_SECONDS for at, _ in typed) <= 5:
            word = f"w{len(typed)}z"
            terminal.send(f"{word} ")
            terminal.wait_for(word)
            typed.append((monotonic(), word))
        killed_at = monotonic()
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.wait_until_ended() == -signal.SIGKILL
        must_be_there = [word for at, word in typed if at < killed_at - LOST_SECONDS]
        kept = on_disk(tmp_path)
        assert [word for word in must_be_there if word not in kept] == []
    with program(tmp_path, demo) as terminal:
        open_yoda(terminal)
        terminal.wait_for(must_be_there[0])


def write(terminal: Terminal, word: str) -> None:
    """Open the prompt both write, and put a word of one's own before its text."""
    open_yoda(terminal)
    terminal.send(word)
    terminal.wait_for(word)


def ask_to_save(terminal: Terminal, *answers: str) -> None:
    """Save, and wait for one of the answers: the question, or the conflict."""
    terminal.send("\x1bOQ")
    terminal.wait_for(lambda: any(answer in terminal.text for answer in answers))
    terminal.wait_until_quiet(0.4)  # a question is deaf at first


def is_answered(terminal: Terminal) -> bool:
    """No question is left on the screen."""
    return "(default)" not in terminal.text


def drafts_in(home: Path) -> str:
    return "\n".join(path.read_text() for path in (home / "state").rglob("*.json") if "drafts" in path.parts)


def kill(*terminals: Terminal) -> None:
    for terminal in terminals:
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_until_ended()


@pytest.mark.parametrize("is_asked_before", [True, False])
def test_of_two_programs_the_later_overwrites_nothing_and_keeps_its_text(
    tmp_path: Path, demo: DemoServer, is_asked_before: bool
) -> None:
    """Ada saves while Bob's text, begun from the same one, is unsaved: what Bob does then shows him hers.

    Where Bob was asked before she wrote and says yes after, it is the look right before the write that protects her;
    where he asks only after, it is the comparison with what he began from. Without either, her text is gone from the
    service, and his program says that all is well.
    """
    with program(tmp_path / "ada", demo) as ada, program(tmp_path / "bob", demo) as bob:
        write(ada, "AdaWroteThis")
        write(bob, "BobWroteThat")
        if is_asked_before:
            ask_to_save(bob, "(default)")
        ask_to_save(ada, "(default)")
        ada.press_until("y", partial(is_answered, ada))
        ada.wait_for("saved and verified")
        if is_asked_before:
            bob.press_until("y", partial(is_answered, bob))
        else:
            ask_to_save(bob, "conflict 1 of", "(default)")
        bob.wait_for("conflict 1 of")
        kill(ada, bob)
    assert "AdaWroteThis" in held(demo)
    assert "BobWroteThat" not in held(demo)
    assert "BobWroteThat" in drafts_in(tmp_path / "bob")


def test_a_hang_up_waits_for_the_letters_that_were_typed_before_it(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        open_yoda(terminal)
        terminal.send("q" * 30 + "TheLastOfAll")
        terminal.wait_for("qqq")
        os.kill(terminal.pid, signal.SIGHUP)
        terminal.wait_until_ended()
    assert "q" * 30 + "TheLastOfAll" in drafts_in(tmp_path)


def test_of_two_programs_that_save_one_prompt_at_once_neither_loses_its_text(tmp_path: Path, demo: DemoServer) -> None:
    """Both say yes at the same moment, whoever comes first: both texts are on the service or on one of the disks.

    One may write in the round trip between the other's look and write; then the journals alone have what was replaced.
    """
    homes = tmp_path / "one", tmp_path / "other"
    words = "AdaWroteThis", "BobWroteThat"
    with program(homes[0], demo) as one, program(homes[1], demo) as other:
        for terminal, word in zip((one, other), words, strict=True):
            write(terminal, word)
        for terminal in (one, other):
            ask_to_save(terminal, "(default)")
        for terminal in (one, other):
            terminal.press("y")
        for terminal in (one, other):
            terminal.insist("y", partial(is_answered, terminal))
            terminal.wait_for(partial(is_settled, terminal))
        one.wait_for(lambda: all(word in "\n".join([held(demo), *map(on_disk, homes)]) for word in words))
        kill(one, other)


def test_leaving_with_an_unsaved_text_says_where_it_is(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        open_yoda(terminal)
        terminal.send("Zq")
        terminal.wait_for("Zq")
        terminal.press("escape")
        terminal.wait_for("parent/child")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0
        assert b"not saved, kept on this machine and shown again at the next start: yoda_repo/yoda" in terminal.raw
