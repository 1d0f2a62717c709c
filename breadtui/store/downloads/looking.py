"""What is known of weights before they are fetched: which checkpoint, how large, whether they are here already."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from breadtui.domain.downloading.kept import Checked, WeightsTold
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.store.downloads.running import DownloadRunning

if TYPE_CHECKING:
    from breadtui.domain.inference import DownloadLink

LOOK_SECONDS = 4.0


class WeightsLooking(DownloadRunning):
    """Reads about weights and about places; nothing of it writes, but for the folder that is made."""

    async def newest_checkpoint(self, key: JobKey) -> int:
        """The checkpoint that a download takes where none is named. Raises: BreadError."""
        return (await self._api.download(key)).checkpoint

    async def weights_told(self, key: JobKey, checkpoint: int | None = None) -> WeightsTold:
        """Which checkpoint a download would take (the newest without one), and what the store says of its file.

        Where nobody answers within a few seconds, it is no more than the checkpoint that was named: the download waits
        for the line by itself. Raises: BreadError where there are no such weights, or none was named and the service
        does not answer.
        """
        async with self._asked_heads:
            if checkpoint is None:
                link = await self._api.download(key)
                checkpoint = link.checkpoint
                asked = self._told_by(link)
            else:
                asked = self._told_of(key, checkpoint)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    return await asked
            except TimeoutError:
                return WeightsTold(checkpoint)

    async def same_weights(self, place: str, told: WeightsTold) -> Checked | None:
        """How the file of that name was found to be these very weights; None where it is not, or nothing tells."""
        if not told.hashes:
            return None
        return await self._rooms.parts.same(place, told.total_bytes, told.hashes)

    async def weights_place_is_free(self, place: str) -> bool:
        """There is nothing of this name on the disk."""
        return not await self._rooms.parts.exists(place)

    @property
    def weights_folder(self) -> str:
        """Where weights go unless a place is named, absolute; empty is the current folder."""
        return "" if self.download_rooms is None else self.download_rooms.folder

    async def make_weights_folder(self, place: str) -> None:
        """Make the folder of a place, where there is none. Raises: DownloadTrouble."""
        await self._rooms.parts.make_folder(place)

    async def room_for_weights(self, place: str) -> int | None:
        """How many bytes are free on the disk of a place."""
        return await self._rooms.parts.free_bytes(place)

    async def _told_of(self, key: JobKey, checkpoint: int) -> WeightsTold:
        from breadtui.store.downloads.driving import is_passing  # noqa: PLC0415  when it is asked for

        try:
            link = await self._api.download(key, checkpoint=checkpoint)
        except BreadError as failure:
            if not is_passing(failure):
                raise
            return WeightsTold(checkpoint)
        return await self._told_by(link)

    async def _told_by(self, link: DownloadLink) -> WeightsTold:
        """What the head of the store's answer says, if it answers; its body is not waited for."""
        from breadtui.domain.downloading.answers import Begin, Known, judged  # noqa: PLC0415  when it is asked for

        try:
            async with self._rooms.weights.opened(link.url) as fetched:
                verdict = judged(fetched.answer, Known())
                if isinstance(verdict, Begin):
                    return WeightsTold(link.checkpoint, verdict.total_bytes, fetched.answer.hashes)
        except BreadError:  # the download meets it again, and tells it
            pass
        return WeightsTold(link.checkpoint)
