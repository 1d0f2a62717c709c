"""The files that weights go into, as downloads ask for them; how they are written is loaded with the first."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.domain.downloading.downloads import Download
    from breadtui.domain.downloading.hashes import Hash
    from breadtui.domain.downloading.kept import Checked
    from breadtui.journal.downloads.parts import PartFile


class WeightFiles:
    """The files that weights go into. All of it runs beside the loop, in threads: disks may be slow."""

    async def begin(self, download: Download) -> PartFile:
        """The part of a download, locked, with what is there already.

        Cancelled, it is given free before that is told.

        Raises: DownloadTrouble: EXISTS, TAKEN by another process, FOREIGN for a part of something else, UNWRITABLE.
        """
        from breadtui.journal.downloads.parts import begun, let_go  # noqa: PLC0415  once something is downloaded

        opening = asyncio.get_running_loop().run_in_executor(None, begun, download)
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(let_go)  # the thread opens it all the same
            await asyncio.wait([opening])
            raise

    async def exists(self, place: str) -> bool:
        """There is something of this name."""
        return await asyncio.to_thread(os.path.lexists, place)

    async def same(self, place: str, total_bytes: int | None, hashes: Sequence[Hash]) -> Checked | None:
        """How a file that is there was checked, where its size and every hash are these; None where they are not."""
        from breadtui.journal.downloads.parts import same  # noqa: PLC0415  once something is downloaded

        return await asyncio.to_thread(same, Path(place), total_bytes, hashes)

    async def unpack(self, place: str, tell: Callable[[int], None]) -> str:
        """Unpack an archive into a folder beside it, all or nothing; its path. Cancelled, nothing of it stays.

        Raises: DownloadTrouble.
        """
        from breadtui.journal.downloads.unpack import unpacked  # noqa: PLC0415  few archives are unpacked

        stopped = threading.Event()
        try:
            return str(await asyncio.to_thread(unpacked, Path(place), stopped.is_set, tell))
        finally:
            stopped.set()

    async def make_folder(self, place: str) -> None:
        """Make the folder of a place, with those above it, where there is none. Raises: DownloadTrouble, UNWRITABLE."""
        from breadtui.journal.downloads.parts import make_folder  # noqa: PLC0415  once something is downloaded

        await asyncio.to_thread(make_folder, Path(place).parent)

    async def free_bytes(self, place: str) -> int | None:
        """The room on the disk of a place, or where its folder will be made; None where that cannot be told."""
        from breadtui.journal.downloads.parts import free_bytes_at, nearest_folder  # noqa: PLC0415  once something is downloaded

        try:
            return await asyncio.to_thread(free_bytes_at, nearest_folder(Path(place).parent))
        except OSError:
            return None
