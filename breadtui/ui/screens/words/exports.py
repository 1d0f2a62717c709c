"""What may follow `export`: a form and a file, or a file whose ending says the form."""

from __future__ import annotations

from typing import NamedTuple

ENDINGS = {
    "md": "markdown",
    "yml": "yaml",
    "yaml": "yaml",
    "json": "json",
    "mmd": "mermaid",
    "dot": "dot",
    "py": "python",
    "sh": "shell",
    "csv": "csv",
    "jsonl": "jsonl",
    "svg": "svg",
    "png": "png",
}
"""The form that a file's ending stands for."""
_NAMES = frozenset({*ENDINGS.values(), "openai", "bgit", "plot"})


class ExportWish(NamedTuple):
    """A form, which may be none that there is, and the file that was named, empty where none was."""

    form: str
    file: str = ""


def parse_export(rest: str) -> ExportWish:
    """The wish in the words after `export`: `FORM [FILE]`, an ending for the form, or a file alone."""
    typed = rest.strip()
    form, _, file = typed.partition(" ")
    stem, dot, ending = typed.rpartition(".")
    if form in _NAMES:
        return ExportWish(form, file.strip())
    if form in ENDINGS:
        return ExportWish(ENDINGS[form], file.strip())
    if dot and stem and ending.lower() in ENDINGS:
        return ExportWish(ENDINGS[ending.lower()], typed)
    return ExportWish(form, file.strip())
