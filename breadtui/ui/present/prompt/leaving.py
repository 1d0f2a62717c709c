"""What is said when the program ends."""

from __future__ import annotations

from collections.abc import Collection

from breadtui.domain.names import PromptKey
from breadtui.ui.present.clean import clean

_MOST_NAMED = 3


def kept_text(drafts: Collection[PromptKey]) -> str:
    """Which prompts are unsaved and that their texts wait on this machine; nothing where all is saved."""
    if not drafts:
        return ""
    names = [clean(f"{key.repo}/{key.name}") for key in sorted(drafts)]
    more = len(names) - _MOST_NAMED
    listed = ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"breadtui: not saved, kept on this machine and shown again at the next start: {listed}"
