"""The journal of this account for a command that leaves traces, as the cockpit keeps it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator

from breadtui.cli.joining import DEMO_ACCOUNT
from breadtui.config.folders import state_place
from breadtui.config.settings import Settings
from breadtui.journal.account import account_of
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.ports.service import Journal

WRITTEN_SECONDS = 10.0
"""A slow disk is waited for so long: what a command did stands nowhere else."""

NOT_WRITTEN = "not all of what was done here could be written to the journal."


@contextlib.contextmanager
def journal_of(settings: Settings, remark: Callable[[str], None]) -> Iterator[Journal]:
    """The journal that the cockpit keeps of this account; in memory where no folder can be written."""
    place = state_place(settings.folders, os.environ)
    if place.remark:
        remark(place.remark)
    account = DEMO_ACCOUNT
    if not settings.is_demo and settings.key is not None:
        account = account_of(place.folder, settings.base_url, settings.key)
    disk = DiskThread(remark)
    journal = SqliteJournal(place.folder, account, disk, remark)
    journal.most_bytes = settings.journal_megabytes * 1_000_000
    try:
        yield journal
    finally:
        journal.close(WRITTEN_SECONDS)
        if not disk.stop(0.0):
            remark(NOT_WRITTEN)
