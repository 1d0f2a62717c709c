"""What became of an answer: waited for, failed, cut, finished; its times and tokens."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from breadtui.domain.chatting.speech import Speech, tokens_per_second, tokens_said
from breadtui.domain.chatting.threads import Reply, Stage
from breadtui.domain.errors import NotBread, Unreachable
from breadtui.store.facts.noticing import first_line
from breadtui.ui.present.ages import span_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import LONGEST_REASON, reason_of
from breadtui.ui.present.tones import Tone

SILENT_SECONDS = 3.0
"""A model that says nothing for so long is told of."""
_ENDS = {
    Stage.STOPPED: ("stopped by you", Tone.DIM),
    Stage.CUT: ("cut by the end of the program; r asks again", Tone.STALLED),
}


class Note(NamedTuple):
    """A sentence below an answer; raw text."""

    text: str
    tone: Tone


def notes_of(reply: Reply, speech: Speech, now: datetime) -> list[Note]:
    """What is told below an answer, nothing while it simply comes; `now` is for those that are on their way."""
    found = [] if (end := _end(reply, speech, now)) is None else [end]
    if figures := figures_of(reply):
        found.append(Note(figures, Tone.DIM))
    return found


def _end(reply: Reply, speech: Speech, now: datetime) -> Note | None:
    match reply.stage:
        case Stage.ASKED:
            seconds = (now - reply.asked_at).total_seconds()
            since = "" if seconds < SILENT_SECONDS else f" for {span_text(seconds)}"
            return Note(f"asked, nothing came yet{since}", Tone.DIM)
        case Stage.SPEAKING:
            seconds = (now - reply.asked_at).total_seconds() - (reply.total_seconds or 0.0)
            return Note(f"no word for {span_text(seconds)}", Tone.STALLED) if seconds >= SILENT_SECONDS else None
        case Stage.WAITING:
            return Note(reply.note, Tone.STALLED)
        case Stage.DONE if not speech.answer.strip():
            return Note("it thought and said nothing" if speech.thinking else "an empty answer", Tone.STALLED)
        case _ if reply.error is not None:
            return Note(error_words(reply), Tone.FAILED)
        case stage:
            return Note(*_ENDS[stage]) if stage in _ENDS else None


def error_words(reply: Reply) -> str:
    """Why an answer failed, in the service's own words, with its status and code; and that `r` asks again."""
    error = reply.error
    if error is None:
        return ""
    reason = _broken_off(error) if reply.text and isinstance(error, Unreachable) else reason_of(error)
    marks = [str(error.status)] if error.status is not None and f"({error.status})" not in reason else []
    is_told = not isinstance(error, (Unreachable, NotBread)) and error.code not in {str(error.status), *reason.split()}
    marks += [error.code] if error.code and is_told else []
    told = f" [{' '.join(marks)}]" if marks else ""
    return f"{reason}{told}; r asks again"


def _broken_off(error: Unreachable) -> str:
    """Part of an answer is there, so that it was no lack of one."""
    return f"The answer broke off: {clean(first_line(error.message), limit=LONGEST_REASON)}"


def figures_of(reply: Reply) -> str:
    """Time to the first word, whole time, tokens and their pace, and why it ended; empty while nothing came."""
    if reply.first_seconds is None or reply.total_seconds is None:
        return ""
    tokens = tokens_said(reply.text, reply.completion_tokens)
    about = "" if reply.completion_tokens is not None else "~"
    parts = [
        f"{reply.first_seconds:.1f}s to the first word",
        f"{reply.total_seconds:.1f}s",
        f"{about}{tokens:,} tokens",
    ]
    pace = tokens_per_second(tokens, reply.first_seconds, reply.total_seconds)
    if pace is not None:
        parts.append(f"{about}{pace:.0f}/s")
    if reply.prompt_tokens is not None:
        parts.append(f"after {reply.prompt_tokens:,}")
    if reply.finish_reason and reply.finish_reason != "stop":
        parts.append(f"ended: {reply.finish_reason}")
    return " · ".join(parts)
