"""How far a download is, for a person at a terminal, for a log, or as JSON."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import TextIO

from breadtui.commands.outcome.writing import cells_of, put_json
from breadtui.domain.downloading.as_json import download_to_json
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.words import amount_words, pace_words
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.ports.service import Clock

EVERY_SECONDS = 10.0
"""Figures of a log or as JSON are written so often; what stands otherwise is written at once."""

USUAL_COLUMNS = 80


class DownloadProgress:
    """Writes each change of a download: at a terminal one line in place, else a line now and then."""

    def __init__(self, out: TextIO, clock: Clock, *, is_json: bool, is_live: bool) -> None:
        self._out, self._clock = out, clock
        self._is_json, self._is_live = is_json, is_live
        self._told: tuple[Standing, str] | None = None
        self._told_at: datetime | None = None
        self._shown_cells = 0

    def put(self, download: Download) -> None:
        """Write it where it says something new."""
        if self._is_live and not self._is_json:
            self._put_in_place(download)
            return
        now, told = self._clock.now(), (download.standing, download.reason)
        is_due = self._told_at is None or (now - self._told_at).total_seconds() >= EVERY_SECONDS
        if told == self._told and not is_due:
            return
        self._told, self._told_at = told, now
        if self._is_json:
            put_json(self._out, download_to_json(download))
        else:
            sys.stderr.write(progress_line(download) + "\n")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line that was written in place."""
        if self._shown_cells:
            sys.stderr.write("\r" + " " * self._shown_cells + "\r")
            sys.stderr.flush()
            self._shown_cells = 0

    def _put_in_place(self, download: Download) -> None:
        line = _within(progress_line(download), _columns() - 1)
        cells = cells_of(line)
        sys.stderr.write("\r" + line + " " * max(self._shown_cells - cells, 0))
        sys.stderr.flush()
        self._shown_cells = cells


def progress_line(download: Download) -> str:
    """`running  46%  1.20 GB of 3.10 GB  12.0 MB/s ~4m`, fit for a terminal."""
    percent = "" if download.percent is None else f"{int(download.percent)}%"
    parts = [download.standing.value, percent, amount_words(download), pace_words(download), download.words]
    return visible_line("  ".join(part for part in parts if part))


def _columns() -> int:
    """How wide the terminal is: a line in place must not be broken by it."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_COLUMNS
    except (OSError, ValueError):
        return USUAL_COLUMNS


def _within(line: str, most_cells: int) -> str:
    while cells_of(line) > max(most_cells, 1):
        line = line[:-1]
    return line
