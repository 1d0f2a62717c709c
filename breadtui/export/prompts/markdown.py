"""Prompts as Markdown a person writes in: a heading for each role, the text below it exactly as it is.

A file is read line by line, and only four kinds of lines mean anything::

    <!-- prompt "name" -->      begins a prompt; may be left out where there is one
    # user                      begins a message; other roles than the usual are written # role "critic"
    ```json message             what a message has beyond role and text, as JSON up to the closing ```
    ```json tools               the tools, the same way, before the first message

One empty line after a heading and one before the next belong to the page and not to the text. A line of the text that
looks like one of the four gets a backslash in front, and one more if it had some: reading takes one away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.prompts.json_text import json_text, json_value, place_of
from breadtui.export.prompts.shapes import (
    Found,
    Misread,
    Misshapen,
    found_of,
    message_from,
    message_json,
    plain,
    refuse_unstorable,
    tools_from,
)
from breadtui.values import dataclass, field

NO_HEADING = "a message begins with a line such as '# system' or '# user'"
ROLES = ("system", "user", "assistant", "tool", "developer")
_NAME = re.compile(r"<!-- prompt (\".*\") -->[ \t\r]*")
_ROLE = re.compile(rf"# (?:((?i:{'|'.join(ROLES)}))|role (\".*\"))[ \t\r]*")
_FENCE = re.compile(r"```json (message|tools)[ \t\r]*")
_FENCE_END = re.compile(r"```[ \t\r]*")
_MARK = re.compile(rf"{_NAME.pattern}|{_ROLE.pattern}|{_FENCE.pattern}")
_ESCAPED = re.compile(rf"\\+(?:{_MARK.pattern})")
_ESCAPABLE = re.compile(rf"\\*(?:{_MARK.pattern})")
_QUOTED_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def looks_like_markdown(text: str) -> bool:
    """The first line that says something is one that a prompt's page may begin with."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _MARK.fullmatch(first) is not None


def prompts_markdown(prompts: Sequence[Prompt]) -> str:
    """The page of these prompts. Raises: Unwritable where their JSON cannot be said."""
    return "\n".join(_page(prompt) for prompt in prompts)


def _page(prompt: Prompt) -> str:
    blocks = [f"<!-- prompt {_quoted(prompt.name)} -->\n"]
    if prompt.tools is not None:
        blocks.append(_fenced("tools", [plain(tool) for tool in prompt.tools]))
    return "\n".join([*blocks, *(_section(message) for message in prompt.messages)])


def _section(message: Message) -> str:
    heading = f"# {message.role}" if message.role in ROLES else f"# role {_quoted(message.role)}"
    beyond = message_json(message)
    del beyond["role"]
    is_text = isinstance(message.content, str)
    if is_text:
        del beyond["content"]
    fence = f"{_fenced('message', beyond)}\n" if beyond else ""
    return (
        f"{heading}\n\n{fence}{_escaped(message.text)}\n" if is_text else f"{heading}\n\n{_fenced('message', beyond)}"
    )


def _fenced(kind: str, value: Json) -> str:
    return f"```json {kind}\n{json_text(value)}```\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_QUOTED_LINE_ENDS)


def _escaped(text: str) -> str:
    return "\n".join(f"\\{line}" if _ESCAPABLE.fullmatch(line) else line for line in text.split("\n"))


# -- reading ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Section:
    """The lines under a heading; `line` counts from 1 and is the heading's."""

    line: int
    role: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """One prompt as lines: what stands before its first heading, from line `first` on, then its sections."""

    first: int
    name: str
    before: list[str] = field(default_factory=list)
    sections: list[_Section] = field(default_factory=list)


def read_prompts_markdown(text: str, default_name: str) -> Found:
    """The prompts of a page. Raises: Misread."""
    if text.count("\r\n") == text.count("\n"):  # an editor that ends all lines so; ours end the headings without
        text = text.replace("\r\n", "\n")
    try:
        return found_of([_prompt(page) for page in _pages(text, default_name)])
    except Misshapen as problem:
        raise Misread(problem.sentence) from None


