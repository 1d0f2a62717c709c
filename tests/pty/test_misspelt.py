"""A command misspelt is not taken for a repository, and a repository that looks like one is opened."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY)) as server:
        yield server


def around(home: Path, url: str) -> dict[str, str]:
    return {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "BREAD_API_KEY": KEY,
        "BREAD_BASE_URL": url,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def test_a_misspelt_command_is_answered_in_one_line_and_nothing_is_drawn(tmp_path: Path, demo: DemoServer) -> None:
    with Terminal([PROGRAM, "staus"], columns=80, lines=24, environ=around(tmp_path, demo.url)) as terminal:
        assert terminal.wait_until_ended() == 2
        assert "there is no such command or repository; did you mean status?" in terminal.text
        assert b"\x1b" not in terminal.raw


def test_the_demo_of_this_process_is_asked_too(tmp_path: Path) -> None:
    with Terminal([PROGRAM, "--demo", "tre"], columns=80, lines=24, environ=around(tmp_path, "")) as terminal:
        assert terminal.wait_until_ended() == 2
        assert "did you mean tree?" in terminal.text


def test_a_repository_whose_name_resembles_a_command_is_opened(tmp_path: Path, demo: DemoServer) -> None:
    environ = around(tmp_path, demo.url)
    subprocess.run([PROGRAM, "repo", "create", "staus"], env=environ, check=True, capture_output=True)
    with Terminal([PROGRAM, "staus"], columns=80, lines=24, environ=environ) as terminal:
        terminal.wait_for("staus")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


def test_a_service_that_cannot_be_asked_leaves_the_answer_to_the_cockpit(tmp_path: Path) -> None:
    with Terminal([PROGRAM, "staus"], columns=80, lines=24, environ=around(tmp_path, "http://127.0.0.1:9")) as terminal:
        terminal.wait_for("refused the connection")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


def test_without_a_terminal_the_command_is_named_as_well(tmp_path: Path, demo: DemoServer) -> None:
    environ = around(tmp_path, demo.url)
    done = subprocess.run([PROGRAM, "staus"], env=environ, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b"is not one. Did you mean status?\n")
