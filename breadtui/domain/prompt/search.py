"""Words found and replaced in the messages of a prompt, as they stand and never as a pattern."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from breadtui.domain.prompt.edits import texts_of, with_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass, replace


@dataclass(frozen=True, order=True, slots=True)
class Match:
    """Where words stand: message and text count from 0, `start` and `stop` are characters of that text."""

    message: int
    text: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """A prompt with words replaced: how often, and in how many messages."""

    prompt: Prompt
    count: int = 0
    message_count: int = 0


def matches(prompt: Prompt, words: str) -> Iterator[Match]:
    """Every place where the words stand, in reading order; words without a capital letter match any case.

    A match lies within one text: words that begin in one part of a message and end in the next are none.
    """
    if not words:
        return
    wanted = _pattern(words)
    for place, message in enumerate(prompt.messages):
        for number, text in enumerate(texts_of(message)):
            yield from (Match(place, number, *found.span()) for found in wanted.finditer(text))


def nearest(found: tuple[Match, ...], here: Match, by: int) -> int | None:
    """The place in `found` of the first match after (`by` is 1) or before (-1) where `here` starts, round the end."""
    if not found:
        return None
    starts = [(one.message, one.text, one.start) for one in found]
    start = (here.message, here.text, here.start)
    if by > 0:
        return bisect_right(starts, start) % len(found)
    return (bisect_left(starts, start) - 1) % len(found)


def replaced(prompt: Prompt, words: str, by: str) -> Replacement:
    """The prompt with `by` wherever `words` stand."""
    if not words:
        return Replacement(prompt)
    wanted, messages = _pattern(words), []
    count = message_count = 0
    for message in prompt.messages:
        changed, times = _replaced(message, wanted, by)
        messages.append(changed)
        count, message_count = count + times, message_count + bool(times)
    return Replacement(replace(prompt, messages=tuple(messages)), count, message_count)


def _replaced(message: Message, wanted: re.Pattern[str], by: str) -> tuple[Message, int]:
    count = 0
    for number, text in enumerate(texts_of(message)):
        new, times = wanted.subn(lambda _: by, text)
        if times:
            message, count = with_text(message, new, number), count + times
    return message, count


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words), re.IGNORECASE if words == words.lower() else 0)