def _pages(text: str, default_name: str) -> Iterator[_Page]:
    page: _Page | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if named := _NAME.fullmatch(line):
            if page is not None:
                yield page
            page = _Page(number + 1, _unquoted(named[1], number, 13))
            continue
        if page is None:
            if not line.strip():
                continue
            page = _Page(number, default_name)
        _put_line(page, line, number)
    if page is None:
        raise Misread("it is empty: a message begins with a line such as '# system'")
    yield page


def _put_line(page: _Page, line: str, number: int) -> None:
    if role := _ROLE.fullmatch(line):
        page.sections.append(_Section(number, role[1].lower() if role[1] else _unquoted(role[2], number, 8)))
    elif page.sections:
        page.sections[-1].lines.append(line)
    else:
        page.before.append(line)


def _unquoted(text: str, line: int, column: int) -> str:
    try:
        value = json_value(text)
    except Misread as problem:
        raise Misread(problem.sentence, line, column + problem.column - 1) from None
    if not isinstance(value, str):
        raise Misread("a name is one text in quotes", line, column)
    return value


def _prompt(page: _Page) -> Prompt:
    messages = tuple(_message(section) for section in page.sections)
    prompt = Prompt(PromptName(page.name), messages, _tools(page))
    try:
        refuse_unstorable(prompt)
    except Misshapen as problem:
        at = problem.path[1] if len(problem.path) > 1 else None
        line = page.sections[at].line if isinstance(at, int) else page.first
        raise Misread(problem.sentence, line) from None
    return prompt


def _tools(page: _Page) -> tuple[JsonObject, ...] | None:
    blank_count = next((at for at, line in enumerate(page.before) if line.strip()), len(page.before))
    lines, number = page.before[blank_count:], page.first + blank_count
    if not lines:
        return None
    fence = _FENCE.fullmatch(lines[0])
    if fence is None or fence[1] != "tools":
        raise Misread(NO_HEADING, number)
    value, taken = _fence_value(lines, number)
    _refuse_words(lines[taken:], number + taken, NO_HEADING)
    try:
        return tools_from(value, ())
    except Misshapen as problem:
        raise _misread(problem, lines, number) from None


def _message(section: _Section) -> Message:
    lines = _without_blank(section.lines)
    number = section.line + 1 + len(section.lines) - len(lines)
    fence = _FENCE.fullmatch(lines[0]) if lines else None
    if fence is None or fence[1] != "message":
        return Message(section.role, _text(lines))
    value, taken = _fence_value(lines, number)
    if not isinstance(value, Mapping) or "role" in value:
        raise Misread("what a message has beyond its text is an object, the role not in it", number + 1)
    whole = {"content": _text(_without_blank(lines[taken:])), **value, "role": section.role}
    if "content" in value:
        _refuse_words(lines[taken:], number + taken, "the content of this message stands in its JSON")
    try:
        return message_from(whole, ())
    except Misshapen as problem:
        raise _misread(problem, lines, number) from None


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _refuse_words(lines: Sequence[str], number: int, sentence: str) -> None:
    stray = next((at for at, line in enumerate(lines) if line.strip()), None)
    if stray is not None:
        raise Misread(sentence, number + stray)


def _text(lines: Sequence[str]) -> str:
    lines = lines[:-1] if lines and lines[-1] == "" else lines
    return "\n".join(line[1:] if _ESCAPED.fullmatch(line) else line for line in lines)


def _fence_value(lines: Sequence[str], number: int) -> tuple[Json, int]:
    """The JSON in a fence that begins with the first line, and how many lines it takes."""
    end = next((at for at, line in enumerate(lines) if at and _FENCE_END.fullmatch(line)), None)
    if end is None:
        raise Misread("this is never closed by a line of ```", number)
    try:
        return json_value("\n".join(lines[1:end])), end + 1
    except Misread as problem:
        raise Misread(problem.sentence, number + problem.line, problem.column) from None


def _misread(problem: Misshapen, lines: Sequence[str], number: int) -> Misread:
    line, column = place_of("\n".join(lines[1:]), problem.path)
    return Misread(problem.sentence, number + line, column)
