"""How two prompts differ, as the lines of a patch."""

from __future__ import annotations

from typing import TextIO

from breadtui.commands.outcome.writing import put_line
from breadtui.domain.difference.diff import Hunk, HunkLine, LineKind, Mark, hunks
from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Prompt


def put_differences(out: TextIO, before: Prompt | None, after: Prompt, names: tuple[str, str]) -> bool:
    """Write what makes `after` out of `before`; False, and nothing written, where they are the same."""
    found = hunks(before or Prompt(after.name), after)
    if not found:
        return False
    put_line(out, f"--- {names[0]}")
    put_line(out, f"+++ {names[1]}")
    for hunk in found:
        put_line(out, f"@@ {_place(hunk)} @@")
        for line in hunk.lines:
            put_line(out, _shown(line))
    return True


def differences_json(before: Prompt, after: Prompt, names: tuple[str, str]) -> Json:
    """The same as JSON; `message` counts from 1 and is null for the tools, `mark` is `+`, `-` or a blank."""
    return {"from": names[0], "to": names[1], "hunks": [_hunk_json(hunk) for hunk in hunks(before, after)]}


def _hunk_json(hunk: Hunk) -> Json:
    lines: list[Json] = [
        {"mark": one.mark.value, "kind": one.line.kind.value, "text": one.line.text} for one in hunk.lines
    ]
    return {"message": None if hunk.message is None else hunk.message + 1, "role": hunk.role, "lines": lines}


def _place(hunk: Hunk) -> str:
    return "tools" if hunk.message is None else f"message {hunk.message + 1} {hunk.role}"


def _shown(one: HunkLine) -> str:
    text = f"# {one.line.text}" if one.line.kind is LineKind.ROLE else one.line.text
    return f"{one.mark}{text}" if one.mark is not Mark.SAME else f" {text}"
