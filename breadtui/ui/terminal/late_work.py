"""An app that begins nothing more once its screens are closed: what it would be about is being taken away."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from textual.worker import Worker
from textual.worker_manager import WorkerManager

from breadtui.ui.terminal.app_part import AppPart


class NoLateWork(AppPart):
    """Put before App. On the private way by which Textual ends and keeps its workers, hence its exact version."""

    def __init__(self) -> None:
        super().__init__()
        self._workers = self._begun = Workers(self)

    async def _shutdown(self) -> None:
        self._begun.close()
        await super()._shutdown()


class Workers(WorkerManager):
    """Workers of which none is started after `close`; those that go on are left to whoever cancels them."""

    _is_closed = False

    def close(self) -> None:
        """Start no more."""
        self._is_closed = True

    def add_worker(self, worker: Worker[Any], start: bool = True, exclusive: bool = True) -> None:
        """The same, but for the start."""
        super().add_worker(worker, start and not self._is_closed, exclusive)
        if self._is_closed and isinstance(worker._work, Coroutine):  # noqa: SLF001  the exact version is guarded
            worker._work.close()  # noqa: SLF001
