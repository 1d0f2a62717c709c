"""The outline that stands on the terminal before the cockpit is loaded, in a terminal."""

import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal
from tests.pty.test_real_program import PROGRAM
from tests.pty.visit import modes_left_on

LOADING = """
import signal, sys, time, types
from breadtui.cli.main import entry
from breadtui.config.problem import ConfigProblem
late = types.ModuleType("breadtui.cli.cockpit")
def open_cockpit(settings, first_line, take_terminal):
    {loading}
late.open_cockpit = open_cockpit
sys.modules["breadtui.cli.cockpit"] = late
sys.argv = ["breadtui", "--demo"]
entry()
"""
WAITS = "while True: time.sleep(0.05)"
"""A signal that comes just before `signal.pause()` would not wake it."""
NOT_ECHOED = termios.ECHO | termios.ICANON


def program(home: Path, loading: str) -> Terminal:
    """The program whose cockpit does this instead of coming to the screen."""
    environ = {"BREADTUI_STATE_DIR": str(home / "state"), "BREADTUI_CONFIG_DIR": str(home / "config")}
    return Terminal([sys.executable, "-c", LOADING.format(loading=loading)], columns=120, lines=40, environ=environ)


def local_modes(terminal: Terminal) -> int:
    return int(termios.tcgetattr(terminal._fd)[3])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_ended_while_it_loads_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    with program(tmp_path, WAITS) as terminal:
        terminal.wait_for("4 Metrics")
        assert not local_modes(terminal) & NOT_ECHOED
        terminal.kill(number)
        assert terminal.wait_until_ended() == 128 + number
        assert modes_left_on(terminal.raw) == []
        assert local_modes(terminal) & NOT_ECHOED == NOT_ECHOED


def test_ctrl_c_ends_it_while_it_loads(tmp_path: Path) -> None:
    with program(tmp_path, WAITS) as terminal:
        terminal.wait_for("4 Metrics")
        terminal.press("ctrl+c")
        assert terminal.wait_until_ended() == 130
        assert modes_left_on(terminal.raw) == []


def test_what_is_wrong_is_said_on_the_terminal_as_it_was(tmp_path: Path) -> None:
    with program(tmp_path, "raise ConfigProblem('The address is wrong.')") as terminal:
        terminal.wait_for("The address is wrong.")
        assert terminal.wait_until_ended() == 2
        assert modes_left_on(terminal.raw) == []
        assert terminal.raw.index(b"\x1b[?1049l") < terminal.raw.index(b"The address is wrong.")


def test_ctrl_z_and_letters_wait_for_the_cockpit_unseen(tmp_path: Path) -> None:
    reads = "import os; typed = os.read(0, 9); take_terminal(); print(typed, end='\\x1b[?1049l\\x1b[?25h'); return 0"
    with program(tmp_path, reads) as terminal:
        terminal.wait_for("4 Metrics")
        terminal.press("ctrl+z")
        terminal.wait_for("b'\\x1a'")
        assert terminal.wait_until_ended() == 0
        assert b"^Z" not in terminal.raw


def test_a_key_typed_before_the_cockpit_is_there_is_done_once_it_is(tmp_path: Path) -> None:
    environ = {"BREADTUI_STATE_DIR": str(tmp_path / "state"), "BREADTUI_CONFIG_DIR": str(tmp_path / "config")}
    with Terminal([PROGRAM, "--demo"], columns=120, lines=40, environ=environ) as terminal:
        terminal.wait_for("bread")
        terminal.press(":")
        terminal.wait_for("a command;")
        terminal.press("escape")
        terminal.wait_for("coder_v7")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0
        assert modes_left_on(terminal.raw) == []
        assert local_modes(terminal) & NOT_ECHOED == NOT_ECHOED


def test_the_outline_costs_a_few_hundred_bytes(tmp_path: Path) -> None:
    with program(tmp_path, WAITS) as terminal:
        terminal.wait_for("4 Metrics")
        terminal.wait_until_quiet()
        assert len(terminal.raw) <= 150
