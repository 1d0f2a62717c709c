"""What of a message is kept as it came: its further keys, and the parts that are not being written in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.edits import part_of_text, texts_of
from breadtui.domain.prompt.prompts import Message
from breadtui.ui.present.clean import clean
from breadtui.ui.present.prompt.facts import LONGEST_WORD
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_VALUE = 160


def lines_above(message: Message, text_at: int, rows: int) -> tuple[Line, ...]:
    """One dim line for each further key and each part before the text that is written in; a line counts the rest.

    `text_at` is the number of that text among the message's texts.
    """
    chosen = part_of_text(message, text_at)
    before = None if chosen is None else range(chosen)
    return _lines([*_keys(message, rows), *_parts(message, before, rows)], rows)


def lines_below(message: Message, text_at: int, rows: int) -> tuple[Line, ...]:
    """The same for each part after that text."""
    chosen = part_of_text(message, text_at)
    if chosen is None:
        return ()
    after = range(chosen + 1, _count(message.content))
    return _lines(list(_parts(message, after, rows)), rows, f"… {len(after) - rows + 1} more parts")


def kept_text(message: Message, text_at: int | None = None) -> str:
    """What of a message is kept as it came, in a few words; of several texts which one is written in."""
    words = [f"{clean(name, limit=LONGEST_WORD)}: {_brief(value)}" for name, value in sorted(message.extra.items())]
    if message.content is not None and not isinstance(message.content, str):
        words.append(_content_text(message, text_at))
    return " · ".join(words)


def _content_text(message: Message, text_at: int | None) -> str:
    if not isinstance(message.content, Sequence):
        return "not text, read-only"
    count, texts = _count(message.content), len(texts_of(message))
    parts = "1 part" if count == 1 else f"{count} parts"
    if not texts:
        return f"{parts}, read-only"
    return parts if texts == 1 or text_at is None else f"{parts}, text {text_at + 1} of {texts}"


def _lines(words: Sequence[str], rows: int, more: str = "… more is kept as it came") -> tuple[Line, ...]:
    if rows < 1:
        return ()
    if len(words) > rows:
        words = [*words[: rows - 1], more]
    return tuple((Span("  "), Span(clean(word, limit=_LONGEST_VALUE), Tone.DIM)) for word in words)


def _keys(message: Message, rows: int) -> Iterator[str]:
    """`tool_calls 1: look({"q": 1}) id "c1"`; short values stand in the heading."""
    for name, value in sorted(message.extra.items()):
        if isinstance(value, str) or not isinstance(value, Sequence | Mapping):
            continue
        ones = [(name, value)] if isinstance(value, Mapping) else _numbered(name, islice(value, rows + 1))
        yield from (f"{key}: {_call_text(one) or _json_text(one)}" for key, one in ones)


def _parts(message: Message, places: range | None, rows: int) -> Iterator[str]:
    """`part 1 (text, 12 chars): Look at this`, `part 2: {"type": "image_url"}`; all parts where `places` is None."""
    if isinstance(message.content, str) or not isinstance(message.content, Sequence):
        return
    for place in islice(range(len(message.content)) if places is None else places, rows + 1):
        part = message.content[place]
        text = part.get("text") if isinstance(part, Mapping) else None
        if isinstance(text, str):
            yield f"part {place + 1} (text, {len(text)} chars): {text[: _LONGEST_VALUE + 1]}"
        else:
            yield f"part {place + 1}: {_json_text(part)}"


def _count(content: Json) -> int:
    return 0 if isinstance(content, str) or not isinstance(content, Sequence) else len(content)


def _numbered(name: str, values: Iterator[Json]) -> Iterator[tuple[str, Json]]:
    return ((f"{name} {number}", value) for number, value in enumerate(values, start=1))


def _brief(value: Json) -> str:
    if isinstance(value, str):
        return f'"{clean(value, limit=LONGEST_WORD)}"'
    return str(len(value)) if isinstance(value, Sequence) else clean(_json_text(value), limit=LONGEST_WORD)


def _call_text(value: Json) -> str:
    """A tool call as one writes a call; nothing for what is none."""
    function = value.get("function") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
        return ""
    arguments = function.get("arguments", "")
    inside = arguments if isinstance(arguments, str) else _json_text(arguments)
    return f"{function['name']}({inside[:_LONGEST_VALUE]}) id {_json_text(value.get('id'))}"


def _json_text(value: Json) -> str:
    # Only the beginning shows, and a picture inside a message may be megabytes.
    pieces = json.JSONEncoder(ensure_ascii=False).iterencode(value)
    return "".join(islice(pieces, _LONGEST_VALUE))[: _LONGEST_VALUE + 1]
