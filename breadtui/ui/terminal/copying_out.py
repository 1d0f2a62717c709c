"""An app whose copies arrive: every text goes down the ladder of ways, and the person hears which one it took."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.present.clean import clean
from breadtui.ui.terminal.app_part import AppPart
from breadtui.ui.terminal.clipboard import Clipboard, Surroundings, surroundings_of_process


class CopyingOut(AppPart):
    """Put before App; set `state_folder` to where a text may be kept that no clipboard takes."""

    state_folder: Path | None = None
    surroundings: Surroundings | None = None
    """Where the program runs; found out where not given, and nowhere at all for a program without a terminal."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, in the background; a newer one cancels it."""
        self._clipboard = text
        self.run_worker(self._copied_out(text), group="copy", exclusive=True, exit_on_error=True)

    async def _copied_out(self, text: str) -> None:
        known = self.surroundings or (Surroundings() if self.is_headless else surroundings_of_process())
        clipboard = Clipboard(known, super().copy_to_clipboard, self.state_folder)
        told = await clipboard.put(text)
        is_lost = told.startswith("could not")
        self.notify(clean(told), severity="warning" if is_lost else "information", markup=False)
