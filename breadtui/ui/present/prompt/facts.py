"""What is said of a prompt and its messages: sizes, placeholders, and what is kept as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.edits import editable_text
from breadtui.domain.prompt.prompts import Message, Prompt, tokens_estimate, variables_of
from breadtui.domain.prompt.search import Replacement
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

NO_WORDS = "no words: always on"
"""What a prompt without any text means. Source: the API contract, empty prompts."""
ESTIMATE_RULE = "~4 chars a token"
"""How tokens are estimated: no tokenizer is at hand, so the sign `~` stands before each count."""
LONGEST_WORD = 40
_LONGEST_VALUE = 160
_VARIABLES = 20


def facts_line(prompt: Prompt) -> Line:
    """`3 messages ~310 tok (~4 chars a token) · tools: 110 · {name} {topic}`, and what no words at all mean."""
    count = len(prompt.messages)
    size = sum(tokens_estimate(message.text) for message in prompt.messages)
    words = [f"{count} message{'' if count == 1 else 's'} ~{size} tok ({ESTIMATE_RULE})"]
    if prompt.tools:
        words.append(f"tools: {len(prompt.tools)}")
    names = variables_of(prompt)
    if names:
        more = f" … {len(names) - _VARIABLES} more" if len(names) > _VARIABLES else ""
        words.append(" ".join(f"{{{name}}}" for name in names[:_VARIABLES]) + more)
    facts = Span(clean(" · ".join(words)), Tone.DIM)
    return (Span(f"{NO_WORDS} · ", Tone.STRONG), facts) if _is_wordless(prompt) else (facts,)


def replaced_text(words: str, done: Replacement) -> str:
    """What replacing came to, in a sentence."""
    said = f"{clean(words, limit=LONGEST_WORD)} stands nowhere"
    if done.count:
        places = "1 message" if done.message_count == 1 else f"{done.message_count} messages"
        said = f"replaced {done.count} in {places} · ctrl+z takes it back"
    return said + (f" · {done.kept_count} in read-only content stay" if done.kept_count else "")


def kept_lines(message: Message, rows: int) -> tuple[Line, ...]:
    """One dim line for each value of a message that is kept and not shown otherwise; the last counts the rest."""
    if rows < 1:
        return ()
    words = list(islice(_kept_words(message), rows + 1))
    if len(words) > rows:
        words = [*words[: rows - 1], "… more is kept as it came"]
    return tuple((Span("  "), Span(clean(word, limit=_LONGEST_VALUE), Tone.DIM)) for word in words)


def kept_text(message: Message) -> str:
    """What of a message is kept as it came: its further keys, and content that is not one text."""
    words = [f"{clean(name, limit=LONGEST_WORD)}: {_brief(value)}" for name, value in sorted(message.extra.items())]
    if message.content is not None and not isinstance(message.content, str):
        count = _parts_text(message.content)
        words.append(count if editable_text(message) is not None else f"{count}, read-only")
    return " · ".join(words)


def _parts_text(content: Json) -> str:
    if not isinstance(content, Sequence):
        return "not text"
    return "1 part" if len(content) == 1 else f"{len(content)} parts"


def _brief(value: object) -> str:
    if isinstance(value, str):
        return f'"{clean(value, limit=LONGEST_WORD)}"'
    return str(len(value)) if isinstance(value, Sequence) else clean(value, limit=LONGEST_WORD)


def _is_wordless(prompt: Prompt) -> bool:
    return bool(prompt.messages) and prompt.is_empty and not any(message.extra for message in prompt.messages)


def _kept_words(message: Message) -> Iterator[str]:
    """`tool_calls 1: look({"q": 1}) id "c1"`, `part 2: {"type": "image_url"}`; short values stand in the heading."""
    for name, value in sorted(message.extra.items()):
        if isinstance(value, str) or not isinstance(value, Sequence | Mapping):
            continue
        ones = [(name, value)] if isinstance(value, Mapping) else _numbered(name, value)
        yield from (f"{key}: {_call_text(one) or _json_text(one)}" for key, one in ones)
    if isinstance(message.content, Sequence) and not isinstance(message.content, str):
        yield from (f"{key}: {_json_text(one)}" for key, one in _numbered("part", message.content) if not _is_text(one))


def _numbered(name: str, values: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    return ((f"{name} {number}", value) for number, value in enumerate(values, start=1))


def _is_text(part: Json) -> bool:
    return isinstance(part, Mapping) and isinstance(part.get("text"), str)


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
