"""A person's own editor: the command that opens it, and the private file it is given."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from breadtui.config.files import write_atomically

FOLDER = "editing"
USUAL = "vi"
_LONGEST_STEM = 80
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class NoEditor(Exception):
    """No editor can be opened; the text is a sentence."""


def editor_words(environ: Mapping[str, str]) -> list[str]:
    """The command: $VISUAL, else $EDITOR, each with its arguments, else vi. Raises: NoEditor."""
    source, typed = next(
        ((name, value) for name in ("VISUAL", "EDITOR") if (value := environ.get(name, "").strip())), ("", USUAL)
    )
    try:
        words = shlex.split(typed)
    except ValueError as error:
        raise NoEditor(f"${source} cannot be understood: {str(error).lower()}") from error
    if not words or shutil.which(words[0], path=environ.get("PATH")) is None:
        named = f"'{words[0] if words else typed}'" + (f" of ${source}" if source else "; set $VISUAL or $EDITOR")
        raise NoEditor(f"there is no editor {named}")
    return words


def put_for_editor(state_folder: Path, name: str, ending: str, content: bytes) -> Path:
    """A new file that only its owner can read, whose name tells what it holds. Raises: OSError."""
    stem = _NOT_IN_NAMES.sub("_", name)[:_LONGEST_STEM].strip(".-") or "prompt"
    path = state_folder / FOLDER / f"{stem}.{os.urandom(3).hex()}.{ending}"
    write_atomically(path, content)
    return path
