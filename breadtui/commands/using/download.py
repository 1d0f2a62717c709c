"""`breadtui download`: the weights of a checkpoint into a file, gone on with wherever an earlier run stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from breadtui.commands import exits
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.outcome.writing import put_line
from breadtui.commands.running.run_arguments import Talk
from breadtui.commands.using.download_progress import DownloadProgress
from breadtui.config.settings import Settings
from breadtui.domain.downloading.downloads import PIPE, Download, Standing
from breadtui.domain.downloading.file_names import weights_file_name
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.domain.downloading.words import end_words
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.clock import SystemClock
from breadtui.store.downloads.downloading import Downloading
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.ports.downloads import DownloadRooms
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.store.store import Store
from breadtui.values import dataclass, replace

MOST_IDLE_TRIES = 10
"""So many tries in a row that bring no byte, over about five minutes, and it is given up."""

ALREADY = "it was there already"

_CODES = {
    Trouble.FULL: exits.USAGE,
    Trouble.EXISTS: exits.USAGE,
    Trouble.FOREIGN: exits.USAGE,
    Trouble.UNWRITABLE: exits.USAGE,
    Trouble.TAKEN: exits.CONFLICT,
    Trouble.WRONG: exits.NETWORK,
    Trouble.REFUSED: exits.NETWORK,
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which weights (the newest checkpoint without one), where to, and for whom the lines are."""

    key: JobKey
    checkpoint: int | None = None
    file: str = ""
    is_forced: bool = False
    is_json: bool = False
    is_url_wanted: bool = False
    is_live: bool = False
    is_unpacking: bool = False

    @property
    def is_piped(self) -> bool:
        """The weights go to standard output, as they come."""
        return self.file == PIPE


async def run(
    api: BreadApi,
    settings: Settings,  # noqa: ARG001  every command is given them
    args: Arguments,
    talk: Talk,
    rooms: Callable[[], DownloadRooms],
    clock: Clock | None = None,
) -> int:
    """Download, or print the link; the exit code. ctrl+c leaves a part that the same words go on with.

    Raises: BreadError where there is no link.
    """
    link = await api.download(args.key, checkpoint=args.checkpoint)
    if args.is_url_wanted:
        put_line(talk.out, link.url)
        return exits.OK
    joined = rooms()
    try:
        commands = _Commands(api, joined, args, talk, clock or SystemClock())
        if args.is_piped:
            return await commands.fetched(link.checkpoint, PIPE, is_replacing=True)
        place = _place_of(args, link.checkpoint, joined.folder)
        is_there = await joined.parts.exists(str(place))
        if is_there and not args.is_forced:
            code = await commands.here_already(link.checkpoint, str(place))
            if code is not None:
                return code
        if is_there and (refusal := _refusal(place, args, talk)) is not None:
            return refusal
        if not args.file or args.file.endswith("/"):
            await commands.make_weights_folder(str(place))
        return await commands.fetched(link.checkpoint, str(place), is_replacing=is_there)
    except DownloadTrouble as trouble:
        talk.tell(visible_line(f"{trouble.words}."))
        return _CODES[trouble.kind]
    finally:
        await joined.aclose()


def _place_of(args: Arguments, checkpoint: int, home: str) -> Path:
    """The file, absolute; a folder takes the usual name, and so does what ends with a slash."""
    name = weights_file_name(args.key, checkpoint)
    if not args.file:
        return Path(home or Path.cwd()) / name
    path = Path.cwd() / args.file
    return path / name if args.file.endswith("/") or path.is_dir() else path


def _refusal(place: Path, args: Arguments, talk: Talk) -> int | None:
    """The exit code where a file that is there stays; None where it may be replaced."""
    if args.is_forced:
        return None
    shown = visible_line(str(place))
    if talk.ask is not None and talk.ask(f"{shown} is there already. Replace it once the new one is whole?"):
        return None
    talk.tell(f"{shown} is there already; --force replaces it.")
    return exits.USAGE if talk.ask is None else exits.REFUSED


