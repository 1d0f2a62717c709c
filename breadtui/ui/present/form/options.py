"""What can be picked for a field: rows under headings, narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.json_values import Json
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value it stands for, what it is called (raw), what is known about it, and its heading."""

    value: Json
    text: str
    about: str = ""
    heading: str = ""
    tone: Tone = Tone.PLAIN


class OptionKey(NamedTuple):
    """A row of the list: an option by its place, or the heading above it."""

    place: int
    is_heading: bool = False


def option_keys(options: Sequence[Option], needle: str, order: Sequence[int] | None = None) -> tuple[OptionKey, ...]:
    """The options that hold every typed word in name, remark or heading, each group under its heading.

    They stand in the order of their places, or in another `order` of these.
    """
    words = needle.casefold().split()
    keys: list[OptionKey] = []
    heading: str | None = ""
    for place in range(len(options)) if order is None else order:
        option = options[place]
        text = f"{option.heading} {option.text} {option.about}".casefold()
        if not all(word in text for word in words):
            continue
        if option.heading != heading:
            heading = option.heading
            keys.append(OptionKey(place, is_heading=True))
        keys.append(OptionKey(place))
    return tuple(keys)


def option_line(option: Option, width: int, *, is_marked: bool = False, mark: str = "") -> Line:
    """One option: name, and behind it what is known about it."""
    name_room = max(min(width - 4, max(len(option.text), width * 3 // 5) if not option.about else width * 3 // 5), 8)
    sign = mark if is_marked else " " * len(mark)
    name = cut_middle(clean(option.text), name_room)
    return (Span(f"  {sign} " if mark else "  "), Span(name, option.tone), Span(f"  {clean(option.about)}", Tone.DIM))


def heading_line(option: Option) -> Line:
    """What the options below are."""
    return (Span(f" {clean(option.heading)}", Tone.STRONG),)
