"""The installed program in a terminal, on a demo service over loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal
from tests.pty.visit import modes_left_on

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"
START_BYTES = 15_000
STEP_BYTES = 350
LETTER_BYTES = 110
STILL_SECONDS = 6.0
"""Longer than the longest pause between two looks at a service on this machine."""

CRASHING = """
import sys
from breadtui.cli.main import main
from breadtui.ui.screens.explorer.screen import ExplorerScreen
def fail(self):
    raise RuntimeError("no key " + __import__("os").environ["BREAD_API_KEY"])
ExplorerScreen.action_transcript = fail
sys.exit(main(sys.argv[1:]))
"""


CRASHING_IN_THE_TEXT = """
import sys
from breadtui.cli.main import main
from breadtui.ui.panes.prompt_text.pane import PromptText
def fail(self):
    raise RuntimeError("in the text")
PromptText.action_lint = fail
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    """A demo whose jobs stand still, so that bytes can be counted."""
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as server:
        yield server


@pytest.fixture(scope="module")
def empty() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(empty=True)) as server:
        yield server


def around(home: Path, demo: DemoServer | None, **more: str) -> dict[str, str]:
    return {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        **({"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": KEY} if demo else {}),
        **more,
    }


def program(home: Path, demo: DemoServer | None, *words: str, answers_queries: bool = True) -> Terminal:
    return Terminal(
        [PROGRAM, *words], columns=120, lines=40, environ=around(home, demo), answers_queries=answers_queries
    )


def in_the_editor(terminal: Terminal) -> None:
    """Open a new prompt and type into it."""
    terminal.wait_for("of 163 points")  # what is chosen at the start is there
    terminal.wait_until_quiet()
    terminal.press(":")
    terminal.wait_for("a command;")
    terminal.send(f"new fresh_{terminal.pid}")
    terminal.wait_until_quiet()
    terminal.press("enter")
    terminal.wait_for("leave text")


def bytes_of(terminal: Terminal, key: str) -> int:
    """What a key costs; ages that tick meanwhile are why the least of several is taken."""
    terminal.wait_until_quiet(0.2)
    before = len(terminal.raw)
    terminal.press(key)
    terminal.wait_for(lambda: len(terminal.raw) > before)
    terminal.wait_until_quiet(0.1)
    return len(terminal.raw) - before


def drafts_on_disk(home: Path) -> bytes:
    return b"".join(
        path.read_bytes() for path in (home / "state").rglob("*") if path.is_file() and "draft" in str(path)
    )


