"""Kept conversations as lines: how old, with whom, how they begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from breadtui.domain.chatting.threads import Thread
from breadtui.ui.present.ages import age_between
from breadtui.ui.present.chat.lines import cut_name
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.tones import Span, Tone

MODEL_CELLS = 16
OTHERS_CELLS = 3
LONGEST_BEGINNING = 300


def threads_body(found: Iterable[Thread], now: datetime, words: str = "") -> list[BodyLine]:
    """A line a conversation, its id in `copied`; `words` leaves those in which all of them were asked or answered."""
    wanted = words.lower().split()
    return [BodyLine(_line(thread, now), copied=thread.id) for thread in found if _holds(thread, wanted)]


def _line(thread: Thread, now: datetime) -> tuple[Span, ...]:
    last_at = thread.exchanges[-1].asked_at if thread.exchanges else thread.began_at
    first = thread.exchanges[0].question if thread.exchanges else thread.unsent
    others = f" +{len(thread.models) - 1}" if len(thread.models) > 1 else ""
    name = f"{cut_name(thread.models[0], MODEL_CELLS)}{others}" if thread.models else ""
    is_cut = thread.is_interrupted and not thread.is_open
    return (
        Span(f" {age_between(last_at, now):>4}  {len(thread.exchanges):>3} asked  ", Tone.DIM),
        Span(f"{name:<{MODEL_CELLS + OTHERS_CELLS}}  ", Tone.ACCENT),
        Span("cut  " if is_cut else "", Tone.STALLED),
        Span(clean(" ".join(first[:LONGEST_BEGINNING].split()))),
    )


def _holds(thread: Thread, wanted: list[str]) -> bool:
    if not wanted:
        return True
    said = [text for each in thread.exchanges for text in (each.question, *(reply.text for reply in each.replies))]
    text = "\n".join((*thread.models, thread.unsent, *said)).lower()
    return all(word in text for word in wanted)


def threads_count(count: int) -> str:
    """The heading of the list."""
    return f"Conversations  {count:,} kept here"
