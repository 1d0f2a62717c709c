import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
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
}
ENVIRON = {"TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": ROOT, "COLORTERM": ""}
JOURNEY = """
down down pagedown up end up f7 f9 home f5 escape f3 down pagedown tab down enter f4 down x enter pagedown 83x22 down
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


def cost(terminal: Terminal, step: str) -> int:
    act(terminal, step)
    return terminal.wait_until_quiet(0.15)


@pytest.fixture
def thrifty() -> Iterator[Terminal]:
    with gallery() as terminal:
        terminal.wait_for("READY")
        terminal.wait_until_quiet(0.2)
        yield terminal


def test_every_screen_equals_stock_textuals_in_a_fifth_of_the_bytes() -> None:
    with ExitStack() as stack:
        ours, stock = (stack.enter_context(gallery(*a)) for a in ((), ("plain",)))
        for terminal in (ours, stock):
            terminal.wait_for("READY")
            terminal.wait_until_quiet(0.2)
        for step in JOURNEY.split():
            act(ours, step)
            act(stock, step)
            ours.wait_until_quiet(0.07)
            stock.wait_until_quiet(0.07)
            if ours.cells != stock.cells:
                ours.wait_until_quiet(0.5)
                stock.wait_until_quiet(0.5)
            assert ours.cells == stock.cells, step
        assert len(ours.raw) * 5 < len(stock.raw)


def test_updates_cost_what_changed(thrifty: Terminal) -> None:
    assert len(thrifty.raw) < 4000
    assert cost(thrifty, "f6") == 0
    assert 0 < cost(thrifty, "f7") <= 40
    assert cost(thrifty, "down") <= 350
    cost(thrifty, "f4")
    assert cost(thrifty, "x") <= 400


def test_the_switch_hands_drawing_back_to_textual() -> None:
    with gallery(BREADTUI_FRAMEDIFF="0") as terminal:
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


def test_another_textual_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    framediff.is_known_textual.cache_clear()
    assert framediff.is_known_textual()
    framediff.is_known_textual.cache_clear()
    monkeypatch.setattr(framediff, "version", lambda name: "8.3.0")
    assert not framediff.is_known_textual()
    framediff.is_known_textual.cache_clear()
