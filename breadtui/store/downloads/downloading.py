"""Commands about weights: fetched one beside another, paused, gone on with, given up."""

from __future__ import annotations

import asyncio

from breadtui.domain.downloading.downloads import Download, Standing, Wish
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.store.downloads.unpacking import WeightsUnpacking
from breadtui.store.events.download import DownloadForgotten, DownloadMoved
from breadtui.store.facts.state import Severity
from breadtui.values import replace

FOLLOW_SECONDS = 5.0


class Downloading(WeightsUnpacking):
    """The queue of downloads, which windows, recorders and commands share; each download is driven by one of them."""

    async def download(
        self, key: JobKey, checkpoint: int, place: str, *, is_replacing: bool = False, is_unpacking: bool = False
    ) -> None:
        """Fetch the weights of a checkpoint into an absolute place, through the queue, to the end or until stopped.

        A part of an earlier try is gone on with. What is there already is replaced only with `is_replacing`; with
        `is_unpacking` the file is unpacked beside itself in the end.
        """
        if place in self._fetching:
            self._notice(Severity.WARNING, f"{place} is on its way already", key)
            return
        wanted = Download(key, checkpoint, place, self._now(), is_replacing=is_replacing, is_unpacking=is_unpacking)
        await self._drive_wholly(wanted)

    @property
    def downloads_here(self) -> tuple[Download, ...]:
        """Those that go on and that this process drives."""
        kept = self._state.downloads.items()
        return tuple(each for place, each in kept if place in self._fetching and each.is_going)

    async def pause_download(self, place: str) -> None:
        """Stop it before its next byte; what is there is kept."""
        await self._ask_end(place, Wish.PAUSE)

    async def cancel_download(self, place: str) -> None:
        """Give it up, with the part that is there; of one that is done only the line in the queue is taken away."""
        await self._ask_end(place, Wish.CANCEL)

    async def resume_download(self, place: str, *, is_replacing: bool = False) -> None:
        """Go on with one that was paused or failed; a part that failed its check is begun anew."""
        download = self._state.downloads.get(place)
        if download is None or download.standing is Standing.DONE or place in self._fetching:
            return
        is_replacing = is_replacing or download.is_replacing
        await self._drive_wholly(replace(download, words="", is_replacing=is_replacing, ended_at=None))

    async def left_downloads(self) -> tuple[Download, ...]:
        """What was going on in a process that is gone, each claimed for this one; what it was asked is done first."""
        left = []
        for kept in () if self.download_rooms is None else await self._rooms.queue.kept():
            is_here = kept.download.place in self._fetching
            is_left = kept.download.is_going and not kept.is_driven_elsewhere and not is_here
            if is_left and await self._rooms.queue.claim_left(kept.download):
                if kept.wish is None:
                    left.append(kept.download)
                else:
                    await self._end_left(kept.download, kept.wish)
        return tuple(left)

    async def go_on_with_download(self, download: Download) -> None:
        """Drive one that was left, to its end."""
        self._notice(Severity.INFORMATION, f"going on with the download of {download.about}", download.key)
        was_known = download.place in self._state.downloads
        whole = await self._named_already(download)
        if download.place in self._giving_up or (was_known and download.place not in self._state.downloads):
            return  # it was given up while the file was looked at
        if whole is None:
            await self._drive_wholly(download)
        else:
            self._download_done(whole)
            await self._unpack_if_wished(download.place)

    async def _named_already(self, download: Download) -> Download | None:
        """The download as done, where a process was killed after it had named the file and before it had said so."""
        if download.standing is not Standing.CHECKING or await self.weights_place_is_free(download.place):
            return None
        try:
            told = await self.weights_told(download.key, download.checkpoint)
        except BreadError:
            return None  # the download meets it again, and tells it
        if (checked := await self.same_weights(download.place, told)) is None:
            return None
        await self._discard(download)
        return replace(download, done_bytes=told.total_bytes or 0, checked=checked.by, sha256=checked.sha256)

    async def look_at_downloads(self) -> None:
        """Tell how far those of other processes are."""
        if self.download_rooms is None:
            return
        before = self._state.downloads
        kept = {each.download.place: each.download for each in await self._rooms.queue.kept()}
        for place in dict.fromkeys([*before, *kept]):
            has_moved = self._state.downloads.get(place) is not before.get(place)
            if place in self._fetching or has_moved:
                continue  # driven here, or it was while the queue was read
            self._dispatch(DownloadMoved(kept[place]) if place in kept else DownloadForgotten(place))

    async def follow_downloads(self) -> None:
        """Go on with what was left, and tell how far those of other processes are, until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                await self.look_at_downloads()
                for download in await self.left_downloads():
                    group.create_task(self.go_on_with_download(download))
                await self._clock.sleep(FOLLOW_SECONDS)

    async def _drive_wholly(self, download: Download) -> None:
        """Drive it to its end, and unpack it where that is wanted."""
        await self._drive_download(download)
        await self._unpack_if_wished(download.place)

    async def _unpack_if_wished(self, place: str) -> None:
        done = self._state.downloads.get(place)
        if done is not None and done.standing is Standing.DONE and done.is_unpacking and not done.unpacked_to:
            await self.unpack_download(place)

    async def _ask_end(self, place: str, wish: Wish) -> None:
        download = self._state.downloads.get(place)
        if download is None or self._end(place, wish):
            return
        is_claimed = await self._rooms.queue.claim(download)
        if self._end(place, wish):
            return  # it was gone on with here while the queue was asked
        if not is_claimed:
            self._rooms.queue.wish(place, wish)
        elif wish is Wish.CANCEL or download.is_going:
            await self._end_left(download, wish)
        else:
            self._rooms.queue.keep(download, is_driven=False)

    async def _end_left(self, download: Download, wish: Wish) -> None:
        """Give up or pause one that nobody drives and that this process claimed."""
        if wish is Wish.CANCEL:
            await self._give_up(download)
        else:
            self._tell_download(replace(download, standing=Standing.PAUSED, words="", bytes_per_second=None))
