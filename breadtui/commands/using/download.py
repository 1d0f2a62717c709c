"""`breadtui download`: the weights of a checkpoint into a file, gone on with wherever an earlier run stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from breadtui.commands import exits
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.commands.running.run_arguments import Talk
from breadtui.commands.using.download_progress import DownloadProgress
from breadtui.config.settings import Settings
from breadtui.domain.downloading.as_json import download_to_json
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

MOST_IDLE_TRIES = 10
"""So many tries in a row that bring no byte, over about five minutes, and it is given up."""

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
        if is_there and not args.is_forced and await commands.is_here_already(link.checkpoint, str(place)):
            return exits.OK
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

        def stop() -> None:
            task = asyncio.get_running_loop().create_task(self.pause_download(place))
            stopping.add(task)

        stopping: set[asyncio.Task[None]] = set()
        with on_interrupt(stop):
            await self.download(self._args.key, checkpoint, place, is_replacing=is_replacing)
        download = self._state.downloads.get(place)
        self._progress.end()
        return self._code_of(download)

    async def is_here_already(self, checkpoint: int, place: str) -> bool:
        """The file of that name is these very weights; that is told, as their arrival would be."""
        told = await self.weights_told(self._args.key, checkpoint)
        checked = await self.same_weights(place, told)
        if checked is None:
            return False
        now = self._clock.now()
        done = Download(self._args.key, checkpoint, place, now, Standing.DONE, "it was there already", ended_at=now)
        size = told.total_bytes or 0
        done = replace(done, done_bytes=size, total_bytes=size, checked=checked.by, sha256=checked.sha256)
        if self._args.is_json:
            put_json(self._talk.out, download_to_json(done))
        else:
            put_line(self._talk.out, place)
        self._talk.tell(visible_line(f"{end_words(done)}; nothing was to be fetched."))
        return True

    def _tell_download(self, download: Download) -> None:
        super()._tell_download(download)
        self._progress.put(download)

    def _download_failed(self, download: Download, failure: DownloadTrouble | BreadError) -> None:
        self._failure = failure
        super()._download_failed(download, failure)

    def _code_of(self, download: Download | None) -> int:
        """What is told at the end, and its exit code."""
        tell = self._talk.tell
        if download is None:
            tell(visible_line(self._state.notices[-1].text + "."))
            return exits.CONFLICT
        match download.standing:
            case Standing.DONE:
                self._rooms.queue.forget(download.place)
                tell(visible_line(end_words(download) + "."))
                if not self._args.is_json and not self._args.is_piped:
                    put_line(self._talk.out, download.place)
                return exits.OK
            case Standing.PAUSED if self._args.is_piped:
                tell("stopped: the pipe holds a part.")
                return exits.INTERRUPTED
            case Standing.PAUSED:
                tell(visible_line(f"stopped: {download.place}.part is kept; the same command goes on with it."))
                return exits.INTERRUPTED
            case _:
                if not download.done_bytes:
                    self._rooms.queue.forget(download.place)
                tell(visible_line(f"the download of {download.about} stopped: {download.words}."))
                return self._failure_code()

    def _failure_code(self) -> int:
        match self._failure:
            case DownloadTrouble(kind=kind):
                return _CODES[kind]
            case BreadError() as error:
                return exits.exit_of(error)
            case None:
                return exits.NETWORK
