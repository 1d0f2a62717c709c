"""The bytes of one answer on their way into the part: room, pace, what they begin with, where they end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from breadtui.domain.downloading.answers import Begin
from breadtui.domain.downloading.archive import not_archive_words
from breadtui.domain.downloading.downloads import Download
from breadtui.domain.downloading.pace import Pace
from breadtui.domain.downloading.part_note import PartNote
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.domain.downloading.words import size_words
from breadtui.domain.errors import Unreachable
from breadtui.store.downloads.disk_room import DiskRoom
from breadtui.store.ports.downloads import DownloadRooms, Fetched, OpenPart
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass, replace

PIECE_BYTES = 1_048_576
TELL_SECONDS = 0.5
MOST_RESTARTS = 10


@dataclass(frozen=True, slots=True)
class DownloadSurroundings:
    """What a driver works with.

    `tell` is told whenever it moved, `room` what is still to come. With `most_idle_tries` it gives up after so many
    tries that brought nothing, and where the disk is full; None goes on until stopped. `places` lets few at a time
    have the line.
    """

    api: BreadApi
    rooms: DownloadRooms
    clock: Clock
    tell: Callable[[Download], None]
    roll: Callable[[], float]
    places: AbstractAsyncContextManager[None]
    room: DiskRoom
    most_idle_tries: int | None = None


class PartTaking:
    """One download, told whenever it moves, and what is done with a body that comes for it."""

    def __init__(self, download: Download, around: DownloadSurroundings) -> None:
        self.download = download
        self._around = around
        self._idle_tries = self._refusals = self._restarts = 0

    async def _take(self, fetched: Fetched, part: OpenPart, begin: Begin) -> None:
        """Write the body into the part. Raises: Unreachable where it ends early, DownloadTrouble where it is long."""
        if begin.offset == 0 and part.size_bytes:
            await self._begin_anew(part, begin.note)
        await self._keep_note(fetched, part, begin)
        self._tell(done_bytes=part.size_bytes, total_bytes=begin.total_bytes)
        await self._need_room(part)
        try:
            await self._write_all(fetched, part)
        finally:
            self._around.room.let_go(self.download.place)
        if begin.total_bytes is not None and part.size_bytes < begin.total_bytes:
            raise Unreachable(f"{fetched.place} closed the connection before its answer was whole", code="cut")
        self._tell(total_bytes=part.size_bytes)

    async def _keep_note(self, fetched: Fetched, part: OpenPart, begin: Begin) -> None:
        """Keep what the store said when the part was begun: a later answer may say less."""
        if begin.offset and part.note is not None:
            return
        answer, download = fetched.answer, self.download
        note = PartNote(download.key, download.checkpoint, answer.etag, begin.total_bytes, answer.hashes)
        await part.keep_note(note)

    async def _need_room(self, part: OpenPart) -> None:
        missing = self._missing_bytes(part)
        free = await part.free_bytes()
        others = self._around.room.for_others(self.download.place, part.disk)
        if missing > free - others:
            beside = f", {size_words(others)} of them for other downloads" if others else ""
            words = f"{size_words(missing)} are to come, {size_words(free)} are free{beside}"
            raise DownloadTrouble(Trouble.FULL, words, missing_bytes=missing)
        self._around.room.speak_for(self.download.place, part.disk, missing)

    def _missing_bytes(self, part: OpenPart) -> int:
        """How much is still to come; 0 where the size is unknown."""
        return max((self.download.total_bytes or 0) - part.size_bytes, 0)

    async def _room_left(self, part: OpenPart) -> int:
        return await part.free_bytes() - self._around.room.for_others(self.download.place, part.disk)

    async def _write_all(self, fetched: Fetched, part: OpenPart) -> None:
        buffer, pace, limit = bytearray(), Pace(self._seconds()), self._around.rooms.limit
        told_seconds = self._seconds()
        try:
            async for chunk in fetched.chunks():
                buffer += chunk
                now = self._seconds()
                pace.take(now, len(chunk))
                if pace.is_too_slow(now):
                    raise Unreachable(f"{fetched.place} sends less than 1 kB/s", code="slow")
                if len(buffer) >= PIECE_BYTES or now - told_seconds >= TELL_SECONDS:
                    await self._write(part, buffer)
                    if now - told_seconds >= TELL_SECONDS:
                        told_seconds = now
                        self._tell(done_bytes=part.size_bytes, bytes_per_second=pace.bytes_per_second, words="")
                if limit is not None:
                    await self._around.clock.sleep(limit.wait_seconds(now, len(chunk)))
        finally:
            await self._write(part, buffer)
            self._tell(done_bytes=part.size_bytes)

    async def _write(self, part: OpenPart, buffer: bytearray) -> None:
        piece = bytes(buffer)
        buffer.clear()
        if not piece:
            return
        wrong = not_archive_words(piece) if part.size_bytes == 0 and len(piece) > 1 else ""
        await part.write(piece)
        self._around.room.speak_for(self.download.place, part.disk, self._missing_bytes(part))
        self._idle_tries = self._refusals = 0
        total = self.download.total_bytes
        if wrong or (total is not None and part.size_bytes > total):
            await self._mark_wrong(part)
            raise DownloadTrouble(Trouble.WRONG, wrong or "it is longer than the store had said")

    async def _mark_wrong(self, part: OpenPart) -> None:
        if part.note is not None:
            await part.keep_note(replace(part.note, is_wrong=True))

    async def _begin_anew(self, part: OpenPart, note: str) -> None:
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            raise DownloadTrouble(Trouble.REFUSED, f"{note}, for the {self._restarts}th time")
        await part.restart()
        self._tell(words=note, done_bytes=0)

    def _tell(self, **moved: object) -> None:
        download = replace(self.download, **moved)  # type: ignore[arg-type]  # the fields of a download, by name
        if download != self.download:
            self.download = download
            self._around.tell(download)

    def _seconds(self) -> float:
        return self._around.clock.now().timestamp()
