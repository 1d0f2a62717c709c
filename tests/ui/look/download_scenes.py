"""The queue of downloads: one of each standing, and none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.screen import Screen

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.downloads.screen import DownloadsScreen
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, a_key

GB = 1_000_000_000


def a_download(name: str, checkpoint: int, standing: Standing, done_bytes: int, words: str = "") -> Download:
    """One of nine gigabytes."""
    place = f"/home/ada/models/coder-{name}-{checkpoint}.tar.gz"
    asked_at = NOW - timedelta(minutes=9)
    return Download(a_key(name), checkpoint, place, asked_at, standing, words, done_bytes, 9 * GB)


def downloading(state: AppState) -> AppState:
    """One of each."""
    done = a_download("coder_v1", 354, Standing.DONE, 9 * GB)
    running = a_download("coder_v5", 160, Standing.RUNNING, 41 * GB // 10)
    queue = (
        replace(done, checked="md5 (ETag)", sha256="98c5eeb0" * 8),
        a_download("coder_v2", 354, Standing.FAILED, 9 * GB, "its md5 is 5eeb0d6b, the store's ETag says b3681fd5"),
        a_download("coder_v3", 118, Standing.PAUSED, 3 * GB),
        a_download("coder_v4", 236, Standing.HELD, 2 * GB, "no room: 7.00 GB are to come, 3.10 GB are free"),
        a_download("wise_1", 58, Standing.CHECKING, 9 * GB, "checked 40%"),
        a_download("a_bake_with_a_name_that_is_far_too_long_for_its_column", 12, Standing.WAITING, 0),
        replace(running, bytes_per_second=21_400_000.0),
    )
    return replace(state, downloads={download.place: download for download in queue})


def downloads(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """The list."""
    commands = Commands(store, FakeApi(), MemoryJournal(), MemoryDrafts(), ManualClock(NOW))
    return DownloadsScreen(bridge, commands)
