"""What downloads need of the rooms beside the store: the weights, the file they go into, the queue on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.downloading.answers import StoreAnswer
    from breadtui.domain.downloading.downloads import Download, Wish
    from breadtui.domain.downloading.hashes import Hash
    from breadtui.domain.downloading.kept import Checked, KeptDownload
    from breadtui.domain.downloading.part_note import PartNote
    from breadtui.domain.downloading.rate_limit import RateLimit


class Fetched(Protocol):
    """An answer of the store whose body is still to come."""

    @property
    def answer(self) -> StoreAnswer:
        """Its head."""
        ...

    @property
    def retry_after_seconds(self) -> float | None:
        """How long the store asks to be left alone, where it says so."""
        ...

    @property
    def place(self) -> str:
        """The store's host."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body. Raises: BreadError where it is cut."""
        ...


class WeightStore(Protocol):
    """Asks for files by presigned links; raises `BreadError` and nothing else."""

    def opened(self, url: str, *, offset: int = 0, etag: str = "") -> AbstractAsyncContextManager[Fetched]:
        """The answer to asking for a file from `offset` on, if it still has this ETag, else for the whole of it."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


class OpenPart(Protocol):
    """The part of one file, which no other process writes meanwhile. All of it raises `DownloadTrouble`."""

    @property
    def size_bytes(self) -> int:
        """How much is there."""
        ...

    @property
    def disk(self) -> int:
        """The number of the disk it lies on, the same for all parts there."""
        ...

    @property
    def note(self) -> PartNote | None:
        """What was kept beside it; None for one that begins."""
        ...

    async def restart(self) -> None:
        """Give up what is there."""
        ...

    async def keep_note(self, note: PartNote) -> None:
        """Keep beside it what it is of."""
        ...

    async def write(self, piece: bytes) -> None:
        """Add this at the end."""
        ...

    async def free_bytes(self) -> int:
        """The room that is left on its disk."""
        ...

    async def check(self, hashes: Sequence[Hash], tell: Callable[[int], None]) -> Checked:
        """Read all of it back and hold it against what the store said; `tell` is told how many bytes were read.

        It may be told from another thread. Raises: DownloadTrouble, WRONG with the check that failed.
        """
        ...

    async def finish(self, *, is_replacing: bool) -> None:
        """Give it its name. Raises: DownloadTrouble, EXISTS where there is such a file that is not to be replaced."""
        ...

    async def discard(self) -> None:
        """Leave nothing of it."""
        ...

    def close(self) -> None:
        """Let other processes have it."""
        ...


class PartFiles(Protocol):
    """Files on their way."""

    async def begin(self, download: Download) -> OpenPart:
        """The part of a download, with what is there already.

        Raises: DownloadTrouble where the place is taken, is another's, or cannot be written.
        """
        ...

    async def exists(self, place: str) -> bool:
        """There is something of this name."""
        ...

    async def same(self, place: str, total_bytes: int | None, hashes: Sequence[Hash]) -> Checked | None:
        """How a file that is there was checked, where its size and every hash are these; None where they are not."""
        ...

    async def unpack(self, place: str, tell: Callable[[int], None]) -> str:
        """Unpack an archive into a folder beside it, all or nothing; its path.

        `tell` is told from another thread how many of its bytes were read. Raises: DownloadTrouble.
        """
        ...

    async def make_folder(self, place: str) -> None:
        """Make the folder of a place, where there is none. Raises: DownloadTrouble, UNWRITABLE."""
        ...

    async def free_bytes(self, place: str) -> int | None:
        """The room on the disk of a place, or where its folder will be made; None where that cannot be told."""
        ...


class DownloadQueue(Protocol):
    """The queue of one account, which windows and recorders share. Writes return at once."""

    def keep(self, download: Download, *, is_driven: bool) -> None:
        """Keep it; `is_driven` where this process goes on with it."""
        ...

    def forget(self, place: str) -> None:
        """Keep nothing of it any more."""
        ...

    async def claim(self, download: Download, *, is_asked: bool = False) -> bool:
        """Become the one that drives it; False where another living process does."""
        ...

    async def claim_left(self, left: Download) -> bool:
        """The same, of one that was read from the queue; False too where it moved or ended since it was read."""
        ...

    async def kept(self) -> tuple[KeptDownload, ...]:
        """All, oldest first."""
        ...

    def wish(self, place: str, wish: Wish) -> None:
        """Ask the process that drives it."""
        ...

    async def wishes(self, places: Sequence[str]) -> Mapping[str, Wish]:
        """What other windows ask of downloads that are driven here, each told once."""
        ...

    def close(self) -> None:
        """Close it after what waits."""
        ...


@dataclass(frozen=True, slots=True)
class DownloadRooms:
    """All three together, as the joining of the rooms gives them.

    `folder` is where files go unless a place is named, absolute; empty is the current one. All that this process
    fetches keeps within `limit`, where there is one.
    """

    weights: WeightStore
    parts: PartFiles
    queue: DownloadQueue
    folder: str = ""
    limit: RateLimit | None = None

    async def aclose(self) -> None:
        """Close what is open."""
        await self.weights.aclose()
        self.queue.close()
