"""The ways a terminal program is ended from outside, each with drafts saved and the terminal given back."""

import asyncio
import os
import signal
import termios
import threading
from collections.abc import Callable, Iterable
from typing import Any

from textual.app import App

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_CHECK_SECONDS = 1.0
_LOOK_SECONDS = 0.02
_MOST_LOOKS = 100
"""So often it is looked whether all that was typed before a signal is dealt with: for two seconds at most."""


class Endings:
    """Turns signals and a lost terminal into an orderly end with status 128 + the signal's number.

    Without it SIGTERM leaves the terminal in disorder, SIGHUP loses drafts, and a program whose terminal went away
    while SIGHUP is ignored stays, spins and polls.

    Only a program that has a terminal of its own, by `install` or `watch_terminal`, is ever cut short: one that runs
    without a screen inside another must not end that one.
    """

    def __init__(
        self,
        app: App[Any],
        on_end: Callable[[], object],
        *,
        leaves_alone: Callable[[int], bool] = lambda _: False,
        is_behind: Callable[[], bool] = lambda: False,
        grace_seconds: float = 5.0,
    ) -> None:
        """Prepare; `install` and `watch_terminal` begin.

        Args:
            app: The program, running.
            on_end: Saves what must not be lost. It runs on the loop, before anything is closed.
            leaves_alone: Whether a signal is not for us now, but for a program that was lent the terminal.
            is_behind: Whether keys that were typed are still to be dealt with; the end waits for them, and saves again.
            grace_seconds: After so long an end that hangs (on a dead link, say) is cut short.
        """
        self._app = app
        self._on_end = on_end
        self._leaves_alone = leaves_alone
        self._is_behind = is_behind
        self._grace_seconds = grace_seconds
        self._has_begun = False
        self._owns_process = False
        self._over = threading.Event()

    def install(self, numbers: Iterable[signal.Signals] = ENDING_SIGNALS) -> None:
        """Handle these signals on the running loop."""
        self._owns_process = True
        loop = asyncio.get_running_loop()
        for number in numbers:
            loop.add_signal_handler(number, self.end, number)

    def watch_terminal(self, fd: int = 0) -> None:
        """End as by SIGHUP when the terminal is gone, whoever ignores signals; looks once a second, in a thread.

        A thread, because a loop that waits for a dead terminal would not come round to looking.
        """
        self._owns_process = True
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._watch, args=(fd, loop), name="breadtui-terminal-watch", daemon=True).start()

    def stop(self) -> None:
        """The program ends by itself: stop watching."""
        self._over.set()

    def end(self, number: signal.Signals) -> None:
        """Save, then leave once what was typed before is dealt with, and saved too; a second signal changes nothing."""
        if self._has_begun or self._leaves_alone(number):
            return
        self._has_begun = True
        self._cut_short_later(128 + number)
        try:
            self._on_end()
        finally:
            self._leave(128 + number, looks_left=_MOST_LOOKS)

    def _leave(self, status: int, looks_left: int) -> None:
        if looks_left and self._is_behind():
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._leave, status, looks_left - 1)
            return
        try:
            if looks_left < _MOST_LOOKS:
                self._on_end()
        finally:
            self._app.exit(return_code=status)

    def _watch(self, fd: int, loop: asyncio.AbstractEventLoop) -> None:
        while not self._over.wait(_CHECK_SECONDS):
            if not terminal_is_there(fd):
                self._cut_short_later(128 + signal.SIGHUP)
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self.end, signal.SIGHUP)
                return

    def _cut_short_later(self, status: int) -> None:
        if not self._owns_process:
            return
        timer = threading.Timer(self._grace_seconds, os._exit, args=(status,))
        timer.daemon = True
        timer.start()


def terminal_is_there(fd: int) -> bool:
    """Whether the terminal behind this descriptor still answers."""
    try:
        termios.tcgetattr(fd)
    except termios.error:
        return False
    return True
