"""A list that tells when its cursor rests: what follows the cursor must not follow every step."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from textual import on
from textual.timer import Timer

from breadtui.ui.terminal.virtual_rows import VirtualRows

Key = TypeVar("Key", bound=Hashable)

REST_SECONDS = 0.25


class RestingRows(VirtualRows[Key], Generic[Key]):
    """Calls `rested` once the cursor has stood still for a quarter of a second."""

    _rest: Timer | None = None

    def rested(self) -> None:
        """The cursor came to rest."""
        raise NotImplementedError

    def stop_resting(self) -> None:
        """Do not tell of the rest that is being waited for."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    @on(VirtualRows.Moved)
    def _wait_for_rest(self) -> None:
        self.stop_resting()
        self._rest = self.set_timer(REST_SECONDS, self._has_rested)

    def _has_rested(self) -> None:
        self._rest = None
        self.rested()
