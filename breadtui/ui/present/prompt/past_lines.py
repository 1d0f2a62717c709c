"""The versions of a prompt as rows, newest first, with the times in which nobody looked; and which two are compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.past import Version
from breadtui.domain.prompt.prompts import Prompt, tokens_estimate
from breadtui.ui.present.ages import MINUTE_SECONDS, clock_text, span_text
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone

NOW = "on the server now"


class PastRow(NamedTuple):
    """One row: a version by its place among the versions, or None where it tells of a time between two."""

    line: Line
    version: int | None = None


class Pair(NamedTuple):
    """Two texts to compare, the older first, and what to call them."""

    older: Prompt
    newer: Prompt
    older_name: str
    newer_name: str


def past_rows(
    versions: Sequence[Version], now: Prompt | None, zone: tzinfo | None = None, glyphs: Glyphs = UNICODE
) -> tuple[PastRow, ...]:
    """A row a version, newest first; between two of them what is not known, and deletions from here."""
    rows: list[PastRow] = []
    for place, version in enumerate(versions):
        if version.deleted_at is not None:
            words = f"        {moment_text(version.deleted_at, zone)}  deleted here"
            rows.append(PastRow(sentence_line(words, Tone.STALLED)))
        if version.unwatched_seconds >= MINUTE_SECONDS:
            rows.append(PastRow(sentence_line(_gap_text(version, glyphs), Tone.DIM)))
        is_now = place == 0 and now is not None and same_text(now, version.prompt)
        rows.append(PastRow(version_line(version, zone, is_now=is_now), place))
    return tuple(rows)


def version_line(version: Version, zone: tzinfo | None = None, *, is_now: bool = False) -> Line:
    """`  v3  now 24 Nov 09:14 to 10:02  seen 4 times  saved here  2 msg ~120 tok`."""
    stay = version.stay
    tokens = sum(tokens_estimate(message.text) for message in version.prompt.messages)
    looks = "seen once" if stay.looks == 1 else f"seen {stay.looks} times"
    return (
        Span("  "),
        Span(f"v{version.number:<3} ", Tone.STRONG),
        Span("now " if is_now else "    ", Tone.ACCENT),
        Span(f"{_times_text(stay.first_at, stay.last_at, zone):<28} "),
        Span(f"{looks:<13} ", Tone.DIM),
        Span("saved here " if version.is_ours else " " * 11, Tone.DONE),
        Span(f"{len(version.prompt.messages)} msg ~{tokens} tok", Tone.DIM),
    )


def marked_line(line: Line, sign: str) -> Line:
    """The row with the sign of a mark."""
    return Span(f" {sign}"), *line[1:]


def pair_to_compare(
    versions: Sequence[Version],
    marked: Collection[int],
    cursor: int | None,
    now: Prompt | None,
    zone: tzinfo | None = None,
) -> Pair | None:
    """The two that are marked, the one that is marked and the cursor's, or the cursor's and what is there now.

    Of the newest version the change before it is meant, where nothing else is said. None where there is only one.
    """
    chosen = sorted({*marked, cursor} if len(marked) == 1 and cursor is not None else marked)
    if len(chosen) >= 2:
        return _pair(versions, chosen[1], chosen[0], zone)
    place = chosen[0] if chosen else cursor
    if place is None:
        return None
    if now is not None and not same_text(versions[place].prompt, now):
        return Pair(versions[place].prompt, now, name_of(versions[place], zone), NOW)
    return _pair(versions, place + 1, place, zone) if place + 1 < len(versions) else None


def name_of(version: Version, zone: tzinfo | None = None) -> str:
    """`v3 of 24 Nov 09:14`."""
    return f"v{version.number} of {moment_text(version.stay.first_at, zone)}"


def moment_text(at: datetime, zone: tzinfo | None = None) -> str:
    """`24 Nov 09:14`."""
    return f"{at.astimezone(zone):%d %b} {clock_text(at, zone)}"


def heading_text(repo: str, name: PromptName, versions: Sequence[Version]) -> str:
    """What is shown, and how much of it there is."""
    texts = len({version.number for version in versions})
    count = "no version was seen yet" if not texts else "1 version" if texts == 1 else f"{texts} versions"
    return f"History of {repo}/{name}: {count}"


def _pair(versions: Sequence[Version], older: int, newer: int, zone: tzinfo | None) -> Pair:
    old, new = versions[older], versions[newer]
    return Pair(old.prompt, new.prompt, name_of(old, zone), name_of(new, zone))


def _times_text(first: datetime, last: datetime, zone: tzinfo | None) -> str:
    begin, end = moment_text(first, zone), moment_text(last, zone)
    if begin == end:
        return begin
    is_same_day = first.astimezone(zone).date() == last.astimezone(zone).date()
    return f"{begin} to {clock_text(last, zone) if is_same_day else end}"


def _gap_text(version: Version, glyphs: Glyphs) -> str:
    span = span_text(version.unwatched_seconds)
    return f"        {glyphs.deeper} nobody looked for {span}: other texts may have come and gone"
