"""`breadtui journal`: how much is kept of what was seen, packed again, or written out for other tools."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from enum import StrEnum
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.journal.house import JournalHouse, JournalStats, happening_to_json
from breadtui.values import dataclass

CSV_COLUMNS = (*("number", "seen_at", "not_before", "what", "of", "repo", "name", "before", "after", "detail", "by"),)
UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
_FORMULAS = "=+-@\t\r"


class Verb(StrEnum):
    """What is to be done with the journal."""

    STATS = "stats"
    VACUUM = "vacuum"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was typed after `journal`; of an export, `is_csv` takes the events alone."""

    verb: Verb
    is_json: bool = False
    is_csv: bool = False
    most_bytes: int = 0


def run(house: JournalHouse, args: Arguments, out: TextIO, now: datetime | None = None) -> int:
    """Do it; the exit code. Raises: sqlite3.Error, OSError."""
    now = now or datetime.now(UTC)
    match args.verb:
        case Verb.STATS:
            _put_stats(house.stats(), args, out)
        case Verb.VACUUM if house.is_newer:
            put_line(out, "The journal was written by a later breadtui: it is only read.")
            return exits.REFUSED
        case Verb.VACUUM:
            before, after = house.vacuum(now, args.most_bytes) if args.most_bytes else house.vacuum(now)
            if args.is_json:
                put_json(out, {"before_bytes": before, "after_bytes": after})
            else:
                put_line(out, f"{size_text(before)} before, {size_text(after)} now")
        case Verb.EXPORT if args.is_csv:
            _put_csv(house, out)
        case Verb.EXPORT:
            for line in house.exported(now):
                put_json(out, line)
    return exits.OK


def _put_stats(stats: JournalStats, args: Arguments, out: TextIO) -> None:
    if args.is_json:
        since = None if stats.since is None else stats.since.isoformat()
        sizes = {"file_bytes": stats.file_bytes, "used_bytes": stats.used_bytes, "version": stats.version}
        put_json(out, {"path": str(stats.path), **sizes, "since": since, "counts": stats.counts})
        return
    rows = [
        ["file", str(stats.path)],
        ["size", f"{size_text(stats.file_bytes)}, {size_text(stats.used_bytes)} of it used"],
        ["since", "-" if stats.since is None else stats.since.astimezone().strftime("%d %b %Y %H:%M")],
        *([words, str(count)] for words, count in stats.counts.items()),
    ]
    put_columns(out, rows)


def _put_csv(house: JournalHouse, out: TextIO) -> None:
    """The events, a line each; what a spreadsheet would take for a formula gets a quote before it."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for happening in house.happenings():
        told = happening_to_json(happening)
        writer.writerow([harmless(str(told[column] if told[column] is not None else "")) for column in CSV_COLUMNS])
    out.flush()


def harmless(text: str) -> str:
    """Text that no spreadsheet computes and no terminal obeys."""
    shown = "".join(letter if letter.isprintable() or letter == "\n" else UNSHOWABLE for letter in text)
    return f"'{shown}" if shown and shown[0] in _FORMULAS else shown


def size_text(count: int) -> str:
    """Bytes in the unit that fits, by thousands."""
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
