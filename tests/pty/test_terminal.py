import signal
import sys

import pytest

from tests.pty.terminal import Cell, Terminal

ECHO = """
import sys, tty
tty.setraw(0)
print(end="up", flush=True)
for key in iter(lambda: sys.stdin.read(1), "q"):
    print(end=repr(key), flush=True)
"""


def shell(script: str, **options: float) -> Terminal:
    return Terminal(["sh", "-c", script], columns=30, lines=5, **options)  # type: ignore[arg-type]  # only the deadline


def test_it_shows_what_the_program_wrote_and_how() -> None:
    with shell("printf 'a \\033[1;31mred\\033[m \\033[44m \\033[m'; exit 3") as terminal:
        assert terminal.wait_until_ended() == 3
        assert terminal.text == "a red"
        assert terminal.cells[0][2] == Cell("r", "red", "default", bold=True, reverse=False)
        assert terminal.cells[0][6] == Cell(" ", "", "blue", bold=False, reverse=False)


def test_keys_arrive_and_sizes_are_told() -> None:
    with Terminal([sys.executable, "-c", ECHO], columns=40, lines=5) as terminal:
        terminal.wait_for("up")
        terminal.press("x", "down", "ctrl+p")
        terminal.wait_for(r"'x''\x1b''[''B''\x10'")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


def test_the_size_can_change() -> None:
    with shell("trap 'stty size' WINCH; stty size; while :; do read line; done") as terminal:
        terminal.wait_for("5 30")
        terminal.resize(20, 4)
        terminal.wait_for("4 20")


def test_a_signal_that_killed_the_program_is_its_status() -> None:
    with shell("echo up; read line") as terminal:
        terminal.wait_for("up")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_ended() == -signal.SIGTERM


def test_what_does_not_come_in_time_is_an_error_that_shows_the_screen() -> None:
    with shell("echo up; read line") as terminal:
        terminal.wait_for("up")
        terminal.deadline_seconds = 0.2
        with pytest.raises(TimeoutError, match="up"):
            terminal.wait_for("down")


def test_what_a_program_that_ended_did_not_say_is_not_waited_for() -> None:
    with shell("echo up") as terminal, pytest.raises(TimeoutError, match="status 0"):
        terminal.wait_for("down")


def test_a_sequence_cut_in_two_by_a_read_is_one_sequence() -> None:
    with shell("stty -echo; printf 'a\\033'; read line; printf '[31mb'; read line") as terminal:
        terminal.wait_for("a")
        terminal.send("\n")
        terminal.wait_for("b")
        assert "[31m" not in terminal.text
