"""What happened to downloads."""

from __future__ import annotations

from typing import TypeAlias

from breadtui.domain.downloading.downloads import Download
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class DownloadMoved:
    """One was asked for, came further, waits, or ended, here or in another process."""

    download: Download


@dataclass(frozen=True, slots=True)
class DownloadForgotten:
    """One is in the queue no more; a file that is whole stays."""

    place: str


DownloadEvent: TypeAlias = DownloadMoved | DownloadForgotten
