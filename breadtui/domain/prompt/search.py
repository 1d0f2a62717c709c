"""Words found and replaced in the messages of a prompt, as they stand and never as a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from breadtui.domain.prompt.edits import editable_text, with_text
from breadtui.domain.prompt.prompts import Message, Prompt


@dataclass(frozen=True, order=True, slots=True)
class Match:
    """Where words stand: the message counts from 0, `start` and `stop` are characters of its text."""

    message: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """A prompt with words replaced: how often, in how many messages, and how often not, in what is read-only."""

    prompt: Prompt
    count: int = 0
    message_count: int = 0
    kept_count: int = 0


def matches(prompt: Prompt, words: str) -> Iterator[Match]:
    """Every place where the words stand, in reading order; words without a capital letter match any case."""
    if not words:
        return
    wanted = _pattern(words)
    for place, message in enumerate(prompt.messages):
        yield from (Match(place, *found.span()) for found in wanted.finditer(message.text))


def nearest(found: tuple[Match, ...], message: int, start: int, by: int) -> int | None:
    """The place in `found` of the first match after (`by` is 1) or before (-1) a character, round the end."""
    if not found:
        return None
    here = Match(message, start, start)
    if by > 0:
        return next((place for place, one in enumerate(found) if (one.message, one.start) > (message, start)), 0)
    before = [place for place, one in enumerate(found) if one < here]
    return before[-1] if before else len(found) - 1


def replaced(prompt: Prompt, words: str, by: str) -> Replacement:
    """The prompt with `by` wherever `words` stand; what cannot be edited stays and is counted."""
    if not words:
        return Replacement(prompt)
    wanted, messages = _pattern(words), []
    count = message_count = kept_count = 0
    for message in prompt.messages:
        changed, times = _replaced(message, wanted, by)
        messages.append(changed)
        if editable_text(message) is None:
            kept_count += times
        else:
            count, message_count = count + times, message_count + bool(times)
    return Replacement(replace(prompt, messages=tuple(messages)), count, message_count, kept_count)


def _replaced(message: Message, wanted: re.Pattern[str], by: str) -> tuple[Message, int]:
    text = editable_text(message)
    if text is None:
        return message, len(wanted.findall(message.text))
    new, times = wanted.subn(lambda _: by, text)
    return (with_text(message, new) if times else message), times


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words), re.IGNORECASE if words == words.lower() else 0)
