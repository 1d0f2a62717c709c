import os
import pty
from collections.abc import Iterator

import pytest

from breadtui.ui.terminal.tty import draws_ascii, terminal_problem


@pytest.fixture
def tty_fd() -> Iterator[int]:
    ours, theirs = pty.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


@pytest.fixture
def pipe_fd() -> Iterator[int]:
    ends = os.pipe()
    yield ends[0]
    for end in ends:
        os.close(end)


@pytest.mark.parametrize("environ", [{"TERM": "xterm"}, {}, {"TERM": "no-such-terminal"}])
def test_a_terminal_is_enough(environ: dict[str, str], tty_fd: int) -> None:
    assert terminal_problem(environ, tty_fd, tty_fd) is None


def test_each_missing_end_is_named(tty_fd: int, pipe_fd: int) -> None:
    assert "its input is not one" in str(terminal_problem({}, pipe_fd, tty_fd))
    assert "its output is not one" in str(terminal_problem({}, tty_fd, pipe_fd))
    assert "its input and output is not one" in str(terminal_problem({}, pipe_fd, pipe_fd))


def test_a_closed_descriptor_is_no_terminal(tty_fd: int) -> None:
    assert terminal_problem({}, 987, tty_fd) is not None


def test_a_dumb_terminal_is_refused_with_a_hint(tty_fd: int) -> None:
    assert "TERM=xterm-256color" in str(terminal_problem({"TERM": "dumb"}, tty_fd, tty_fd))


@pytest.mark.parametrize(
    ("environ", "is_ascii"),
    [
        ({}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LC_ALL": "C.utf8", "LANG": "C"}, False),
        ({"LC_CTYPE": "de_DE.ISO8859-1", "LANG": "en_GB.UTF-8"}, True),
        ({"BREADTUI_ASCII": "1", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm-256color"}, False),
    ],
)
def test_ascii_is_drawn_where_the_terminal_is_said_to_know_no_utf_8(environ: dict[str, str], is_ascii: bool) -> None:
    assert draws_ascii(environ) is is_ascii
