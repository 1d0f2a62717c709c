"""JSON spread over lines as it came: also where it was cut, and with every number as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGN = r'(?s)"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[{}\[\],:]|[^\s{}\[\],:"]+'
_INDENT = "  "
_DEEPEST = 24
"""Deeper levels are indented no further."""


def laid_out(text: str) -> str:
    """The text with a line for each value where it is JSON or the beginning of it; another text as it is."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    return "".join(_pieces([found[0] for found in re.finditer(_SIGN, text)]))


def _pieces(signs: list[str]) -> Iterator[str]:
    depth = 0
    for place, sign in enumerate(signs):
        before = signs[place - 1] if place else ""
        following = signs[place + 1] if place + 1 < len(signs) else ""
        if sign in {"}", "]"}:
            depth = max(depth - 1, 0)
            yield sign if before in {"{", "["} else _line(depth) + sign
        elif sign in {"{", "["}:
            depth += 1
            yield sign if following in {"}", "]"} else sign + _line(depth)
        elif sign == ",":
            yield sign + _line(depth)
        else:
            yield ": " if sign == ":" else sign


def _line(depth: int) -> str:
    return "\n" + _INDENT * min(depth, _DEEPEST)
