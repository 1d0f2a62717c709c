"""Two texts or prompts line by line: what one has that the other has not, in hunks by message."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass

CONTEXT_LINES = 3


class LineKind(StrEnum):
    """What a line of a prompt is; two lines are the same only if their kinds are."""

    ROLE = "role"
    TEXT = "text"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class PromptLine:
    """One line: a role heading, a line of text, or a key of the message in JSON.

    `message` counts from 0 and is None for the prompt's tools; it says where the line is, not what it is.
    """

    kind: LineKind
    text: str
    message: int | None = 0

    @property
    def content(self) -> tuple[LineKind, str]:
        """What makes two lines the same."""
        return self.kind, self.text


class Mark(StrEnum):
    """The letter before a line: in both, only in theirs, only in mine."""

    SAME = " "
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class HunkLine:
    """A line of a hunk with its letter."""

    mark: Mark
    line: PromptLine


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring changes with the lines around them.

    `theirs_at` and `mine_at` are the places of its first line; `message` (None for tools) and `role` tell where
    its first change is.
    """

    theirs_at: int
    mine_at: int
    message: int | None
    role: str
    lines: tuple[HunkLine, ...]


def prompt_lines(prompt: Prompt) -> tuple[PromptLine, ...]:
    """A prompt as lines, so that prompts with the same lines are the same prompt.

    Lines end at newline only: a carriage return stays at the end of its line, and a final newline is an empty line.
    """
    lines = [line for at, message in enumerate(prompt.messages) for line in _message_lines(at, message)]
    for tool in prompt.tools or ():
        lines += [PromptLine(LineKind.DETAIL, text, None) for text in _json_lines("tool", tool)]
    return tuple(lines)


def text_lines(text: str, message: int | None = 0) -> tuple[PromptLine, ...]:
    """A text as lines."""
    return tuple(PromptLine(LineKind.TEXT, line, message) for line in text.split("\n"))


def hunks(theirs: str | Prompt, mine: str | Prompt, context_lines: int = CONTEXT_LINES) -> tuple[Hunk, ...]:
    """The changes that make mine out of theirs, in order; none where they are the same."""
    return line_hunks(_lines_of(theirs), _lines_of(mine), context_lines)


def line_hunks(
    theirs: Sequence[PromptLine], mine: Sequence[PromptLine], context_lines: int = CONTEXT_LINES
) -> tuple[Hunk, ...]:
    """The same for lines."""
    matcher = SequenceMatcher(None, [line.content for line in theirs], [line.content for line in mine])
    groups = matcher.get_grouped_opcodes(context_lines)
    found = (_hunk(theirs, mine, group) for group in groups)
    return tuple(hunk for hunk in found if any(line.mark is not Mark.SAME for line in hunk.lines))


def applied(theirs: Sequence[PromptLine], changes: Sequence[Hunk]) -> tuple[tuple[LineKind, str], ...]:
    """The contents of mine, from theirs and the hunks between them."""
    made: list[tuple[LineKind, str]] = []
    done = 0
    for hunk in changes:
        made += [line.content for line in theirs[done : hunk.theirs_at]]
        made += [one.line.content for one in hunk.lines if one.mark is not Mark.REMOVED]
        done = hunk.theirs_at + sum(one.mark is not Mark.ADDED for one in hunk.lines)
    return (*made, *(line.content for line in theirs[done:]))


def _lines_of(side: str | Prompt) -> tuple[PromptLine, ...]:
    return text_lines(side) if isinstance(side, str) else prompt_lines(side)


def _hunk(
    theirs: Sequence[PromptLine], mine: Sequence[PromptLine], group: Sequence[tuple[str, int, int, int, int]]
) -> Hunk:
    lines = tuple(line for opcode in group for line in _hunk_lines(theirs, mine, opcode))
    first = next((one for one in lines if one.mark is not Mark.SAME), lines[0])
    side = theirs if first.mark is Mark.REMOVED else mine
    return Hunk(group[0][1], group[0][3], first.line.message, _role_of(side, first.line), lines)


def _hunk_lines(
    theirs: Sequence[PromptLine], mine: Sequence[PromptLine], opcode: tuple[str, int, int, int, int]
) -> Iterator[HunkLine]:
    tag, theirs_from, theirs_to, mine_from, mine_to = opcode
    if tag == "equal":
        yield from (HunkLine(Mark.SAME, line) for line in mine[mine_from:mine_to])
        return
    yield from (HunkLine(Mark.REMOVED, line) for line in theirs[theirs_from:theirs_to])
    yield from (HunkLine(Mark.ADDED, line) for line in mine[mine_from:mine_to])


def _role_of(side: Sequence[PromptLine], line: PromptLine) -> str:
    if line.message is None:
        return ""
    return next((one.text for one in side if one.kind is LineKind.ROLE and one.message == line.message), "")


def _message_lines(at: int, message: Message) -> Iterator[PromptLine]:
    yield PromptLine(LineKind.ROLE, message.role, at)
    for name in sorted(message.extra):
        yield from (PromptLine(LineKind.DETAIL, text, at) for text in _json_lines(name, message.extra[name]))
    if isinstance(message.content, str):
        yield from text_lines(message.content, at)
    else:
        yield from (PromptLine(LineKind.DETAIL, text, at) for text in _json_lines("content", message.content))


def _json_lines(name: str, value: Json) -> list[str]:
    """A value as JSON in lines, so that a change deep inside is one line of the difference."""
    written = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=_plain)
    return f"{json.dumps(name, ensure_ascii=False)}: {written}".split("\n")


def _plain(value: object) -> object:
    """Mappings and sequences that are no dict or list, as JSON knows them."""
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, Sequence) else str(value)
