"""What may follow `sort`, `group`, `columns`, `dismiss`, `interval` and `poll` on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.config.config_file import LEAST_SECONDS, MOST_SECONDS, POLL_SECONDS
from breadtui.domain.monitor.arrangement import GroupBy, SortBy
from breadtui.ui.present.jobs.columns import Head

USUAL_COLUMNS = "usual"
DISMISSALS = ("all", "none")
INTERVALS: Mapping[str, str] = {name.removesuffix("_seconds").replace("_", "-"): name for name in POLL_SECONDS}
"""What may be asked how often, by the word a person types."""

MONITOR_WORDS = frozenset({"sort", "group", "columns", "dismiss", "pause", "interval", "poll"})
_HOW = f"interval KIND SECONDS, from {LEAST_SECONDS:g} on; KIND is {', '.join(INTERVALS)}"


class NotUnderstoodHere(Exception):
    """Words that mean nothing there; the message says what may stand there."""


def parse_group(words: str) -> GroupBy:
    """The way of making blocks. Raises: NotUnderstoodHere."""
    if words not in set(GroupBy):
        raise NotUnderstoodHere(f"group {'|'.join(GroupBy)}")
    return GroupBy(words)


def parse_columns(words: str) -> tuple[str, ...]:
    """Names of columns, from left to right; none for the usual ones. Raises: NotUnderstoodHere."""
    if words.strip() == USUAL_COLUMNS:
        return ()
    named = {column_word(head): head.value for head in Head}
    wanted = words.replace(",", " ").split()
    if unknown := [word for word in wanted if word not in named]:
        raise NotUnderstoodHere(f"there is no column '{unknown[0]}': {' '.join(named)}, or {USUAL_COLUMNS}")
    return tuple(named[word] for word in wanted)


def parse_interval(words: str) -> tuple[str, float]:
    """The setting and its seconds. Raises: NotUnderstoodHere."""
    name, _, seconds = words.strip().partition(" ")
    try:
        wanted = float(seconds.strip().removesuffix("s"))
    except ValueError:
        raise NotUnderstoodHere(_HOW) from None
    if name not in INTERVALS:
        raise NotUnderstoodHere(_HOW)
    if not LEAST_SECONDS <= wanted <= MOST_SECONDS:
        raise NotUnderstoodHere(f"{name}: from {LEAST_SECONDS:g} to {MOST_SECONDS:g} seconds")
    return INTERVALS[name], wanted


def column_word(head: Head) -> str:
    """The word for a column: `last-steps`, and `state` for the column of one letter."""
    return "state" if head is Head.STATE else head.value.lower().replace(" ", "-")


def monitor_completions(text: str) -> tuple[str, ...]:
    """Whole lines that a line beginning with one of these words may become."""
    head, blank, rest = text.partition(" ")
    if not blank or head not in MONITOR_WORDS:
        return ()
    said, _, last = rest.rpartition(" ")
    before = f"{head} {said} " if said else f"{head} "
    return tuple(before + word for word in _ends(head, said.split()) if word.startswith(last) and word != last)


_ENDS: Mapping[str, Sequence[str]] = {
    "sort": (*SortBy, "reverse"),
    "group": tuple(GroupBy),
    "columns": (*(column_word(head) for head in Head), USUAL_COLUMNS),
    "dismiss": DISMISSALS,
    "interval": tuple(INTERVALS),
    "poll": ("on", "off"),
}


def _ends(head: str, said: Sequence[str]) -> Sequence[str]:
    if head == "columns":
        return [word for word in _ENDS[head] if word not in said and not (said and word == USUAL_COLUMNS)]
    if head == "sort" and said:
        return ("up", "down") if len(said) == 1 else ()
    return () if said else _ENDS.get(head, ())
