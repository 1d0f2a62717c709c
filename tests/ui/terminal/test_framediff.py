import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.ui.terminal import framediff
from tests.pty.terminal import Terminal

PROGRAM = str(Path(__file__).with_name("gallery.py"))
ROOT = str(Path(__file__).parents[3])
FUNCTION_KEYS = {
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
}
ENVIRON = {"TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": ROOT, "COLORTERM": ""}
DONE = b"\x1b]7777;done\x07"
JOURNEY = """
down pagedown end up f9 home f5 escape f3 down pagedown tab enter f4 x enter pagedown 83x22
ctrl+p down escape f2 120x40 pagedown f8 30x8 down
"""


def gallery(*arguments: str, **environ: str) -> Terminal:
    return Terminal([sys.executable, PROGRAM, *arguments], columns=100, lines=30, environ=ENVIRON | environ)


def act(terminal: Terminal, step: str) -> None:
    if "x" in step and step != "x":
        columns, lines = step.split("x")
        terminal.resize(int(columns), int(lines))
    elif step in FUNCTION_KEYS:
        terminal.send(FUNCTION_KEYS[step])
    else:
        terminal.press(step)


@pytest.fixture
def thrifty() -> Iterator[Terminal]:
    with gallery(TELL_WHEN_DONE="1") as terminal:
        terminal.wait_for("READY")
        terminal.wait_until_quiet(0.2)
        yield terminal


def do_and_wait(terminal: Terminal, step: str) -> int:
    """Until the program says that the step is done; the bytes it took."""
    before, done = len(terminal.raw), terminal.raw.count(DONE)
    act(terminal, step)
    terminal.wait_for(lambda: terminal.raw.count(DONE) > done)
    terminal.wait_until_quiet(0.05)
    return len(terminal.raw) - before


def cost(terminal: Terminal, step: str) -> int:
    """The same without what the program says for this."""
    before = terminal.raw.count(DONE)
    bytes_count = do_and_wait(terminal, step)
    return bytes_count - len(DONE) * (terminal.raw.count(DONE) - before)


def test_every_screen_is_what_textual_would_have_drawn_in_a_third_of_the_bytes() -> None:
    ours = stock = 0
    with gallery(TELL_WHEN_DONE="1") as terminal:
        terminal.wait_for("READY")
        terminal.wait_until_quiet(0.3)
        for step in JOURNEY.split():
            ours += do_and_wait(terminal, step)
            drawn = terminal.cells
            stock += do_and_wait(terminal, "f10")
            assert terminal.cells == drawn, step
        assert ours * 3 < stock, (ours, stock)


def test_updates_cost_what_changed(thrifty: Terminal) -> None:
    assert len(thrifty.raw) < 4000
    assert cost(thrifty, "f6") == 0
    assert 0 < cost(thrifty, "f7") <= 40
    assert cost(thrifty, "down") <= 350
    cost(thrifty, "f4")
    assert cost(thrifty, "x") <= 400


def test_the_switch_hands_drawing_back_to_textual() -> None:
    with gallery(BREADTUI_FRAMEDIFF="0", TELL_WHEN_DONE="1") as terminal:
        terminal.wait_for("READY")
        terminal.wait_until_quiet(0.2)
        assert cost(terminal, "f6") > 500


def test_after_a_suspension_the_screen_is_whole_again(thrifty: Terminal) -> None:
    before = thrifty.cells
    thrifty.kill(signal.SIGTSTP)
    thrifty.wait_for(lambda: thrifty.is_stopped)
    while thrifty.wait_until_quiet(0.05):
        pass
    assert b"\x1b[?1049l" in thrifty.raw[-300:]
    thrifty.blank()
    assert thrifty.cells != before
    thrifty.kill(signal.SIGCONT)
    thrifty.wait_for(lambda: thrifty.cells == before)


def test_a_stalled_terminal_gets_the_last_picture_not_all_of_them(thrifty: Terminal) -> None:
    before = len(thrifty.raw)
    for _ in range(12):
        thrifty.press(*["pagedown", "pageup"] * 8)
        thrifty.look_away(0.1)
    thrifty.press("G")
    thrifty.look_away(0.2)
    thrifty.wait_for("  499 ")
    thrifty.wait_until_quiet(0.2)
    assert len(thrifty.raw) - before < 40_000


def test_another_textual_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    framediff.is_known_textual.cache_clear()
    assert framediff.is_known_textual()
    framediff.is_known_textual.cache_clear()
    monkeypatch.setattr(framediff, "KNOWN_VERSION", "8.3.0")
    assert not framediff.is_known_textual()
    framediff.is_known_textual.cache_clear()
