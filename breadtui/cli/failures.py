"""A refusal of the service as one sentence for a person at a shell, and as an exit code for a script."""

from __future__ import annotations

from breadtui.cli import exits
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, NotBread, RateLimited, ServerFailed, Unauthorized, Unreachable
from breadtui.ui.present.errors import reason_of


def exit_of(error: BreadError) -> int:
    """The exit code that tells a script what went wrong."""
    match error:
        case Unauthorized():
            return exits.KEY_REFUSED
        case Unreachable() | NotBread() | ServerFailed() | RateLimited():
            return exits.UNREACHABLE
        case _:
            return exits.REFUSED


def sentence_of(error: BreadError, settings: Settings) -> str:
    """What happened, in one line; a refused key is told apart by its last letters and where it came from."""
    if isinstance(error, Unauthorized) and settings.key is not None:
        return f"{reason_of(error)}: {settings.key.hint} from {settings.key_source.value}."
    return f"{reason_of(error)}."
