"""Downloads as they stand on disk, what a store tells of weights, and what the check of a whole file came to."""

from __future__ import annotations

from breadtui.domain.downloading.downloads import Download, Wish
from breadtui.domain.downloading.hashes import Hash
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class KeptDownload:
    """A download as it stands in the queue, which several windows may look at; `wish` was asked and not done yet."""

    download: Download
    is_driven_elsewhere: bool
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """How a whole file was checked: by what (empty: by nothing), and its SHA-256 in hexadecimal digits."""

    by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class WeightsTold:
    """What is known of weights before they are fetched; without a size and hashes the store told none."""

    checkpoint: int
    total_bytes: int | None = None
    hashes: tuple[Hash, ...] = ()
