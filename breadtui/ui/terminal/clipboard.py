"""A person's clipboard as a ladder of ways to it: the likeliest first, and the word which one was taken."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from breadtui.config.brief_programs import run_briefly
from breadtui.config.files import reason_of, write_atomically
from breadtui.values import dataclass, field

MOST_OSC52_BYTES = 74_000
"""Of text: terminals drop sequences over about 100 kB, which is this much in base64."""

FILE_NAME = "clipboard.txt"
_OLDEST_TMUX = (3, 2)
_VERSION = rb"(\d+)\.(\d+)"
_NO_OSC52 = frozenset({"linux", "dumb", ""})


@dataclass(frozen=True, slots=True)
class Tool:
    """A local program that takes text on its standard input; `needs` is a variable without which it cannot work."""

    argv: tuple[str, ...]
    needs: str | None = None
    encoding: str = "utf-8"


TOOLS = (
    Tool(("pbcopy",)),
    Tool(("wl-copy",), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard", "-in"), "DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Tool(("clip.exe",), encoding="utf-16-le"),
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the program runs, as far as it decides which way a text can go; `environ` is what programs inherit."""

    environ: Mapping[str, str] = field(default_factory=dict)
    has_terminal: bool = True

    @property
    def is_inside_tmux(self) -> bool:
        """Inside tmux, which swallows OSC 52 unless told otherwise."""
        return bool(self.environ.get("TMUX"))

    @property
    def is_over_ssh(self) -> bool:
        """On another machine than the person: its tools would fill a clipboard nobody sees."""
        return bool(self.environ.get("SSH_CONNECTION") or self.environ.get("SSH_TTY"))

    @property
    def takes_osc52(self) -> bool:
        """The terminal may take OSC 52; the bare console and dumb terminals never do."""
        return self.has_terminal and self.environ.get("TERM", "xterm") not in _NO_OSC52

    def tools(self) -> tuple[Tool, ...]:
        """The local tools that are here and could work, none over SSH."""
        if self.is_over_ssh:
            return ()
        return tuple(tool for tool in TOOLS if (not tool.needs or self.environ.get(tool.needs)) and self._has(tool))

    def _has(self, tool: Tool) -> bool:
        return shutil.which(tool.argv[0], path=self.environ.get("PATH", "")) is not None


Step = Callable[[str], Awaitable[str | None]]
"""One way: takes the text, returns the sentence to say, or None where it did not work."""


class Clipboard:
    """Tries one way after the other. Nothing waits long, and the text never stands in a command line."""

    def __init__(self, surroundings: Surroundings, send_osc52: Callable[[str], None], folder: Path | None) -> None:
        self._surroundings = surroundings
        self._send_osc52 = send_osc52
        self._folder = folder

    async def put(self, text: str) -> str:
        """Copy the text; the sentence says which way was taken, or that there was none."""
        for step in self.steps():
            if (told := await step(text)) is not None:
                return told
        return "could not be copied: no clipboard can be reached, and no file can be written"

    def steps(self) -> Sequence[Step]:
        """The ways from the likeliest on: tmux from inside it, a tool beside a display, the terminal, a file."""
        inside = [self._tmux] if self._surroundings.is_inside_tmux else []
        return [*inside, self._tools, self._terminal, self._file]

    async def _tmux(self, text: str) -> str | None:
        if not await self._has_new_tmux():
            return None
        is_taken = await self._fed(("tmux", "load-buffer", "-w", "-"), _raw(text))
        return _copied(text, "tmux buffer") if is_taken else None

    async def _has_new_tmux(self) -> bool:
        """From 3.2 on tmux hands a buffer on to the terminal; a version without a number is from its main branch."""
        answer = await run_briefly(("tmux", "-V"), self._surroundings.environ, b"", is_apart=True)
        if answer is None:
            return False
        found = re.search(_VERSION, answer)
        return found is None or (int(found[1]), int(found[2])) >= _OLDEST_TMUX

    async def _tools(self, text: str) -> str | None:
        for tool in self._surroundings.tools():
            if await self._fed(tool.argv, _raw(text, tool.encoding)):
                return _copied(text, tool.argv[0])
        return None

    async def _terminal(self, text: str) -> str | None:
        """No terminal says whether it took the text, so only sending is promised."""
        if not self._surroundings.takes_osc52 or len(_raw(text)) > MOST_OSC52_BYTES:
            return None
        self._send_osc52(_raw(text).decode())
        return "sent to your terminal (OSC 52)"

    async def _file(self, text: str) -> str | None:
        if self._folder is None:
            return None
        path = self._folder / FILE_NAME
        try:
            await asyncio.to_thread(write_atomically, path, _raw(text))
        except OSError as error:
            return f"could not be copied: {path} cannot be written ({reason_of(error)})"
        return f"written to {near_home(path, self._surroundings.environ)}"

    async def _fed(self, argv: Sequence[str], raw: bytes) -> bool:
        # Those that stay behind to hold the selection must outlive this terminal.
        taken = await run_briefly(argv, self._surroundings.environ, raw, wants_answer=False, is_apart=True)
        return taken is not None


def surroundings_of_process() -> Surroundings:
    """Where this process runs."""
    return Surroundings(dict(os.environ), has_terminal=sys.stdout is not None)


def near_home(path: Path, environ: Mapping[str, str]) -> str:
    """The path as a person writes it, from `~` on where it is in their home."""
    home = environ.get("HOME")
    return f"~/{path.relative_to(home)}" if home and path.is_relative_to(home) else str(path)


def _raw(text: str, encoding: str = "utf-8") -> bytes:
    """The bytes to be pasted; half characters become question marks."""
    return text.encode(encoding, errors="replace")


def _copied(text: str, way: str) -> str:
    return f"copied {len(text)} character{'' if len(text) == 1 else 's'}: {way}"
