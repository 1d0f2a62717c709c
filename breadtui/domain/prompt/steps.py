"""Changes to the list of messages that can be taken back, with what was written meanwhile kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from breadtui.domain.prompt.editing import Editing
from breadtui.domain.prompt.prompts import Message
from breadtui.values import dataclass, replace

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Step:
    """One change to a prompt as a whole: messages added, removed, moved, given a role, or several written at once."""

    before: Editing
    after: Editing

    def undone(self, now: Editing) -> Editing:
        """The prompt as it was before, but for what was written since: that stays."""
        return _carried(self.after, self.before, now)

    def redone(self, now: Editing) -> Editing:
        """The change made once more, after it was undone."""
        return _carried(self.before, self.after, now)


def changed_ids(one: Editing, other: Editing) -> frozenset[int]:
    """The messages that both have with different content."""
    mine, theirs = _by_id(one), _by_id(other)
    return frozenset(name for name in mine.keys() & theirs.keys() if mine[name].content != theirs[name].content)


def _carried(start: Editing, end: Editing, now: Editing) -> Editing:
    """What led from `start` to `end` done to `now`, part by part; a part that `now` has otherwise stays."""
    was, here = _by_id(start), _by_id(now)
    messages = tuple(
        _message(was.get(name), message, here.get(name))
        for name, message in zip(end.ids, end.prompt.messages, strict=True)
    )
    tools = _part(start.prompt.tools, end.prompt.tools, now.prompt.tools)
    prompt = replace(now.prompt, messages=messages, tools=tools)
    next_id = max(now.next_id, end.next_id)
    return Editing(prompt, end.ids, next_id=next_id, nulls=now.nulls).at_message(end.at, end.text_at)


def _message(start: Message | None, end: Message, now: Message | None) -> Message:
    if start is None or now is None:
        return now or end
    return Message(
        _part(start.role, end.role, now.role),
        _part(start.content, end.content, now.content),
        _part(start.extra, end.extra, now.extra),
    )


def _part(start: _Value, end: _Value, now: _Value) -> _Value:
    return end if now == start else now


def _by_id(editing: Editing) -> Mapping[int, Message]:
    return dict(zip(editing.ids, editing.prompt.messages, strict=True))