class _Commands(Downloading):
    """The downloads of a window without a screen: one, and its progress written out."""

    most_idle_tries = MOST_IDLE_TRIES

    def __init__(self, api: BreadApi, rooms: DownloadRooms, args: Arguments, talk: Talk, clock: Clock) -> None:
        super().__init__(Store(AppState()), api, NoJournal(), NoDrafts(), clock)
        self.download_rooms = rooms
        self._args, self._talk = args, talk
        self._progress = DownloadProgress(talk.out, clock, is_json=args.is_json, is_live=args.is_live)
        self._failure: DownloadTrouble | BreadError | None = None

    async def fetched(self, checkpoint: int, place: str, *, is_replacing: bool) -> int:
        """Fetch it; the exit code."""
        wanted = partial(self.download, self._args.key, checkpoint, place, is_replacing=is_replacing)
        return await self._ended(partial(wanted, is_unpacking=self._args.is_unpacking), place)

    async def here_already(self, checkpoint: int, place: str) -> int | None:
        """The exit code where the file of that name is these very weights, told as their arrival; None where not."""
        told = await self.weights_told(self._args.key, checkpoint)
        checked = await self.same_weights(place, told)
        if checked is None:
            return None
        now, size_bytes = self._clock.now(), told.total_bytes or 0
        done = Download(self._args.key, checkpoint, place, now, Standing.DONE, ALREADY, size_bytes, size_bytes)
        done = replace(done, checked=checked.by, sha256=checked.sha256, ended_at=now)
        self._tell_download(replace(done, is_unpacking=self._args.is_unpacking))
        return await self._ended(partial(self.unpack_download, place) if self._args.is_unpacking else None, place)

    async def _ended(self, work: Callable[[], Coroutine[Any, Any, None]] | None, place: str) -> int:
        """Do the work, which ctrl+c stops; the exit code of how the download stands then."""

        def stop() -> None:
            stopping.add(asyncio.get_running_loop().create_task(self.pause_download(place)))

        stopping: set[asyncio.Task[None]] = set()
        with on_interrupt(stop):
            if work is not None:
                await work()
        self._progress.end()
        return self._code_of(self._state.downloads.get(place), is_stopped=bool(stopping))

    def _tell_download(self, download: Download) -> None:
        super()._tell_download(download)
        self._progress.put(download)

    def _download_failed(self, download: Download, failure: DownloadTrouble | BreadError) -> None:
        self._failure = failure
        super()._download_failed(download, failure)

    def _unpacking_failed(self, download: Download, trouble: DownloadTrouble) -> None:
        self._failure = trouble
        super()._unpacking_failed(download, trouble)

    def _code_of(self, download: Download | None, *, is_stopped: bool) -> int:
        """What is told at the end, and its exit code."""
        if download is None:
            self._tell(self._state.notices[-1].text)
            return exits.CONFLICT
        match download.standing:
            case Standing.DONE:
                self._rooms.queue.forget(download.place)
                return self._code_of_done(download, is_stopped=is_stopped)
            case Standing.PAUSED:
                kept = f"{download.place}.part is kept; the same command goes on with it"
                self._tell(f"stopped: {'the pipe holds a part' if self._args.is_piped else kept}")
                return exits.INTERRUPTED
            case _:
                if not download.done_bytes:
                    self._rooms.queue.forget(download.place)
                self._tell(f"the download of {download.about} stopped: {download.words}")
                return self._failure_code()

    def _code_of_done(self, download: Download, *, is_stopped: bool) -> int:
        self._tell("; ".join(filter(None, (end_words(download), download.words))))
        if not self._args.is_json and not self._args.is_piped:
            put_line(self._talk.out, download.unpacked_to or download.place)
        if not download.is_unpacking or download.unpacked_to:
            return exits.OK
        return exits.INTERRUPTED if is_stopped else self._failure_code()

    def _tell(self, sentence: str) -> None:
        self._talk.tell(visible_line(f"{sentence}."))

    def _failure_code(self) -> int:
        match self._failure:
            case DownloadTrouble(kind=kind):
                return _CODES[kind]
            case BreadError() as error:
                return exits.exit_of(error)
            case None:
                return exits.NETWORK
