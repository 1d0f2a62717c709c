"""Downloads of this process: driven to their ends, told to the state and the queue, ended when somebody asks."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from breadtui.domain.downloading.downloads import Download, Standing, Wish
from breadtui.domain.downloading.troubles import DownloadTrouble
from breadtui.domain.downloading.words import end_words
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey
from breadtui.domain.notices.announcements import Kind
from breadtui.store.desk import Desk
from breadtui.store.downloads.disk_room import DiskRoom
from breadtui.store.events.download import DownloadForgotten, DownloadMoved
from breadtui.store.events.session import KeyRefused, Noticed
from breadtui.store.facts.state import Severity
from breadtui.store.ports.downloads import DownloadRooms
from breadtui.store.ports.service import BreadApi, Clock, DraftWriter, Journal
from breadtui.store.store import Store
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.store.downloads.driving import DownloadDriver

AT_ONCE, HEADS_AT_ONCE = 2, 4
HEED_SECONDS = 1.0
KEEP_SECONDS = 2.0
NO_ROOMS = "there is no place for downloads here"


class DownloadRunning(Desk):
    """Drives each download in one process; cancelled with its process, it is left for another to go on with."""

    download_rooms: DownloadRooms | None = None
    """The store, the files and the queue; set by the joining of the rooms."""

    most_idle_tries: int | None = None

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        journal: Journal,
        drafts: DraftWriter,
        clock: Clock,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(store, api, journal, drafts, clock, read_only=read_only)
        self._fetching: dict[str, asyncio.Task[None]] = {}
        self._ended_by: dict[str, Wish] = {}
        self._giving_up: set[str] = set()
        self._kept_at: dict[str, datetime] = {}
        self._disk_room = DiskRoom()
        self._lines, self._asked_heads = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(HEADS_AT_ONCE)

    @property
    def _rooms(self) -> DownloadRooms:
        if self.download_rooms is None:
            raise AssertionError(NO_ROOMS)
        return self.download_rooms

    # -- driving ------------------------------------------------------------------------------------------------------

    async def _drive_download(self, download: Download) -> None:
        """Drive it in this process, if no other one does."""
        from breadtui.store.downloads.driving import DownloadDriver  # noqa: PLC0415  when it is asked for
        from breadtui.store.downloads.taking import DownloadSurroundings  # noqa: PLC0415  when it is asked for

        download = replace(download, standing=Standing.WAITING, bytes_per_second=None)
        was_known = download.place in self._state.downloads
        if not await self._rooms.queue.claim(download, is_asked=True):
            self._notice(Severity.WARNING, f"another process fetches {download.place}", download.key)
            return
        if download.place in self._fetching or download.place in self._giving_up:
            return
        if was_known and download.place not in self._state.downloads:
            self._rooms.queue.forget(download.place)  # it was given up while the queue was asked
            return
        self._tell_download(download)
        around = DownloadSurroundings(
            self._api,
            self._rooms,
            self._clock,
            self._tell_download,
            random.random,
            self._lines,
            self._disk_room,
            self.most_idle_tries,
        )
        driver = DownloadDriver(download, around)
        self._fetching[download.place] = asyncio.create_task(driver.drive())
        heeding = asyncio.create_task(self._heed(download.place))
        try:
            await self._driven_to_end(driver)
        finally:
            heeding.cancel()
            self._fetching.pop(download.place, None)

    async def _driven_to_end(self, driver: DownloadDriver) -> None:
        place = driver.download.place
        try:
            await self._fetching[place]
        except asyncio.CancelledError:
            await self._stopped(driver.download, self._ended_by.pop(place, None))
        except (DownloadTrouble, BreadError) as failure:
            if (wish := self._ended_by.pop(place, None)) is not None:
                await self._stopped(driver.download, wish)  # what did not fit any more as it was ended is no failure
                return
            self._download_failed(driver.download, failure)
            if isinstance(failure, Unauthorized):
                self._dispatch(KeyRefused(failure, self._now()))
        else:
            self._ended_by.pop(place, None)
            self._download_done(driver.download)

    async def _stopped(self, download: Download, wish: Wish | None) -> None:
        """What becomes of one that was ended here. Without a wish this process ends: another may go on with it."""
        if wish is None:
            self._rooms.queue.keep(download, is_driven=False)
            raise asyncio.CancelledError
        if wish is Wish.CANCEL:
            await self._give_up(download)
        else:
            self._tell_download(replace(download, standing=Standing.PAUSED, words="", bytes_per_second=None))

    def _download_failed(self, download: Download, failure: DownloadTrouble | BreadError) -> None:
        words = failure.words if isinstance(failure, DownloadTrouble) else failure.message
        failed = replace(download, standing=Standing.FAILED, words=words, bytes_per_second=None, ended_at=self._now())
        self._tell_download(failed)
        said = f"the download of {download.about} stopped: {words}"
        self._tell_end(Severity.ERROR, Kind.DOWNLOAD_STOPPED, said, download.key)

    def _download_done(self, download: Download) -> None:
        self._tell_download(replace(download, standing=Standing.DONE, words="", ended_at=self._now()))
        self._tell_end(Severity.INFORMATION, Kind.DOWNLOADED, end_words(download), download.key)

    def _tell_end(self, severity: Severity, kind: Kind, words: str, key: JobKey) -> None:
        """Tell who looks, and the journal, from where it is told away from the screen."""
        self._dispatch(Noticed(severity, words, self._now(), key))
        self._journal.record_happenings((Happening(What.NOTE, self._now(), key, after=kind.value, detail=words),))

    def _tell_download(self, download: Download) -> None:
        """Tell the state, and the queue on disk where more than figures moved or they are old."""
        before = self._state.downloads.get(download.place)
        self._dispatch(DownloadMoved(download))
        now, kept_at = self._now(), self._kept_at.get(download.place)
        is_same = before is not None and (before.standing, before.reason) == (download.standing, download.reason)
        if is_same and kept_at is not None and (now - kept_at).total_seconds() < KEEP_SECONDS:
            return
        self._kept_at[download.place] = now
        self._rooms.queue.keep(download, is_driven=download.is_going)

    # -- ends ---------------------------------------------------------------------------------------------------------

    async def _heed(self, place: str) -> None:
        """Do what other windows ask of a download that is driven here."""
        while True:
            await self._clock.sleep(HEED_SECONDS)
            for wished, wish in (await self._rooms.queue.wishes((place,))).items():
                self._end(wished, wish)

    def _end(self, place: str, wish: Wish) -> bool:
        task = self._fetching.get(place)
        if task is None:
            return False
        self._ended_by[place] = wish
        task.cancel()
        return True

    async def _give_up(self, download: Download) -> None:
        """Take it off the queue, and its part off the disk; a whole file stays."""
        self._giving_up.add(download.place)
        try:
            if download.standing is not Standing.DONE:
                await self._discard(download)
        finally:
            self._giving_up.discard(download.place)
        self._rooms.queue.forget(download.place)
        self._dispatch(DownloadForgotten(download.place))

    async def _discard(self, download: Download) -> None:
        with suppress(DownloadTrouble):  # another's part, or none
            part = await self._rooms.parts.begin(replace(download, is_replacing=True))
            try:
                await part.discard()
            finally:
                part.close()
