"""What a person or a pipe gives to a command; ctrl+c ends the wait for it at once."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator

from breadtui.cli.complaint import complain
from breadtui.commands import exits


def read_all() -> bytes:
    """All of standard input; at a terminal a person is told how it ends."""
    if sys.stdin.isatty():
        complain("reading what you type; ctrl+d ends it.", exits.OK)
    with ctrl_c_at_once():
        return sys.stdin.buffer.read()


def asker() -> Callable[[str], bool] | None:
    """How a person at a terminal is asked; None where there is none."""
    return agrees if sys.stdin.isatty() and sys.stderr.isatty() else None


def agrees(question: str) -> bool:
    """The answer of a person; No unless it is yes."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    with ctrl_c_at_once():
        return sys.stdin.readline().strip().lower() in {"y", "yes"}


@contextlib.contextmanager
def ctrl_c_at_once() -> Iterator[None]:
    """Let ctrl+c raise KeyboardInterrupt here.

    A loop that runs takes it to cancel its task, which a read that blocks the loop would never notice.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
