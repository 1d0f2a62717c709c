"""A list that tells when its cursor rests: what follows it must not follow every step, and lags behind no key."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from textual import on
from textual.binding import Binding
from textual.timer import Timer

from breadtui.ui.terminal.rows_part import RowsPart
from breadtui.ui.terminal.virtual_rows import VirtualRows

Key = TypeVar("Key", bound=Hashable)

REST_SECONDS = 0.25
MOVES = frozenset(
    key
    for binding in Binding.make_bindings(VirtualRows.BINDINGS)
    if binding.action.startswith(("rows_step", "rows_page", "rows_first", "rows_last"))
    for key in binding.key.split(",")
)
"""Keys that only move the cursor."""


class RestingRows(RowsPart[Key], Generic[Key]):
    """Calls `rested` once the cursor stood still for a quarter of a second, or is about to be acted on."""

    _rest: Timer | None = None
    _is_restless = False

    def rested(self) -> None:
        """The cursor came to rest."""
        raise NotImplementedError

    def stop_resting(self) -> None:
        """Do not tell of the rest that is being waited for."""
        self._is_restless = False
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def before_key(self, key: str) -> None:
        """A key is about to come: what it does is about the row under the cursor, however fast it follows."""
        if self._is_restless and key not in MOVES:
            self._has_rested()

    def cursor_moved(self, *, is_carried: bool = False) -> None:
        """Wait for the rest anew."""
        self._is_restless = True
        super().cursor_moved(is_carried=is_carried)

    @on(VirtualRows.Moved)
    def _wait_for_rest(self) -> None:
        if not self._is_restless:
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._has_rested)

    def _has_rested(self) -> None:
        self.stop_resting()
        self.rested()
