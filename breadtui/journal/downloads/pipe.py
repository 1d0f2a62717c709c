"""Weights into a pipe: nothing is kept, so nothing that was sent can be taken back."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

from breadtui.domain.downloading.downloads import Download
from breadtui.domain.downloading.hashes import Hash
from breadtui.domain.downloading.kept import Checked
from breadtui.domain.downloading.part_note import PartNote
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.journal.downloads.check import WholeCheck


class PipeFiles:
    """One stream in the place of files; whoever reads it goes on with it across every cut."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    async def begin(self, download: Download) -> PipePart:  # noqa: ARG002  there is one stream for all
        """The stream, with nothing sent yet."""
        return PipePart(self._out)

    async def exists(self, place: str) -> bool:  # noqa: ARG002
        """A stream replaces nothing."""
        return False

    async def same(self, place: str, total_bytes: int | None, hashes: Sequence[Hash]) -> Checked | None:  # noqa: ARG002
        """Nothing is there."""
        return None

    async def unpack(self, place: str, tell: Callable[[int], None]) -> str:  # noqa: ARG002
        """Raises: DownloadTrouble."""
        raise DownloadTrouble(Trouble.UNWRITABLE, "what goes into a pipe is unpacked behind it")

    async def make_folder(self, place: str) -> None:
        """It needs none."""

    async def free_bytes(self, place: str) -> int | None:  # noqa: ARG002
        """It needs no room."""
        return None


class PipePart:
    """What was sent, hashed as it goes. A reader that stops reading raises BrokenPipeError."""

    def __init__(self, out: BinaryIO) -> None:
        self.size_bytes = self.disk = 0
        self.note: PartNote | None = None
        self._out = out
        self._check: WholeCheck | None = None

    async def restart(self) -> None:
        """Raises: DownloadTrouble where something was sent."""
        if self.size_bytes:
            words = "the weights have to begin anew, and what went into the pipe cannot be taken back"
            raise DownloadTrouble(Trouble.REFUSED, words)
        self.note = None

    async def keep_note(self, note: PartNote) -> None:
        """Remember what it is of."""
        self.note = note

    async def write(self, piece: bytes) -> None:
        """Send it. Raises: BrokenPipeError."""
        await asyncio.to_thread(self._send, piece)

    async def free_bytes(self) -> int:
        """There is always room."""
        return sys.maxsize

    async def check(self, hashes: Sequence[Hash], tell: Callable[[int], None]) -> Checked:  # noqa: ARG002  it is known already
        """Hold what was sent against what the store said. Raises: DownloadTrouble, WRONG."""
        return self._so_far().end(hashes)

    async def finish(self, *, is_replacing: bool) -> None:
        """All was sent as it came."""

    async def discard(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """The stream is its owner's."""

    def _send(self, piece: bytes) -> None:
        self._so_far().take(piece)
        self._out.write(piece)
        self._out.flush()
        self.size_bytes += len(piece)

    def _so_far(self) -> WholeCheck:
        """The check of what was sent; what kind is known with the note, which comes before the first byte."""
        if self._check is None:
            self._check = WholeCheck(is_unhashed=self.note is None or not self.note.hashes)
        return self._check
