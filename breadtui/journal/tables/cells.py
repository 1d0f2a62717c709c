"""Names, texts and moments as cells of the journal, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from breadtui.domain.names import JobKey


def text_to_cell(text: str) -> str:
    """Any text as ASCII, so that lone surrogates and NUL can be stored; plain ASCII reads as it is."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return json.dumps(text)[1:-1]


def text_from_cell(cell: str) -> str:
    """The text again."""
    return cell if "\\" not in cell else str(json.loads(f'"{cell}"'))


def job_cells(key: JobKey) -> tuple[str, str, str]:
    """Repository, phase and name of a job."""
    return text_to_cell(key.repo), key.phase.value, text_to_cell(key.name)


def moment_of(seconds: float) -> datetime:
    """A time kept as seconds since 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
