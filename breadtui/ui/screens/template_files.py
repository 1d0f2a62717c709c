"""Question templates on this machine: read in a thread, checked, and kept while a form is open."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from breadtui.domain.target.draft import LONGEST_TEMPLATE_BYTES, TEMPLATES_FOLDER, template_problem


@dataclass(frozen=True, slots=True)
class TemplateRead:
    """A template's text, or why it cannot be sent; neither where the service may hold the file already."""

    text: str | None = None
    problem: str = ""


async def read_template(path: str) -> TemplateRead:
    """What a path leads to. A path below `templates/` that is not here is left to the service."""
    try:
        content = await asyncio.to_thread(_content, path)
    except FileNotFoundError:
        is_theirs = path.startswith(TEMPLATES_FOLDER)
        return TemplateRead() if is_theirs else TemplateRead(problem="there is no such file")
    except (OSError, RuntimeError, ValueError) as error:
        return TemplateRead(problem=f"it cannot be read: {getattr(error, 'strerror', None) or error}")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return TemplateRead(problem=f"it is no UTF-8: byte {error.start + 1}")
    return TemplateRead(text, template_problem(text) or "")


def _content(path: str) -> bytes:
    with Path(path).expanduser().open("rb") as file:
        return file.read(LONGEST_TEMPLATE_BYTES + 1)
