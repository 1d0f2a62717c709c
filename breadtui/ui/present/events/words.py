"""What happened in words: a letter and a word for each kind, and a sentence with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from breadtui.domain.happenings import SHORTEST_GAP_SECONDS, Happening, Origin, What, word_of
from breadtui.store.facts.noticing import first_line
from breadtui.ui.present.ages import DAY_SECONDS, clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.jobs.states import Mark
from breadtui.ui.present.tones import Tone

_SIGNS: Mapping[What, tuple[str, Tone]] = {
    What.APPEARED: ("+", Tone.ADDED),
    What.VANISHED: ("-", Tone.REMOVED),
    What.STARTED: ("S", Tone.QUEUED),
    What.RUNNING: ("R", Tone.RUNNING),
    What.FINISHED: ("D", Tone.DONE),
    What.FAILED: ("F", Tone.FAILED),
    What.STOPPED: ("-", Tone.STALLED),
    What.CONFIG: ("~", Tone.ACCENT),
    What.TEXT: ("~", Tone.ACCENT),
    What.ALARM: ("!", Tone.STALLED),
    What.CALM: ("o", Tone.DIM),
    What.LINK_LOST: ("!", Tone.FAILED),
    What.LINK_BACK: ("o", Tone.DONE),
    What.KEY_REFUSED: ("!", Tone.FAILED),
    What.NOTE: ("i", Tone.DIM),
}

_SENTENCES: Mapping[What, str] = {
    What.APPEARED: "new",
    What.VANISHED: "deleted",
    What.STARTED: "started",
    What.RUNNING: "runs",
    What.FINISHED: "finished",
    What.STOPPED: "not running any more, not finished either",
    What.CONFIG: "settings changed",
    What.TEXT: "text changed",
    What.CALM: "over",
    What.LINK_LOST: "the service could not be reached",
    What.LINK_BACK: "the service answers again",
    What.KEY_REFUSED: "the service refused the key",
}
LONGEST = 300


def happening_mark(what: What) -> Mark:
    """How a kind of happening is said in a column."""
    letter, tone = _SIGNS[what]
    return Mark(letter, word_of(what), tone)


def sentence_of(happening: Happening) -> str:
    """What happened, cleaned: the reason of a failure, what changed, by whom as far as it is known."""
    match happening.what:
        case What.FAILED:
            words = first_line(happening.detail)
        case What.ALARM:
            words = f"{happening.after}: {happening.detail}" if happening.detail else happening.after
        case What.CALM:
            words = f"{happening.after} is over"
        case What.NOTE:
            words = happening.detail
        case What.CONFIG if happening.detail:
            words = happening.detail
        case What.RUNNING if not happening.before:
            words = "runs, as first seen"
        case what:
            words = _SENTENCES[what]
            words += f": {first_line(happening.detail)}" if happening.detail else ""
    return clean(words + _by_whom(happening), limit=LONGEST)


def _by_whom(happening: Happening) -> str:
    if happening.origin is Origin.HERE:
        return " from here"
    is_telling = happening.what in {What.STARTED, What.TEXT, What.CONFIG, What.APPEARED, What.VANISHED}
    return " elsewhere" if is_telling and happening.origin is Origin.ELSEWHERE else ""


def since_words(happening: Happening, zone: tzinfo | None = None) -> str:
    """`after 18:02` where nobody looked between then and when it was seen; empty where somebody did."""
    if happening.not_before is None:
        return ""
    unseen = (happening.seen_at - happening.not_before).total_seconds()
    if unseen <= SHORTEST_GAP_SECONDS:
        return ""
    if unseen < DAY_SECONDS:
        return f"after {clock_text(happening.not_before, zone)}"
    return f"after {moment_text(happening.not_before, happening.seen_at, zone)}"


def moment_text(at: datetime, beside: datetime, zone: tzinfo | None = None) -> str:
    """A clock time, with its day where that is another than that of what stands beside it."""
    here, there = at.astimezone(zone), beside.astimezone(zone)
    return clock_text(at, zone) if here.date() == there.date() else here.strftime("%d %b %H:%M")
