"""Growths of answers as lines of a file beside their conversation, added without writing what stands there again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from breadtui.config.files import PRIVATE_FILE, make_private_folder
from breadtui.domain.chatting.growth import Growth
from breadtui.domain.json_values import Json
from breadtui.journal.json_shapes import Unreadable, moment_of, text_of
from breadtui.journal.prompt_json import from_text, to_text

ENDING = ".grown"


def add_growths(path: Path, growths: Iterable[Growth]) -> None:
    """Add a line each, readable by its owner only. Raises: OSError."""
    lines = "".join(f"\n{to_text(_to_json(growth))}\n" for growth in growths)
    make_private_folder(path.parent)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "ab", buffering=0) as file:
        # A line that was cut by a full disk ends at the first end of line.
        file.write(lines.encode("ascii"))


def growths_in(path: Path) -> tuple[Growth, ...]:
    """What was added; lines that were cut by the end of the program are left out. Raises: OSError."""
    try:
        return tuple(_read(path))
    except FileNotFoundError:
        return ()


def _read(path: Path) -> Iterator[Growth]:
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                try:
                    yield _from_json(from_text(line))
                except Unreadable:
                    continue


def _to_json(growth: Growth) -> Json:
    return [growth.number, growth.model, growth.asked_at.isoformat(), growth.begins, growth.text]


def _from_json(value: Json) -> Growth:
    match value:
        case [int(number), model, asked_at, int(begins), text]:
            return Growth(number, text_of(model), moment_of(asked_at), begins, text_of(text))
        case _:
            raise Unreadable("not a growth")
