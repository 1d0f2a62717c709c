"""Question templates on this machine: read in a thread, checked, and kept while a form is open."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

from breadtui.domain.target.draft import LONGEST_TEMPLATE_BYTES, TEMPLATES_FOLDER, template_problem
from breadtui.values import dataclass

MOST_OFFERED = 200
MOST_LOOKED_AT = 5_000


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


def template_files() -> tuple[tuple[str, int], ...]:
    """Files of the current folder and of `templates/` below it that are no larger than a template may be.

    Given with their sizes in bytes; hidden ones are left out.
    """
    return (*_files_in(""), *_files_in(TEMPLATES_FOLDER))


def _files_in(folder: str) -> list[tuple[str, int]]:
    found = []
    with suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            size_bytes = _size_of(entry)
            if size_bytes is not None and size_bytes <= LONGEST_TEMPLATE_BYTES:
                found.append((folder + entry.name, size_bytes))
    return sorted(found)[:MOST_OFFERED]


def _size_of(entry: os.DirEntry[str]) -> int | None:
    if entry.name.startswith("."):
        return None
    try:
        return entry.stat().st_size if entry.is_file() else None
    except OSError:
        return None


def _content(path: str) -> bytes:
    with Path(path).expanduser().open("rb") as file:
        return file.read(LONGEST_TEMPLATE_BYTES + 1)
