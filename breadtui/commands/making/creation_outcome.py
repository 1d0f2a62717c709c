"""What making something from a file came to, told to a person and to programs; the same of whatever is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from breadtui.commands import exits
from breadtui.commands.outcome.settings_source import Streams
from breadtui.commands.outcome.writing import put_columns, put_line
from breadtui.domain.difference.config_diff import Difference, value_text
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.resolved import ResolvedValue
from breadtui.domain.json_values import Json
from breadtui.domain.names import is_impossible_name

DraftT = TypeVar("DraftT")


class Made(Protocol):
    """What the service has as asked."""

    @property
    def values(self) -> tuple[ResolvedValue, ...]:
        """Every setting with where it comes from."""

    @property
    def was_there(self) -> bool:
        """It was there before, and nothing was made."""


def may_be_sent(name: str, strangers: Iterable[str], streams: Streams, *, is_wrong: bool, is_forced: bool) -> bool:
    """Tell the keys that the service does not take; what is certain to be refused is sent only if that is wanted."""
    for place in strangers:
        streams.tell(f"{place}: the service takes no such key and would refuse it.")
        is_wrong = True
    is_impossible = is_impossible_name(name)
    if is_impossible or (is_wrong and not is_forced):
        streams.tell("nothing was sent" + ("." if is_impossible else "; --force sends it all the same."))
        return False
    return True


def tell_made(place: str, made: Made, created: str, summary: str, streams: Streams, *, is_json: bool) -> int:
    """Every setting, unless programs read the outcome; one sentence, and what the service changed. The exit code."""
    if not is_json:
        put_columns(streams.out, [(each.path, value_text(each.value), each.origin) for each in made.values])
    there = "is there already, just so; nothing was made" if made.was_there else created
    streams.tell(f"{place} {there}: {summary}.")
    for each in made.values:
        if each.is_changed:
            streams.tell(f"{each.path}: the service made {value_text(each.value)} of it.")
    return exits.OK


def tell_taken(place: str, taken: Taken[DraftT], untold: str, streams: Streams) -> int:
    """How it differs, or `untold` where that cannot be seen, and the free name; the exit code."""
    streams.tell(f"{place} exists and differs; nothing was made:")
    for difference in taken.differences:
        put_line(streams.err, f"  {difference.path}: {_sides(difference)}")
    if not taken.differences:
        put_line(streams.err, f"  {untold}")
    streams.tell(f"{taken.free_name} is free.")
    return exits.CONFLICT


def tell_not_created(place: str, streams: Streams) -> int:
    """One sentence; the exit code."""
    streams.tell(f"{place} was not created.")
    return exits.REFUSED


def outcome_word(made: Made) -> str:
    """What came of it, in a word for programs."""
    return "unchanged" if made.was_there else "created"


def origins_json(made: Made) -> Json:
    """Where each setting comes from, for programs."""
    return {each.path: each.origin.value for each in made.values}


def taken_json(taken: Taken[DraftT]) -> dict[str, Json]:
    """How it differs, for programs."""
    return {
        "outcome": "conflict",
        "config": taken.theirs,
        "differences": _differences_json(taken.differences),
        "free_name": taken.free_name,
    }


def _differences_json(differences: Sequence[Difference]) -> Json:
    return [{"path": each.path, "mine": each.mine, "theirs": each.theirs} for each in differences]


def _sides(difference: Difference) -> str:
    mine, theirs = (side if side is not None else "nothing" for side in (difference.mine, difference.theirs))
    return f"{theirs} there, {mine} in the file"
