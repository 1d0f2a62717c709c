"""Only cells that changed leave the program: a letter costs tens of bytes over SSH instead of tens of thousands.

Textual sends every dirty span again, changed or not. This mixin takes the compositor's updates, which are private
classes of exactly one version of Textual; with any other version, inline, or with BREADTUI_FRAMEDIFF=0, Textual
draws as it always did. A frame is also held back while the terminal has not taken the last ones: over a slow link
pictures are left out instead of queued, and a stalled one does not stop the program.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import textual
from rich.console import COLOR_SYSTEMS, RenderableType
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip

from breadtui.ui.terminal.app_part import AppPart
from breadtui.ui.terminal.cropping import crop_frames
from breadtui.ui.terminal.frame import Frame

KNOWN_VERSION = "8.2.8"
SWITCH = "BREADTUI_FRAMEDIFF"

# Shorter frames reach the terminal in one piece; asking it to hold the picture meanwhile would cost more than it saves.
_ATOMIC_CHARACTERS = 512
# The driver's queue blocks the loop at 30 waiting writes; with more than these the next frame waits too.
_MOST_WAITING_WRITES = 2
_RETRY_SECONDS = 0.03


@cache
def is_known_textual() -> bool:
    """Whether this is the version whose private updates are understood here.

    The folder that pip leaves beside the package tells it at once; asking the metadata costs a tenth of a start.
    """
    if (Path(textual.__file__).parents[1] / f"textual-{KNOWN_VERSION}.dist-info").is_dir():
        return True
    from importlib.metadata import version  # noqa: PLC0415  only where the packages lie in an unusual way

    return version("textual") == KNOWN_VERSION


def pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Each strip an update draws, with its column and line."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield x, y, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, part) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if part is not None and x <= last and end > first:
                yield x, y, part if last > x >= first and end <= last else part.crop(0, min(end, last) - x)


class FrameDiff(AppPart):
    """App mixin that sends differences; it stands before `App` in the bases."""

    _frame: Frame | None = None
    _frame_for: tuple[object, ...] = ()
    _cursor_sent = Offset(0, 0)
    _bytes_sent = 0
    _is_frame_held = False

    @property
    def bytes_sent(self) -> int:
        """Bytes of all frames sent as differences so far."""
        return self._bytes_sent

    @property
    def is_framediff_on(self) -> bool:
        """Whether differences are sent rather than whole spans."""
        driver = self._driver
        wanted = os.environ.get(SWITCH, "1") != "0" and is_known_textual()
        return wanted and driver is not None and not driver.is_inline and not driver.is_headless

    def reset_frame(self) -> None:
        """Forget what the terminal shows, for when something else wrote on it, and draw everything anew."""
        self._frame = None
        self.screen.refresh()

    def on_mount(self) -> None:
        """After a suspension the terminal shows what others wrote; Textual alone would leave it there."""
        self.app_resume_signal.subscribe(self, lambda _: self.reset_frame(), immediate=True)
        if self.is_framediff_on:
            crop_frames(self.screen)  # the first frame, too

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate) or not self.is_framediff_on:
            super()._display(screen, renderable)
            return
        crop_frames(screen)
        try:
            if self._running and not self._closed and not self._batch_count:
                frame = self._current_frame()
                for x, y, strip in pieces(renderable):
                    frame.put(x, y, strip)
                self._send_frame()
        finally:
            self.post_display_hook()

    def _current_frame(self) -> Frame:
        """The frame of this terminal; another size, palette or writer (after a suspension) begins a new one."""
        system = COLOR_SYSTEMS.get(self.console.color_system or "")
        known = (self.size, system, getattr(self._driver, "_writer_thread", None))
        if self._frame is None or self._frame_for != known:
            erases = not os.environ.get("TERM", "").startswith("screen")
            self._frame = Frame(self.size.width, self.size.height, system, erases=erases)
            self._frame_for = known
        return self._frame

    def _send_frame(self) -> None:
        self._is_frame_held = False
        if self._frame is None or self._driver is None or not self._running:
            return
        if self._is_terminal_behind():
            self._is_frame_held = True
            self.set_timer(_RETRY_SECONDS, self._send_held_frame)
            return
        sequences = self._frame.take()
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if (sequences and cursor != (0, 0)) or cursor != self._cursor_sent:
            sequences += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
            self._cursor_sent = cursor
        if self._sync_available and len(sequences) > _ATOMIC_CHARACTERS:
            sequences = f"{SYNC_START}{sequences}{SYNC_END}"
        if sequences:
            self._bytes_sent += len(sequences.encode(errors="replace"))
            self._driver.write(sequences)
            self._driver.flush()

    def _send_held_frame(self) -> None:
        if self._is_frame_held:
            self._send_frame()

    def _is_terminal_behind(self) -> bool:
        queue = getattr(getattr(self._driver, "_writer_thread", None), "_queue", None)
        return queue is not None and queue.qsize() > _MOST_WAITING_WRITES
