"""A journal that was written out, looked at without a service: as it was at any of its minutes, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import NoReturn

from breadtui.store.facts.state import AppState
from breadtui.store.marking.travelling import PastReader
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.door import CannotEnter
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.screens.looking.travel import TravelScreen


class ShutDoor:
    """There is no service behind it."""

    has_key = False
    is_read_only = True
    secrets: Sequence[str] = ()
    key_places = ""

    async def enter(self) -> NoReturn:
        """Never."""
        raise CannotEnter("a journal is looked at, no service is asked")

    async def enter_with_key(self, text: str) -> NoReturn:  # noqa: ARG002 - the door's own signature
        """Never."""
        await self.enter()

    async def replace_key(self, text: str) -> None:  # noqa: ARG002 - the door's own signature
        """Never."""
        await self.enter()

    async def enter_demo(self) -> NoReturn:
        """Never."""
        await self.enter()

    def save_drafts(self) -> bool:
        """There are none."""
        return True

    async def close(self) -> None:
        """There is nothing to close."""


class ReplayApp(BreadApp):
    """Shows the end of a journal first; leaving it ends the program."""

    def __init__(
        self, past: PastReader, state: AppState, *, file_name: str, remark: str = "", is_ascii: bool = False
    ) -> None:
        super().__init__(Store(state), ShutDoor(), is_ascii=is_ascii)
        self._past = past
        self._file_name = file_name
        self._remark = remark

    def _enter(self) -> None:
        gc.enable()
        glyphs = ASCII if self.is_in_ascii else UNICODE
        screen = TravelScreen(self._past, lambda: self.store.state, glyphs=glyphs, host=self._file_name)
        self.push_screen(screen, lambda _: self.exit(return_code=0))
        if self._remark:
            self.notify(self._remark, severity="warning", markup=False)
