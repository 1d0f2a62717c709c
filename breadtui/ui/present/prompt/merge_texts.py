"""What stands in a chunk of a merge, as lines of text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from breadtui.domain.merging.merge import Part
from breadtui.domain.prompt.prompts import Message


def lines_of(part: Part, items: Sequence[object], name: str = "") -> list[str]:
    """The items of one side; `name` is the key of an EXTRA chunk."""
    match part:
        case Part.TEXT:
            return [str(item) for item in items]
        case Part.ROLE:
            return [f"[{item}]" for item in items]
        case Part.ORDER:
            numbers = [item + 1 for item in items if isinstance(item, int)]
            return [f"messages {' '.join(map(str, numbers))} as they were numbered before"]
        case Part.MESSAGES:
            return [line for item in items if isinstance(item, Message) for line in _message_lines(item)]
        case _:
            return [line for item in items for line in _json_lines(name, item)]


def _message_lines(message: Message) -> list[str]:
    extra = [line for name in sorted(message.extra) for line in _json_lines(name, message.extra[name])]
    content = message.content
    lines = content.split("\n") if isinstance(content, str) else _json_lines("content", content)
    return [f"[{message.role}]", *extra, *lines]


def _json_lines(name: str, value: object) -> list[str]:
    head = f"{json.dumps(name, ensure_ascii=False)}: " if name else ""
    return (head + json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str)).split("\n")
