"""A refusal of the service as one sentence for a person at a shell."""

from __future__ import annotations

from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.ui.present.errors import reason_of


def sentence_of(error: BreadError, settings: Settings) -> str:
    """What happened, in one line; a refused key is told apart by its last letters and where it came from."""
    if isinstance(error, Unauthorized) and settings.key is not None:
        return f"{reason_of(error)}: {settings.key.hint} from {settings.key_source.value}."
    return f"{reason_of(error)}."
