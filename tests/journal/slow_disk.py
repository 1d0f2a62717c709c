"""A disk that has begun something and is slow to end it."""

from __future__ import annotations

import threading

from breadtui.journal.disk import DiskThread


class SlowDisk:
    """Work that a disk has begun and is slow to end."""

    def __init__(self, disk: DiskThread) -> None:
        self.begun, self.ends = threading.Event(), threading.Event()
        disk.put("what is slow", self._work)
        assert self.begun.wait(30)

    def _work(self) -> None:
        self.begun.set()
        self.ends.wait(30)
