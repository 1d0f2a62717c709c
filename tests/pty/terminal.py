"""A pseudo-terminal with a program in it: what a person would see, and the bytes that made them see it."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyte
from wcwidth import wcwidth

# Sequences that pyte prints as text.
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-9;]*t"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$ ]*|[\]P_][^\x07\x1b]*)?\Z")

_NOT_HANDED_ON = ("TEXTUAL", "LC_", "COLUMNS", "LINES", "BREAD", "PYTHON")

_FROM_A_SHELL = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP)
"""What an interactive shell lets a program hear, and who tests in the background may not."""

_HEARD_SECONDS = 3.0
_ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[?2048$p", b"\x1b[?2048;0$y"), (b"\x1b[6n", b"\x1b[1;1R"))

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
}


class Cell(NamedTuple):
    """What one column of one line looks like."""

    character: str
    foreground: str
    background: str
    bold: bool
    reverse: bool


class Terminal:
    """Starts a program in a terminal of its own, and reads until something is true or the deadline passes."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
        answers_queries: bool = True,
        deadline_seconds: float = 40.0,
    ) -> None:
        self.argv, self.columns, self.lines = list(argv), columns, lines
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("TEXTUAL", "LC_", "COLUMNS", "LINES", "BREAD", "PYTHON"))
        }
        self.environ = (
            kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(environ or {})
        )
        self.folder = folder
        self.deadline_seconds = deadline_seconds
        self.raw = b""
        self._answers_queries = answers_queries
        self._screen: Any = pyte.Screen(columns, lines)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._unread = b""
        self._status: int | None = None
        self._is_open = True

    def __enter__(self) -> Self:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            self._become_program()
        self._set_size()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.hang_up()

    def _become_program(self) -> None:
        try:
            size = struct.pack("HHHH", self.lines, self.columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            for number in _FROM_A_SHELL:
                signal.signal(number, signal.SIG_DFL)
            if self.folder is not None:
                os.chdir(self.folder)
            os.execvpe(self.argv[0], self.argv, self.environ)
        finally:
            os._exit(127)

    def _set_size(self) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.lines, self.columns, 0, 0))

    # What a person does

    def send(self, text: str | bytes) -> None:
        """Type this."""
        os.write(self._fd, text if isinstance(text, bytes) else text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name (`down`, `enter`, `ctrl+p`) or by character."""
        for key in keys:
            control = key.removeprefix("ctrl+")
            self.send(KEYS.get(key) or (chr(ord(control) & 0x1F) if control != key else key))

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.columns, self.lines = columns, lines
        self._feed()
        self._screen.resize(lines, columns)
        self._set_size()

    def blank(self) -> None:
        """Wipe the screen, as another program that wrote on it would."""
        self._feed()
        self._stream.feed(b"\x1b[m\x1b[2J")

    def look(self, seconds: float = 0.05) -> None:
        """Take what the program has written, or writes within this time."""
        self._read(seconds)

    def look_away(self, seconds: float) -> None:
        """Take nothing from the program for a while, as a stalled connection does."""
        select.select([], [], [], seconds)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a broken connection does."""
        if self._is_open:
            os.close(self._fd)
            self._is_open = False

    # What a person sees

    @property
    def text(self) -> str:
        """The screen, without trailing spaces."""
        self._feed()
        rows = (self._screen.buffer[y] for y in range(self.lines))
        return "\n".join(_text_of([row[x].data for x in range(self.columns)]).rstrip() for row in rows).rstrip()

    @property
    def cells(self) -> list[list[Cell]]:
        """The screen with colours; on blanks only what is visible of a pen."""
        self._feed()
        buffer = self._screen.buffer
        return [[_seen(buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]

    def wait_for(self, wanted: str | Callable[[], bool]) -> None:
        """Read until this text is on the screen, or this is true."""
        is_there: Callable[[], bool] = (lambda: wanted in self.text) if isinstance(wanted, str) else wanted
        end = monotonic() + self.deadline_seconds
        while not is_there():
            if monotonic() > end or (self.has_ended() and not self._read(0)):
                if is_there():
                    return
                raise TimeoutError(f"{wanted!r} did not come; status {self._status}; the screen:\n{self.text}")
            self._read(0.05)

    def press_until(self, key: str, is_done: Callable[[], bool]) -> None:
        """Press a key, and again where it was not heard: a question is deaf at first, and longer where all is slow."""
        self.press(key)
        self.insist(key, is_done)

    def insist(self, key: str, is_done: Callable[[], bool]) -> None:
        """Press a key again that was pressed but not heard."""
        deadline_seconds, end = self.deadline_seconds, monotonic() + self.deadline_seconds
        self.deadline_seconds = _HEARD_SECONDS
        try:
            while monotonic() < end:
                with contextlib.suppress(TimeoutError):
                    return self.wait_for(is_done)
                self.press(key)
        finally:
            self.deadline_seconds = deadline_seconds
        raise TimeoutError(f"{key} was not heard; the screen:\n{self.text}")

    def wait_until_quiet(self, quiet_seconds: float = 0.15) -> int:
        """Read until nothing comes for a while; how many bytes came."""
        before, end = len(self.raw), monotonic() + self.deadline_seconds
        while self._read(quiet_seconds):
            if monotonic() > end:
                raise TimeoutError("the program never stops writing")
        return len(self.raw) - before

    def wait_until_ended(self) -> int:
        """Read until the program is over; its exit status, minus the number for a signal."""
        end = monotonic() + self.deadline_seconds
        while not self.has_ended():
            if monotonic() > end:
                raise TimeoutError(f"the program does not end; the screen:\n{self.text}")
            self._read(0.05)
        while self._read(0):
            pass
        assert self._status is not None
        return os.waitstatus_to_exitcode(self._status)

    def has_ended(self) -> bool:
        """Whether the program is over."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
        return self._status is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the program is suspended, as by ctrl+z."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def _read(self, seconds: float) -> bool:
        if not self._is_open:
            select.select([], [], [], seconds)
            return False
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        if not data:
            select.select([], [], [], min(seconds, 0.02))
            return False
        self.raw += data
        self._unread += data
        if self._answers_queries:
            for query, answer in _ANSWERS:
                if query in data:
                    self.send(answer)
        return True

    def _feed(self) -> None:
        data, self._unread = self._unread, b""
        cut = _UNFINISHED.search(data)
        if cut is not None:
            data, self._unread = data[: cut.start()], data[cut.start() :]
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))


def _seen(cell: "pyte.screens.Char") -> Cell:
    """A blank shows its background only, unless it is reversed."""
    blank = cell.data == " " and not cell.reverse
    return Cell(cell.data, "" if blank else cell.fg, cell.bg, not blank and cell.bold, cell.reverse)


def _text_of(characters: list[str]) -> str:
    """One line; the second half of a wide character is left out, one whose first half is gone is a blank."""
    before = ["", *characters]
    return "".join(
        new or ("" if old and wcwidth(old[0]) == 2 else " ") for old, new in zip(before, characters, strict=False)
    )
