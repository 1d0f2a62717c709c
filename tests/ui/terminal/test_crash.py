import re
import sys
from pathlib import Path

import pytest

from breadtui.ui.terminal.crash import crash_line, without_secrets, write_report
from tests.pty.terminal import Terminal
from tests.ui.terminal.mortal import SECRET

PROGRAM = str(Path(__file__).with_name("mortal.py"))
ROOT = str(Path(__file__).parents[3])


def mortal(how: str, folder: Path) -> Terminal:
    return Terminal([sys.executable, PROGRAM, how, str(folder)], columns=100, environ={"PYTHONPATH": ROOT})


@pytest.mark.parametrize("how", ["handler", "worker", "markup", "compose"])
def test_a_crash_leaves_one_clean_line_a_report_and_no_secret(how: str, tmp_path: Path) -> None:
    with mortal(how, tmp_path) as terminal:
        if how != "compose":
            terminal.wait_for("ALIVE")
            terminal.press("x")
        assert terminal.wait_until_ended() == 1
        left, _, said = terminal.raw.rpartition(b"\x1b[?1049l")
        assert left
        line = said[said.index(b"breadtui") :]
        assert re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]", line) is None
        assert line.count(b"\n") == 1
        assert said.count(b"breadtui stopped: ") == 1
        assert SECRET.encode() not in terminal.raw
    (report,) = (tmp_path / "reports").iterdir()
    text = report.read_text()
    assert "Traceback" in text
    assert SECRET not in text
    assert "api_key" not in text.replace("{api_key!r}", "").replace("api_key = SECRET", "")
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.name.encode() in said


def test_a_panic_says_its_line_clean(tmp_path: Path) -> None:
    with mortal("panic", tmp_path) as terminal:
        terminal.wait_for("ALIVE")
        terminal.press("x")
        assert terminal.wait_until_ended() == 1
        assert "breadtui stopped: no way on␛]0;t␇ with sk-…".encode() in terminal.raw


def test_a_worker_that_stopped_by_itself_is_no_crash(tmp_path: Path) -> None:
    with mortal("quit", tmp_path) as terminal:
        terminal.wait_for("ALIVE")
        terminal.press("x")
        assert terminal.wait_until_ended() == 0
        assert b"stopped" not in terminal.raw


def test_secrets_are_hidden_also_where_they_are_escaped() -> None:
    assert without_secrets("a 'key\\n1' and key\n1", ["key\n1"]) == "a 'sk-…' and sk-…"


def test_a_secret_too_short_to_be_one_hides_nothing() -> None:
    assert without_secrets("a cat", ["", "a"]) == "a cat"


def test_the_line_is_one_line_and_of_a_readable_length() -> None:
    line = crash_line(ValueError("x\n" * 5000), [], None)
    assert "\n" not in line
    assert len(line) < 300


def test_a_report_that_cannot_be_written_does_not_crash_the_crash(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert write_report(ValueError("x"), [], tmp_path / "file" / "below") is None


def test_an_unprintable_message_is_written_nonetheless(tmp_path: Path) -> None:
    report = write_report(ValueError("\ud800"), [], tmp_path)
    assert report is not None
    assert "\\ud800" in report.read_text()
