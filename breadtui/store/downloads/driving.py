"""One download driven from its link to its name on the disk, however often the line drops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from breadtui.domain.downloading.answers import Begin, Busy, Hopeless, Known, LinkRefused, Restart, Whole, judged
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.domain.errors import BreadError, NeverSent, NotBread, RateLimited, ServerFailed, Unreachable
from breadtui.store.downloads.taking import DownloadSurroundings, PartTaking
from breadtui.store.ports.downloads import Fetched, OpenPart

if TYPE_CHECKING:
    from breadtui.domain.inference import DownloadLink

ROOM_SECONDS = 15.0
LONGEST_BACKOFF_SECONDS = 60.0
LINK_MARGIN_SECONDS = 30.0
MOST_REFUSALS = 3
"""A link that is refused is replaced; so many in a row that brought nothing are enough."""

EXPIRED = "the link had run out: a fresh one is asked for"
_HOPELESS = frozenset({"tls", "environment", "link", "redirect", "closed"})


class DownloadDriver(PartTaking):
    """Fetches one file whole; cancelling it leaves a part that the next driver goes on with."""

    def __init__(self, download: Download, around: DownloadSurroundings) -> None:
        super().__init__(download, around)
        self._link: tuple[DownloadLink, datetime] | None = None

    async def drive(self) -> None:
        """Until the file is there. Raises: DownloadTrouble or BreadError where going on by itself is no use."""
        part = await self._around.rooms.parts.begin(self.download)
        try:
            self._tell(done_bytes=_known(part).part_bytes, total_bytes=_known(part).total_bytes)
            while not await self._has_come(part):
                pass
            await self._check(part)
            await part.finish(is_replacing=self.download.is_replacing)
        finally:
            part.close()

    # -- one try ------------------------------------------------------------------------------------------------------

    async def _has_come(self, part: OpenPart) -> bool:
        """Whether all of it is there after one more try; what stands against a try is waited out."""
        try:
            async with self._around.places:
                return await self._try(part)
        except DownloadTrouble as trouble:
            if trouble.kind is not Trouble.FULL or self._around.most_idle_tries is not None:
                raise
            await self._wait_for_room(part, trouble)
        except BreadError as failure:
            await self._back_off(failure)
        return False

    async def _try(self, part: OpenPart) -> bool:
        url = await self._fresh_url()
        known = _known(part)
        held = self.download.standing is Standing.HELD
        self._tell(standing=Standing.RUNNING, words="" if held else self.download.words, bytes_per_second=None)
        offset = known.part_bytes if known.can_go_on else 0
        async with self._around.rooms.weights.opened(url, offset=offset, etag=known.etag if offset else "") as fetched:
            match judged(fetched.answer, known):
                case Begin() as begin:
                    await self._take(fetched, part, begin)
                    return True
                case Whole():
                    return True
                case Restart(note):
                    await self._begin_anew(part, note)
                case LinkRefused(status):
                    self._refused(status, fetched.place)
                case Busy(status):
                    raise _busy(status, fetched)
                case Hopeless(words):
                    raise DownloadTrouble(Trouble.REFUSED, words)
        return False

    async def _fresh_url(self) -> str:
        """A link that holds for a while yet, always to the same checkpoint."""
        now = self._around.clock.now()
        if self._link is None or now >= self._link[1]:
            link = await self._around.api.download(self.download.key, checkpoint=self.download.checkpoint)
            if link.checkpoint != self.download.checkpoint:
                words = f"the service gave a link to checkpoint {link.checkpoint} instead"
                raise DownloadTrouble(Trouble.REFUSED, words)
            seconds = link.expires_in_seconds - min(LINK_MARGIN_SECONDS, link.expires_in_seconds / 2)
            self._link = link, self._around.clock.now() + timedelta(seconds=seconds)
        return self._link[0].url

    def _refused(self, status: int, place: str) -> None:
        self._link = None
        self._refusals += 1
        if self._refusals >= MOST_REFUSALS:
            words = f"the store at {place} refuses every link to these weights (status {status})"
            raise DownloadTrouble(Trouble.REFUSED, words)
        self._tell(words=EXPIRED)

    # -- its end ------------------------------------------------------------------------------------------------------

    async def _check(self, part: OpenPart) -> None:
        """Hold the whole against all that is known of it; what fails stays as a part, and is not gone on with."""
        self._tell(standing=Standing.CHECKING, words="", bytes_per_second=None)
        loop = asyncio.get_running_loop()
        hashes = () if part.note is None else part.note.hashes
        try:
            checked = await part.check(hashes, lambda read: _on(loop, self._tell_check, read))
        except DownloadTrouble as trouble:
            if trouble.kind is Trouble.WRONG:
                await self._mark_wrong(part)
            raise
        self._tell(checked=checked.by, sha256=checked.sha256)

    def _tell_check(self, read_bytes: int) -> None:
        if self.download.standing is Standing.CHECKING and self.download.done_bytes:
            percent = 100 * read_bytes // self.download.done_bytes
            self._tell(words="" if percent >= 100 else f"checked {percent}%")

    # -- waits --------------------------------------------------------------------------------------------------------

    async def _back_off(self, failure: BreadError) -> None:
        """Wait before the next try. Raises: the failure where there is to be none."""
        self._idle_tries += 1
        most = self._around.most_idle_tries
        if not is_passing(failure) or (most is not None and self._idle_tries > most):
            raise failure
        self._link = None if isinstance(failure, NotBread) else self._link
        seconds = backoff_seconds(failure, self._idle_tries, self._around.roll())
        again = "now" if seconds < 1 else f"in {seconds:.0f}s"
        self._tell(standing=Standing.HELD, words=f"{failure.message}; tried again {again}", bytes_per_second=None)
        await self._around.clock.sleep(seconds)

    async def _wait_for_room(self, part: OpenPart, trouble: DownloadTrouble) -> None:
        """Until what is missing fits on the disk; a person may make room, or stop it."""
        words = f"no room: {trouble.words}; goes on when there is"
        self._tell(standing=Standing.HELD, words=words, bytes_per_second=None)
        missing = trouble.missing_bytes or max(self._missing_bytes(part), 1)
        await self._around.clock.sleep(ROOM_SECONDS)
        while await self._room_left(part) < missing:
            await self._around.clock.sleep(ROOM_SECONDS)


def backoff_seconds(failure: BreadError, attempt: int, roll: float) -> float:
    """How long to wait: what the store asked for, else between half and all of 1 s doubled per idle try, at most 60."""
    asked = failure.retry_after_seconds if isinstance(failure, RateLimited | ServerFailed) else None
    if asked is not None:
        return asked
    return min(LONGEST_BACKOFF_SECONDS, 2.0 ** min(attempt - 1, 6)) * (0.5 + roll / 2)


def is_passing(failure: BreadError) -> bool:
    """Asking again later may help."""
    if failure.code in _HOPELESS:
        return False
    return isinstance(failure, Unreachable | NeverSent | NotBread | RateLimited | ServerFailed)


def _busy(status: int, fetched: Fetched) -> BreadError:
    words = f"the store at {fetched.place} is busy (status {status})"
    return ServerFailed(words, status=status, retry_after_seconds=fetched.retry_after_seconds)


def _known(part: OpenPart) -> Known:
    return Known() if part.note is None else part.note.known(part.size_bytes)


def _on(loop: asyncio.AbstractEventLoop, tell: Callable[[int], None], read_bytes: int) -> None:
    """Tell it on the loop, unless that has ended meanwhile."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell, read_bytes)
