"""The words after `breadtui record`, and the command joined from its rooms."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator

from breadtui.cli.cockpit import intervals_of
from breadtui.cli.complaint import complain
from breadtui.cli.download_place import download_rooms_of
from breadtui.cli.notices import NoticePlace, notices_of
from breadtui.commands import exits
from breadtui.commands.monitoring import record
from breadtui.config.folders import state_place
from breadtui.config.settings import Settings
from breadtui.domain.names import RepoName
from breadtui.journal.account import account_of
from breadtui.journal.answered.shared import AnswerFile
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.clock import SystemClock
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts
from breadtui.store.polling.poller import Poller
from breadtui.store.polling.rereading import Rereading
from breadtui.store.ports.service import BreadApi
from breadtui.store.recording.commands import RecordingCommands
from breadtui.store.recording.recorder import Bench
from breadtui.store.store import Store
from breadtui.store.watching.notifying import Notifier

WINDOWS_FIRST_SECONDS = 5.0
IN_MEMORY = "there is no folder that can be written, so nothing would be recorded."


async def run_record(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Record; the exit code."""
    if settings.is_demo:
        return complain("the demo is made anew for each program: there is nothing to record.", exits.USAGE)
    args = record.Arguments(tuple(RepoName(name) for name in found.repos), is_json=found.json)
    with _bench(settings, api, remark) as bench:
        if bench is None:
            return complain(IN_MEMORY, exits.USAGE)
        notifier = Notifier(bench.store, api, bench.journal, bench.clock, settings.notify)
        notifier.pause_seconds = WINDOWS_FIRST_SECONDS
        key = settings.key
        place = NoticePlace(os.environ, lambda: () if key is None else (key.reveal(),), remark)
        tell = notices_of(notifier, settings, place)
        rereading = Rereading(bench.store, api, bench.journal, bench.clock, bench.poller, is_alone=True)

        async def beside() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(tell(None))
                group.create_task(rereading.run())

        return await record.run(bench, args, sys.stdout, remark, beside)


@contextlib.contextmanager
def _bench(settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> Iterator[Bench | None]:
    """Everything a recorder works with; None where nothing can be kept."""
    place = state_place(settings.folders, os.environ)
    if place.remark:
        remark(place.remark)
    if place.folder is None or settings.key is None:
        yield None
        return
    account = account_of(place.folder, settings.base_url, settings.key)
    disk, clock, store = DiskThread(remark), SystemClock(), Store(AppState())
    journal, answers = SqliteJournal(place.folder, account, disk, remark), AnswerFile(place.folder, account, disk)
    commands = RecordingCommands(store, api, journal, NoDrafts(), clock, read_only=settings.is_read_only)
    rooms = commands.download_rooms = download_rooms_of(settings, place.folder, account, disk)
    intervals = commands.intervals = intervals_of(settings)
    poller = Poller(store, api, journal, clock, intervals, is_alone=True)
    try:
        yield Bench(store, commands, poller, journal, answers, clock)
    finally:
        rooms.queue.close()
        answers.close()
        journal.close()
        disk.stop()
