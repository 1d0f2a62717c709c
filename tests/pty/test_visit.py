import sys
from pathlib import Path

import pytest

from tests.pty.visit import main, modes_left_on


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (b"\x1b[?1049h\x1b[?25l..\x1b[?1049l\x1b[?25h", []),
        (b"\x1b[?1049h\x1b[?25l", ["1049", "25"]),
        (b"\x1b[?1000;1006h\x1b[?1006l", ["1000"]),
        (b"", []),
    ],
)
def test_modes_that_were_not_switched_back_are_named(raw: bytes, left: list[str]) -> None:
    assert modes_left_on(raw) == left


def test_every_pane_of_this_program_is_visited(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(Path(sys.executable).with_name("breadtui"))]) == 0
    assert capsys.readouterr() == ("visited every pane\n", "")


def test_a_program_that_shows_nothing_is_no_visit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = tmp_path / "silent"
    silent.write_text(f"#!{sys.executable}\n")
    silent.chmod(0o755)
    assert main([str(silent)]) == 1
    assert "after start" in capsys.readouterr().err
