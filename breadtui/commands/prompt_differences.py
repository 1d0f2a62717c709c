"""How two prompts differ, as the lines of a patch."""

from __future__ import annotations

from typing import TextIO

from breadtui.commands.writing import put_line
from breadtui.domain.difference.diff import Hunk, HunkLine, LineKind, Mark, hunks
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


def _place(hunk: Hunk) -> str:
    return "tools" if hunk.message is None else f"message {hunk.message + 1} {hunk.role}"


def _shown(one: HunkLine) -> str:
    text = f"# {one.line.text}" if one.line.kind is LineKind.ROLE else one.line.text
    return f"{one.mark}{text}" if one.mark is not Mark.SAME else f" {text}"
