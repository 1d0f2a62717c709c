"""Where downloads find the store, their files and the queue of the account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.config.settings import Settings
    from breadtui.journal.disk import DiskThread
    from breadtui.store.ports.downloads import DownloadRooms, PartFiles


def download_rooms_of(
    settings: Settings, folder: Path | None, account: str, disk: DiskThread, files: PartFiles | None = None
) -> DownloadRooms:
    """All that downloads need; without a folder the queue lasts as long as this program."""
    from breadtui.api.fetching import StoreFetcher
    from breadtui.journal.downloads.queue import DownloadFile
    from breadtui.journal.downloads.weight_files import WeightFiles
    from breadtui.store.ports.downloads import DownloadRooms

    limit = None
    if (rate := settings.download_bytes_per_second) is not None:
        from breadtui.domain.downloading.rate_limit import RateLimit

        limit = RateLimit(rate)
    home = "" if settings.download_folder is None else str(settings.download_folder)
    return DownloadRooms(StoreFetcher(), files or WeightFiles(), DownloadFile(folder, account, disk), home, limit)