def test_the_first_screen_shows_what_the_service_holds(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        for text in ("yoda_repo", "coder_v7", "3 Jobs", "4 Metrics"):
            terminal.wait_for(text)


def test_quitting_gives_the_terminal_back(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        terminal.wait_for("coder_v7")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0
        assert modes_left_on(terminal.raw) == []
        assert KEY.encode() not in terminal.raw


def test_a_terminal_that_answers_no_question_gets_the_same_screen(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo, answers_queries=False) as terminal:
        terminal.wait_for("coder_v7")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


@pytest.mark.parametrize("way", ["terminated", "hung up"])
def test_what_was_just_typed_is_on_disk_after_an_end_from_outside(tmp_path: Path, demo: DemoServer, way: str) -> None:
    with program(tmp_path, demo) as terminal:
        in_the_editor(terminal)
        terminal.send("Zq Zq")
        terminal.wait_for("Zq Zq")
        if way == "terminated":
            terminal.kill(signal.SIGTERM)
            assert terminal.wait_until_ended() == 128 + signal.SIGTERM
            assert modes_left_on(terminal.raw) == []
        else:
            terminal.hang_up()
            assert terminal.wait_until_ended() in {128 + signal.SIGHUP, -signal.SIGHUP}
        assert b"Zq Zq" in drafts_on_disk(tmp_path)


def test_what_was_just_typed_is_on_disk_after_a_crash(tmp_path: Path, demo: DemoServer) -> None:
    script = [sys.executable, "-c", CRASHING_IN_THE_TEXT]
    with Terminal(script, columns=120, lines=40, environ=around(tmp_path, demo)) as terminal:
        in_the_editor(terminal)
        terminal.send("Zq Zq\x14")  # without a pause
        assert terminal.wait_until_ended() == 1
        assert b"breadtui stopped: RuntimeError" in terminal.raw
        assert b"Zq Zq" in drafts_on_disk(tmp_path)


def test_a_crash_is_one_line_without_the_key(tmp_path: Path, demo: DemoServer) -> None:
    script = [sys.executable, "-c", CRASHING]
    with Terminal(script, columns=120, lines=40, environ=around(tmp_path, demo)) as terminal:
        terminal.wait_for("coder_v7")
        terminal.press("@")
        assert terminal.wait_until_ended() == 1
        assert modes_left_on(terminal.raw) == []
        # Where the cursor stands after the alternate screen is left differs by terminal, so the line may wrap there.
        assert b"breadtui stopped: RuntimeError" in terminal.raw
        assert b"Traceback" not in terminal.raw
        assert KEY.encode() not in terminal.raw
        assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*.txt"))


def test_a_key_typed_at_the_door_never_reaches_the_screen(tmp_path: Path, demo: DemoServer) -> None:
    environ = around(tmp_path, None, BREAD_BASE_URL=demo.url)
    with Terminal([PROGRAM], columns=120, lines=40, environ=environ) as terminal:
        terminal.wait_for("Paste your Bread API key")
        terminal.send(KEY)
        terminal.wait_until_quiet()
        terminal.press("enter")
        terminal.wait_for("coder_v7")
        terminal.press("q")
        terminal.wait_until_ended()
        assert KEY.encode() not in terminal.raw
        assert KEY[:12].encode() not in terminal.raw


def test_without_a_terminal_it_says_so_in_one_line_and_draws_nothing(tmp_path: Path) -> None:
    environ = os.environ | around(tmp_path, None)
    done = subprocess.run([PROGRAM, "--demo"], capture_output=True, stdin=subprocess.DEVNULL, env=environ, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_dumb_terminal_is_refused(tmp_path: Path) -> None:
    environ = around(tmp_path, None, TERM="dumb")
    with Terminal([PROGRAM, "--demo"], columns=120, lines=40, environ=environ) as terminal:
        assert terminal.wait_until_ended() == 2
        assert "TERM" in terminal.text
        assert b"\x1b" not in terminal.raw


HOSTILE = "\x1b]52;c;aGk=\x07\x1b[31m[red]\u202e\x9b5n"
PAYLOADS = (b"\x1b]52", "\u202e".encode(), "\x9b5n".encode())


@pytest.fixture
def hostile() -> Iterator[DemoServer]:
    """A demo that names everything with sequences a terminal would obey, and with markup."""
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as server:
        for repo in server.world.repos.values():
            for name, prompt in list(repo.prompts.items()):
                for message in prompt.messages:
                    message["content"] = f"{HOSTILE} said"
                repo.prompts[f"{name}{HOSTILE}"] = prompt
        yield server


def test_no_byte_of_a_hostile_name_or_text_reaches_the_terminal(tmp_path: Path, hostile: DemoServer) -> None:
    with program(tmp_path, hostile) as terminal:
        terminal.wait_for("coder_v7")
        for key in ("3", "4", "2", "@", "1", "?"):
            terminal.press(key)
            terminal.wait_until_quiet(0.2)
        terminal.press("escape")
        terminal.wait_for("STAGE")
        terminal.press("/")
        terminal.wait_for("filter: words")
        terminal.send("[red]")
        terminal.wait_for("[red]")
        terminal.press("enter")
        terminal.wait_for("parent/child")
        terminal.press("G", "enter")
        terminal.wait_for("said")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_ended() == 128 + signal.SIGTERM
        assert [payload for payload in PAYLOADS if payload in terminal.raw] == []


def test_nothing_is_written_while_nothing_happens(tmp_path: Path, empty: DemoServer) -> None:
    with program(tmp_path, empty) as terminal:
        terminal.wait_for("No repositories yet")
        terminal.wait_until_quiet(STILL_SECONDS)


def test_a_start_costs_little_more_than_its_screen(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        terminal.wait_for("coder_v7")
        terminal.wait_until_quiet(0.5)
        assert len(terminal.raw) < START_BYTES


def test_a_step_in_the_tree_costs_a_few_hundred_bytes(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        terminal.wait_for("coder_v7")
        terminal.wait_until_quiet(0.5)
        assert min(bytes_of(terminal, key) for key in ("up", "down", "up", "down")) < STEP_BYTES


def test_a_letter_in_the_editor_costs_a_few_hundred_bytes(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo) as terminal:
        in_the_editor(terminal)
        assert min(bytes_of(terminal, letter) for letter in "abcde") < LETTER_BYTES


def test_a_letter_before_coloured_names_costs_no_more_and_its_deletion_neither(
    tmp_path: Path, demo: DemoServer
) -> None:
    with program(tmp_path, demo) as terminal:
        in_the_editor(terminal)
        terminal.send("You write about {topic} for {reader} in {language}.")
        terminal.wait_for("{language}.")
        terminal.send("\x1b[H")
        for _ in range(2):
            assert min(bytes_of(terminal, letter) for letter in "abcde") < LETTER_BYTES
            assert min(bytes_of(terminal, "backspace") for _ in range(5)) < LETTER_BYTES
