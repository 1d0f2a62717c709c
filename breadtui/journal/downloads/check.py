"""A whole file held against what the store said of it, and against itself."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from typing import BinaryIO

from breadtui.domain.downloading.archive import not_archive_words
from breadtui.domain.downloading.hashes import Hash, HashKind
from breadtui.domain.downloading.kept import Checked
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble

_PIECE_BYTES = 1_048_576


def checked(file: BinaryIO, hashes: Sequence[Hash], tell: Callable[[int], None]) -> Checked:
    """Read all of it: every hash that is known must hold; without one the archive's own checksum is worked out.

    Raises: DownloadTrouble, WRONG with the check that failed; OSError.
    """
    check = WholeCheck(is_unhashed=not hashes)
    file.seek(0)
    while piece := file.read(_PIECE_BYTES):
        check.take(piece)
        tell(check.count_bytes)
    return check.end(hashes)


class WholeCheck:
    """The check of bytes that come in order, once each; `is_unhashed` where the archive's checksum is all there is."""

    def __init__(self, *, is_unhashed: bool) -> None:
        self.count_bytes = 0
        self._sha256, self._md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
        self._archive = _Archive() if is_unhashed else None

    def take(self, piece: bytes) -> None:
        """More of it. Raises: DownloadTrouble where it is no archive."""
        if self.count_bytes == 0 and (words := not_archive_words(piece)):
            raise DownloadTrouble(Trouble.WRONG, words)
        self._sha256.update(piece)
        self._md5.update(piece)
        if self._archive is not None:
            self._archive.read(piece)
        self.count_bytes += len(piece)

    def end(self, hashes: Sequence[Hash]) -> Checked:
        """What it came to, now that there is no more. Raises: DownloadTrouble with the check that failed."""
        if self.count_bytes == 0:
            raise DownloadTrouble(Trouble.WRONG, not_archive_words(b""))
        found = {HashKind.SHA256: self._sha256.hexdigest(), HashKind.MD5: self._md5.hexdigest()}
        for known in hashes:
            if found[known.kind] != known.digits:
                raise DownloadTrouble(
                    Trouble.WRONG,
                    f"its {known.kind} is {found[known.kind]}, the store's {known.source} says {known.digits}",
                )
        if self._archive is not None:
            self._archive.end()
        by = f"{hashes[0].kind} ({hashes[0].source})" if hashes else "the archive's own checksum"
        return Checked(by, found[HashKind.SHA256])


class _Archive:
    """The gzip members of a file, decompressed for their checksums and thrown away piece by piece."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def read(self, piece: bytes) -> None:
        """More of it."""
        try:
            while piece:
                if self._stream.eof:
                    if not piece.strip(b"\0"):
                        return  # padding after the last member, as tapes and tar leave it
                    self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
                while len(self._stream.decompress(piece, _PIECE_BYTES)) == _PIECE_BYTES:
                    piece = self._stream.unconsumed_tail
                piece = self._stream.unused_data
        except zlib.error:
            raise DownloadTrouble(Trouble.WRONG, "the archive's own checksum does not hold") from None

    def end(self) -> None:
        """There is no more."""
        if not self._stream.eof:
            raise DownloadTrouble(Trouble.WRONG, "the archive ends in the middle")
