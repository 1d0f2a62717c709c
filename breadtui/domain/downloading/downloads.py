"""One download: which weights go to which file, how far they are, and why they do not move."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from breadtui.domain.names import JobKey
from breadtui.values import dataclass


class Standing(StrEnum):
    """What a download does.

    HELD goes on by itself: it waits for the line, or for room on the disk. PAUSED and FAILED wait for a person.
    """

    WAITING = "waiting"
    RUNNING = "running"
    HELD = "held"
    CHECKING = "checking"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


PIPE = "-"
"""The place that is no file: a stream that somebody reads as it comes."""

GOING = frozenset({Standing.WAITING, Standing.RUNNING, Standing.HELD, Standing.CHECKING})
"""Some process drives it, or should."""


class Wish(StrEnum):
    """What a window asks of the process that drives a download."""

    PAUSE = "pause"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Download:
    """The weights of one checkpoint on their way to `place`, an absolute path, by which downloads are told apart.

    `words` says why it does not move, or how it went; raw text. `checked` names the check that the whole file has
    passed, empty before that and where there was nothing to check it by. `bytes_per_second` is of the last seconds.
    With `is_unpacking` the file is unpacked once it is there; `unpacked_to` is the folder, empty before.
    """

    key: JobKey
    checkpoint: int
    place: str
    asked_at: datetime
    standing: Standing = Standing.WAITING
    words: str = ""
    done_bytes: int = 0
    total_bytes: int | None = None
    bytes_per_second: float | None = None
    checked: str = ""
    sha256: str = ""
    is_replacing: bool = False
    is_unpacking: bool = False
    unpacked_to: str = ""
    ended_at: datetime | None = None

    @property
    def is_going(self) -> bool:
        """It goes on without a person, as long as some process drives it."""
        return self.standing in GOING

    @property
    def percent(self) -> float | None:
        """How much is there, 0 to 100; None where the size is unknown."""
        if self.standing is Standing.DONE:
            return 100.0
        if not self.total_bytes:
            return None
        return min(100.0, 100.0 * self.done_bytes / self.total_bytes)

    @property
    def seconds_left(self) -> float | None:
        """How long it takes at the pace of the last seconds; None where that cannot be said."""
        if self.standing is not Standing.RUNNING or not self.bytes_per_second or self.total_bytes is None:
            return None
        return max(self.total_bytes - self.done_bytes, 0) / self.bytes_per_second

    @property
    def reason(self) -> str:
        """Why it does not move; empty where its words are a figure."""
        return "" if self.words.endswith("%") else self.words

    @property
    def about(self) -> str:
        """`repo/bake@checkpoint`, raw."""
        return f"{self.key.repo}/{self.key.name}@{self.checkpoint}"
