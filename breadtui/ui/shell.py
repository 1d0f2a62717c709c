"""The cockpit's outline, on the terminal before Textual is loaded: who types `breadtui` sees at once that it comes.

Plain text in the terminal's own colours, where the first frame has the same words; what is typed meanwhile is kept
by the terminal and read by the cockpit. Nothing here may load Textual: it would be as late as the frame itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import termios
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

from breadtui.ui.screens.base.layout import HEADINGS, TOO_SMALL, Pane, Room, layout_for
from breadtui.ui.terminal.plain_signs import in_plain_signs
from breadtui.ui.terminal.tty import is_terminal

BELOW_THE_PANES = 2
"""Rows of the screen that stand below the panes: what happened last, and the keys."""
NAME, WAITS = " bread", "connecting… "
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[2J", "\x1b[?25h\x1b[?1049l"
_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def outline(width: int, height: int, *, is_ascii: bool = False) -> Mapping[tuple[int, int], str]:
    """The words of the first frame by row and column, for a terminal of `width` × `height` cells."""
    words = {(0, 0): NAME, (0, width - len(WAITS)): WAITS, **_headings(width, height)}
    return {place: in_plain_signs(text) if is_ascii else text for place, text in words.items()}


def _headings(width: int, height: int) -> Mapping[tuple[int, int], str]:
    layout = layout_for(width, height, Pane.TREE)
    if layout.room is Room.TINY:
        return {(1, 0): TOO_SMALL}
    jobs = height - BELOW_THE_PANES - layout.jobs_height
    half = layout.tree_width + (width - layout.tree_width) // 2
    places = {
        Pane.TREE: (1, 0),
        Pane.DETAIL: (1, layout.tree_width),
        Pane.METRICS: (1, half) if layout.room is Room.WIDE else (1 + layout.detail_height, layout.tree_width),
        Pane.JOBS: (jobs, 0),
        Pane.TRANSCRIPT: (jobs, width // 2),
    }
    return {places[pane]: f" {HEADINGS[pane]}" for pane in sorted(layout.shown)}


class Shell:
    """The outline on the terminal, until it is handed over or left."""

    def __init__(self, input_fd: int, output_fd: int) -> None:
        self._input, self._output = input_fd, output_fd
        self._before = termios.tcgetattr(input_fd)
        self._handlers = {number: signal.signal(number, _end) for number in _ENDINGS}
        self._is_shown = True
        termios.tcsetattr(input_fd, termios.TCSANOW, _unheard(self._before))

    def draw(self, words: Mapping[tuple[int, int], str]) -> None:
        """Put these words on a blank screen."""
        placed = (f"\x1b[{row + 1};{column + 1}H{text}" for (row, column), text in words.items())
        os.write(self._output, f"{_ENTER}{''.join(placed)}".encode())

    def hand_over(self) -> None:
        """Leave the screen as it is to who draws on it from now on, with the terminal's modes as they were."""
        if not self._is_shown:
            return
        self._is_shown = False
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        with contextlib.suppress(termios.error):  # the terminal is gone, which its next reader finds out
            termios.tcsetattr(self._input, termios.TCSANOW, self._before)

    def leave(self) -> None:
        """Give the terminal back as it was, where nobody took it over."""
        if self._is_shown:
            self.hand_over()
            with contextlib.suppress(OSError):
                os.write(self._output, _LEAVE.encode())


@contextlib.contextmanager
def shell_shown(*, is_ascii: bool) -> Iterator[Callable[[], None]]:
    """The outline on the terminal while the block runs; what is given hands the terminal over."""
    output = sys.__stderr__.fileno() if sys.__stderr__ is not None else -1  # where Textual draws
    if not is_terminal(output):
        yield lambda: None
        return
    shell = Shell(sys.__stdin__.fileno() if sys.__stdin__ is not None else output, output)
    try:
        shell.draw(outline(*shutil.get_terminal_size(), is_ascii=is_ascii))
        yield shell.hand_over
    finally:
        shell.leave()


def _unheard(modes: list[Any]) -> list[Any]:
    """The same modes, with keys kept as they are typed instead of shown; ctrl+c still ends the program."""
    input_modes, output_modes, control_modes, local_modes, *speeds, signs = modes
    signs = [*signs]
    signs[termios.VSUSP] = b"\0"  # stopped now, the shell one came from would stand in the outline
    signs[termios.VMIN], signs[termios.VTIME] = b"\1", b"\0"
    quiet = local_modes & ~(termios.ECHO | termios.ICANON)
    return [input_modes & ~termios.ICRNL, output_modes, control_modes, quiet, *speeds, signs]


def _end(number: int, _: FrameType | None) -> None:
    """Leave in order, so that the terminal is given back."""
    raise SystemExit(128 + number)
