"""Archives that are there unpacked into folders beside them."""

from __future__ import annotations

import asyncio

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.troubles import DownloadTrouble
from breadtui.store.downloads.looking import WeightsLooking
from breadtui.store.facts.state import Severity
from breadtui.values import replace

NOT_UNPACKED = "not unpacked: stopped"


class WeightsUnpacking(WeightsLooking):
    """Unpacks what is done, in a process that shows how far it is; ended with it, nothing of it stays."""

    async def unpack_download(self, place: str) -> None:
        """Unpack the file of a download that is done, into a folder beside it that bears its name."""
        download = self._state.downloads.get(place)
        if download is None or download.standing is not Standing.DONE or place in self._fetching:
            return
        task = self._fetching[place] = asyncio.create_task(self._unpacked(download))
        try:
            await task
        except asyncio.CancelledError:
            task.cancel()
            if self._ended_by.pop(place, None) is None:
                raise
            self._tell_unpacked(replace(download, words=NOT_UNPACKED))
        except DownloadTrouble as trouble:
            self._unpacking_failed(download, trouble)
        finally:
            self._fetching.pop(place, None)

    async def _unpacked(self, download: Download) -> None:
        loop, told = asyncio.get_running_loop(), [-1]

        def tell(percent: int) -> None:
            if percent > told[0]:
                told[0] = percent
                self._tell_download(replace(download, words=f"unpacking {percent}%"))

        def read(count_bytes: int) -> None:
            percent = 100 * count_bytes // max(download.done_bytes, 1)
            if percent > told[0] and not loop.is_closed():
                loop.call_soon_threadsafe(tell, min(percent, 99))

        tell(0)
        folder = await self._rooms.parts.unpack(download.place, read)
        told[0] = 100
        self._tell_unpacked(replace(download, words=f"unpacked to {folder}", unpacked_to=folder))
        self._notice(Severity.INFORMATION, f"the weights of {download.about} are unpacked to {folder}", download.key)

    def _unpacking_failed(self, download: Download, trouble: DownloadTrouble) -> None:
        self._tell_unpacked(replace(download, words=f"not unpacked: {trouble.words}"))
        said = f"the weights of {download.about} are not unpacked: {trouble.words}"
        self._notice(Severity.WARNING, said, download.key)

    def _tell_unpacked(self, download: Download) -> None:
        self._tell_download(download)
        self._rooms.queue.keep(download, is_driven=False)
