"""An app that lends its terminal to another program and takes it back, drawn anew."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path

from textual.app import SuspendNotSupported

from breadtui.ui.terminal.app_part import AppPart

TYPED_SIGNALS = frozenset({signal.SIGINT, signal.SIGQUIT})
"""What ctrl+c and ctrl+\\ send to every program of the terminal, also to one that only waits."""


class CannotHandOver(Exception):
    """The other program could not be started; the text is a reason."""


class HandingOver(AppPart):
    """Put before App; while another program has the terminal, nothing is drawn and work goes on."""

    state_folder: Path | None = None
    is_handed_over = False

    def save_all(self) -> bool:
        """Bring what is typed to disk; False where that failed."""
        raise NotImplementedError

    def is_for_other(self, number: int) -> bool:
        """Whether a signal was meant for the program that has the terminal."""
        return self.is_handed_over and number in TYPED_SIGNALS

    async def hand_over(self, words: Sequence[str]) -> int:
        """Run a program in this terminal until it ends; its exit status, minus the number for a signal.

        Raises: CannotHandOver.
        """
        self.is_handed_over = True
        try:
            with self.batch_update(), self.suspend():
                status = await _run(words)
        except SuspendNotSupported as error:
            raise CannotHandOver("this terminal cannot be lent to another program") from error
        finally:
            self.is_handed_over = False
        if isinstance(status, OSError):
            raise CannotHandOver(f"{words[0]} could not be started: {status.strerror or status}") from status
        return status


async def _run(words: Sequence[str]) -> int | OSError:
    """The exit status; a failure to start is given back, since Textual does not come back after one raised."""
    try:
        process = await asyncio.create_subprocess_exec(*words)
    except OSError as error:
        return error
    try:
        return await process.wait()
    except asyncio.CancelledError:
        if process.returncode is None:  # the cockpit is being ended, and nobody would be left to wait
            process.terminate()
        raise
