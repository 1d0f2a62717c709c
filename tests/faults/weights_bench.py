"""Downloads driven without a screen against the demo's store over loopback, with all that reaches the store noted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from breadtui.api.client import HttpApi
from breadtui.api.fetching import StoreFetcher
from breadtui.api.origin import origin_of
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.demo.weights import archive
from breadtui.domain.calls import ApiCall
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.disk import DiskThread
from breadtui.journal.downloads.queue import DownloadFile
from breadtui.journal.downloads.weight_files import WeightFiles
from breadtui.store.clock import SystemClock
from breadtui.store.downloads.downloading import Downloading
from breadtui.store.facts.state import AppState
from breadtui.store.ports.downloads import DownloadRooms
from breadtui.store.store import Store
from tests.api.service import PlainKey
from tests.fakes.journal import MemoryDrafts, MemoryJournal

BAKE = JobKey(RepoName("yoda_repo"), Phase.BAKE, "coder_v6")
CHECKPOINT = 354
WEIGHTS = "^/weights/"
DEADLINE_SECONDS = 60.0
XML = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
SLOW = Fault(delay_seconds=600.0)
EXPIRED = Fault(status=403, body=XML, headers={"content-type": "application/xml"})


def content(revision: int = 0) -> bytes:
    """What the store holds."""
    return archive(BAKE.repo, BAKE.name, CHECKPOINT, revision).content


class HurriedClock(SystemClock):
    """A clock for which a hundredth of a second is a second."""

    RATE = 100.0

    def __init__(self) -> None:
        super().__init__()
        self._began_at = super().now()

    def now(self) -> datetime:
        return self._began_at + timedelta(seconds=self.RATE * (super().now() - self._began_at).total_seconds())

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / self.RATE)


class Noted(httpx.AsyncBaseTransport):
    """The real transport, with every request to the store noted."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self._real = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return await self._real.handle_async_request(request)

    async def aclose(self) -> None:
        await self._real.aclose()

    @property
    def ranges(self) -> list[str | None]:
        """What was asked for, in order; None is the whole."""
        return [request.headers.get("range") for request in self.requests]


@dataclass
class Bench:
    """One process that downloads."""

    demo: DemoServer
    folder: Path
    commands: Downloading
    store: Store
    noted: Noted
    disk: DiskThread
    queue: DownloadFile
    journal: MemoryJournal
    calls: list[ApiCall] = field(default_factory=list)
    seen: list[Download] = field(default_factory=list)
    states: list[tuple[Download, ...]] = field(default_factory=list)

    @property
    def place(self) -> Path:
        """The file that the weights go to."""
        return self.folder / "weights.tar.gz"

    @property
    def part(self) -> Path:
        return self.folder / "weights.tar.gz.part"

    @property
    def note(self) -> Path:
        return self.folder / "weights.tar.gz.part.json"

    @property
    def download(self) -> Download:
        """How the one download stands."""
        return self.store.state.downloads[str(self.place)]

    @property
    def links(self) -> list[str]:
        """The paths by which links were asked for."""
        return [call.path for call in self.calls]

    @property
    def told(self) -> list[str]:
        """What a person was told."""
        return [notice.text for notice in self.store.state.notices]

    @property
    def ends(self) -> list[tuple[str, str]]:
        """What the journal has of ends, by the words of notifications."""
        return [(each.after, each.detail) for each in self.journal.happened]

    @property
    def words(self) -> list[str]:
        """What was said of the download, each once in a row."""
        said = [one.words for one in self.seen if one.words]
        return [words for number, words in enumerate(said) if not number or said[number - 1] != words]

    def fault(self, fault: Fault, times: int | None = 1) -> None:
        """Let the store's next answers go wrong."""
        self.demo.faults.add(WEIGHTS, fault, times=times)

    @property
    def seen_bytes(self) -> int:
        """How much has come at most."""
        return max((one.done_bytes for one in self.seen), default=0)

    def note_down(self, state: AppState) -> None:
        """Remember how downloads stood."""
        self.states.append(tuple(state.downloads.values()))
        self.seen.extend(state.downloads.values())

    async def fetch(self, *, is_replacing: bool = False) -> Download:
        """Download to the end, or until it waits for a person."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            await self.commands.download(BAKE, CHECKPOINT, str(self.place), is_replacing=is_replacing)
        return self.download

    async def go_on(self) -> Download:
        """Go on with it."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            await self.commands.resume_download(str(self.place))
        return self.download

    async def until(self, is_so: Callable[[Download], bool]) -> None:
        """Wait for the download to stand so."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while str(self.place) not in self.store.state.downloads or not is_so(self.download):
                await self.moved()

    async def moved(self) -> None:
        """Wait until anything changes."""
        changed = asyncio.Event()
        unsubscribe = self.store.subscribe(lambda _: changed.set())
        try:
            await changed.wait()
        finally:
            unsubscribe()

    def assert_done(self, revision: int = 0) -> None:
        """It is whole, checked, and nothing lies beside it."""
        assert self.download.standing is Standing.DONE, self.download
        assert self.place.read_bytes() == content(revision)
        assert [path.name for path in self.folder.iterdir()] == [self.place.name]


@asynccontextmanager
async def bench(demo: DemoServer, folder: Path, *, state: Path | None = None) -> AsyncIterator[Bench]:
    """A process with its store, its files in `folder`, and its queue in `state` or in memory."""
    store, noted, disk = Store(AppState()), Noted(), DiskThread(lambda sentence: None)
    journal = MemoryJournal()
    calls: list[ApiCall] = []
    api = HttpApi(origin_of(demo.url), PlainKey(demo.key), on_call=calls.append)
    commands = Downloading(store, api, journal, MemoryDrafts(), HurriedClock())
    queue = DownloadFile(state, "account", disk)
    fetcher = StoreFetcher(transport=noted)
    commands.download_rooms = DownloadRooms(fetcher, WeightFiles(), queue)
    here = Bench(demo, folder, commands, store, noted, disk, queue, journal, calls)
    store.subscribe(here.note_down)
    try:
        yield here
    finally:
        demo.faults.clear()
        await fetcher.aclose()
        await api.aclose()
        queue.close()
        disk.stop()


async def half_done(here: Bench) -> asyncio.Task[None]:
    """A download of which half is there, and whose next byte does not come."""
    here.fault(Fault(drop="cut"))
    here.fault(SLOW)
    task = asyncio.create_task(here.commands.download(BAKE, CHECKPOINT, str(here.place)))
    await here.until(lambda one: one.standing is Standing.HELD)
    async with asyncio.timeout(DEADLINE_SECONDS):
        while here.demo.faults._pending:  # noqa: ASYNC110  the demo's thread sets no event
            await asyncio.sleep(0.01)
    return task
