"""Using a model: what is servable, one turn of chat, and the link to its weights."""

from __future__ import annotations

from breadtui.domain.prompt.prompts import Message
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model that inference offers: a baked path or a base model."""

    id: str
    owned_by: str = ""


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """What is asked of a model; None leaves a figure to the service."""

    model: str
    messages: tuple[Message, ...]
    temperature: float | None = None
    max_tokens: int | None = None
    is_thinking: bool | None = None


@dataclass(frozen=True, slots=True)
class ChatPiece:
    """A piece of a streamed answer; `finish_reason` comes with the last, counts of tokens where the service tells.

    `thinking` is what a service sends apart from the text; once joined it stands in the text between its marks.
    """

    text: str
    finish_reason: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    thinking: str = ""


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A presigned link to a bake's weights. The URL is a secret: it is never shown or logged whole."""

    url: str
    expires_in_seconds: int
    checkpoint: int
    bake_name: str

    def __repr__(self) -> str:
        return f"DownloadLink({self.bake_name!r}, checkpoint={self.checkpoint}, url=…)"
