"""A wish about many things as lines: where it stands, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.bulk import BulkLine, BulkRun, Outcome, Thing, Wish, counted
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

NAMES_SHOWN = 8
_SIGNS = {
    Outcome.WAITING: Span(" ... ", Tone.DIM),
    Outcome.DONE: Span(" ok  ", Tone.DONE),
    Outcome.FAILED: Span(" no  ", Tone.FAILED),
}
_DOING = {Wish.CREATE: "Creating", Wish.EXPORT: "Exporting", Wish.DELETE: "Deleting"}
_DONE = {Wish.CREATE: "created", Wish.EXPORT: "exported", Wish.DELETE: "deleted"}


def bulk_heading(run: BulkRun) -> str:
    """`Creating 3 prompts in other: 1 of 3 created, 1 failed`."""
    place = {Wish.CREATE: f" in {run.place}", Wish.EXPORT: f" to {run.place}"}.get(run.wish, "")
    failed = run.count(Outcome.FAILED)
    counts = f"{run.count(Outcome.DONE)} of {len(run.lines)} {_DONE[run.wish]}"
    tail = f", {failed} failed" if failed else ""
    return f"{_DOING[run.wish]} {counted(run.keys)}{place}: {counts}{tail}"


def bulk_line(line: BulkLine) -> Line:
    """` ok  repo/name  what came of it`."""
    name = clean(f"{line.key.repo}/{line.key.name}")
    tone = Tone.FAILED if line.outcome is Outcome.FAILED else Tone.DIM
    return _SIGNS[line.outcome], Span(f"{name:<32}  "), Span(clean(line.words), tone)


def named_lines(keys: Sequence[Thing]) -> list[str]:
    """The things a question is about, the first few by name."""
    names = [f"{key.repo}/{key.name}" for key in keys[:NAMES_SHOWN]]
    more = len(keys) - len(names)
    return [", ".join(names) + (f" and {more} more" if more > 0 else "")]
