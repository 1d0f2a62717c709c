"""What becomes of an unsaved text besides being changed and saved."""

from __future__ import annotations

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class DraftBegun:
    """A text took the place of whatever draft there was, with a base of its own: it is merged, restored or imported."""

    draft: Draft

    @property
    def key(self) -> PromptKey:
        """The prompt."""
        return self.draft.key


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """An unsaved text was given up by the person, or is saved.

    `saved` is the text that was saved, None for whichever is there: another that was typed meanwhile stays.
    """

    key: PromptKey
    saved: Prompt | None = None


@dataclass(frozen=True, slots=True)
class DraftUnkept:
    """An unsaved text could not be written to disk and is in memory only; an empty `reason`: it is on disk again."""

    key: PromptKey
    reason: str
