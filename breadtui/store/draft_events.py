"""What becomes of an unsaved text besides being changed and saved."""

from __future__ import annotations

from dataclasses import dataclass

from breadtui.domain.names import PromptKey


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """An unsaved text was given up by the person, or is saved."""

    key: PromptKey


@dataclass(frozen=True, slots=True)
class DraftUnkept:
    """An unsaved text could not be written to disk and is in memory only; an empty `reason`: it is on disk again."""

    key: PromptKey
    reason: str
