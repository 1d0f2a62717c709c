import signal
import sys
import threading
from pathlib import Path

import pytest
from textual.app import App

from breadtui.ui.terminal.signals import Endings, terminal_is_there
from tests.pty.terminal import Terminal

PROGRAM = str(Path(__file__).with_name("mortal.py"))
ROOT = str(Path(__file__).parents[3])
IGNORING_HANG_UP = ("sh", "-c", """trap '' HUP; exec "$@" """, "sh")


def mortal(how: str, folder: Path, *before: str) -> Terminal:
    return Terminal([*before, sys.executable, PROGRAM, how, str(folder)], environ={"PYTHONPATH": ROOT})


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130)],
)
def test_a_signal_ends_the_program_in_order(number: signal.Signals, status: int, tmp_path: Path) -> None:
    with mortal("live", tmp_path) as terminal:
        terminal.wait_for("ALIVE")
        terminal.kill(number)
        assert terminal.wait_until_ended() == status
        for mode in (b"?1049", b"?1000", b"?1003", b"?1006", b"?1004", b"?2004"):
            assert terminal.raw.rindex(b"\x1b[%bl" % mode) > terminal.raw.rindex(b"\x1b[%bh" % mode)
        assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")
    assert (tmp_path / "draft").read_text() == "saved"
    assert (tmp_path / "unmounted").exists()


@pytest.mark.parametrize("before", [(), IGNORING_HANG_UP])
def test_a_broken_connection_ends_the_program_with_its_draft_saved(before: tuple[str, ...], tmp_path: Path) -> None:
    with mortal("live", tmp_path, *before) as terminal:
        terminal.wait_for("ALIVE")
        terminal.hang_up()
        assert terminal.wait_until_ended() == 129
    assert (tmp_path / "draft").read_text() == "saved"


def test_an_orphan_that_ignores_the_signal_ends_too(tmp_path: Path) -> None:
    with mortal("deaf", tmp_path, *IGNORING_HANG_UP) as terminal:
        terminal.wait_for("ALIVE")
        terminal.hang_up()
        assert terminal.wait_until_ended() == 129
    assert (tmp_path / "draft").read_text() == "saved"


def test_a_descriptor_without_a_terminal_is_seen(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file:
        assert not terminal_is_there(file.fileno())


async def test_a_program_without_a_terminal_of_its_own_never_ends_the_process_it_runs_in() -> None:
    saved: list[str] = []
    app = App[None]()
    endings = Endings(app, lambda: saved.append("draft"), grace_seconds=600.0)
    async with app.run_test():
        endings.end(signal.SIGTERM)
        assert not any(isinstance(thread, threading.Timer) for thread in threading.enumerate())
    assert (saved, app.return_code) == (["draft"], 143)
