"""Bytes that reach the real program all at once."""

import sys
from pathlib import Path

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))


def test_escape_and_the_key_behind_it_in_one_piece_leave_the_text_and_then_move(tmp_path: Path) -> None:
    surroundings = {"BREADTUI_STATE_DIR": str(tmp_path), "BREADTUI_CONFIG_DIR": str(tmp_path), "HOME": str(tmp_path)}
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as demo:
        service = {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": "sk-burst-0123456789"}
        with Terminal([PROGRAM, "yoda_repo"], columns=120, lines=40, environ=surroundings | service) as terminal:
            terminal.wait_for("(9)")
            terminal.send(":nothing\x1b:filter wise\r")
            terminal.wait_for(lambda: "/wise" in terminal.text.splitlines()[1])
            terminal.send("\x1b3\x1b1G\x1bq")
            assert terminal.wait_until_ended() == 0


def test_a_whole_visit_pasted_as_keys_does_what_it_does_key_by_key(tmp_path: Path) -> None:
    surroundings = {"BREADTUI_STATE_DIR": str(tmp_path), "BREADTUI_CONFIG_DIR": str(tmp_path), "HOME": str(tmp_path)}
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as demo:
        service = {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": "sk-burst-0123456789"}
        with Terminal([PROGRAM, "yoda_repo"], columns=120, lines=40, environ=surroundings | service) as terminal:
            terminal.wait_for("(9)")
            terminal.send(":unfold all\rG/teach_\rnnn:filter status:fail\r")
            terminal.wait_for(lambda: "wise_2" in terminal.text and "status:fail" in terminal.text.splitlines()[1])
            terminal.send("q")
            assert terminal.wait_until_ended() == 0
