"""One turn of chat: the stream of a model's answer as pieces of text."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

from pydantic import ValidationError

from breadtui.api.answer import Ask
from breadtui.api.bodies import decoded
from breadtui.api.caller import Caller
from breadtui.api.events import EventParser, EventTooLong
from breadtui.api.failures import error_for, refusal_of
from breadtui.api.transport import Opened
from breadtui.api.wire import inference as wire
from breadtui.domain.errors import BreadError, NotBread, ServerFailed, Unreachable
from breadtui.domain.inference import ChatPiece
from breadtui.domain.prompt.prompts import text_of
from breadtui.values import replace

_DONE = "[DONE]"


async def pieces_of(caller: Caller, ask: Ask) -> AsyncGenerator[ChatPiece, None]:
    """The answer piece by piece; closing this iterator closes the connection at once.

    Raises: BreadError, also in the middle: an error the service streams, or a stream cut before its end.
    """
    async with caller.stream(ask) as opened, aclosing(_events(opened, ask.kind.longest_bytes)) as events:
        is_ended, joined = False, _Joined()
        async for data in events:
            if data.strip() == _DONE:
                return
            for piece in chat_pieces(data):
                is_ended = is_ended or piece.finish_reason is not None
                yield joined.with_thinking(piece)
        if not is_ended:
            raise Unreachable("the answer was cut before its end", code="cut")


def chat_pieces(data: str) -> list[ChatPiece]:
    """The pieces in one event. Raises: the error it carries, or NotBread where it is no JSON."""
    try:
        body = json.loads(data)
        answer = wire.ChatAnswer.model_validate(body)
        choices = [wire.Choice.model_validate(choice) for choice in answer.choices if isinstance(choice, dict)]
    except (ValidationError, ValueError, RecursionError):
        raise NotBread("a piece of the answer is not readable", code="json") from None
    if answer.error:
        raise _streamed_error(body)
    found = [_piece(choice) for choice in choices if (choice.index or 0) == 0]
    found = [piece for piece in found if piece.text or piece.thinking or piece.finish_reason is not None]
    return _counted(found, body.get("usage") if isinstance(body, Mapping) else None)


def _counted(pieces: list[ChatPiece], usage: object) -> list[ChatPiece]:
    """The last piece with the tokens counted so far; a piece of its own where there is none."""
    told = usage if isinstance(usage, Mapping) else {}
    asked, answered = _count(told.get("prompt_tokens")), _count(told.get("completion_tokens"))
    if asked is None and answered is None:
        return pieces
    last = pieces[-1] if pieces else ChatPiece("")
    return [*pieces[:-1], replace(last, prompt_tokens=asked, completion_tokens=answered)]


class _Joined:
    """Thinking that is sent apart, put in front of the text between the marks that models write themselves."""

    def __init__(self) -> None:
        self._is_thinking = False

    def with_thinking(self, piece: ChatPiece) -> ChatPiece:
        text = piece.text
        if self._is_thinking and (text or piece.finish_reason is not None):
            self._is_thinking = False
            text = f"{piece.thinking}\n</think>\n\n{text}"
        elif piece.thinking:
            text = piece.thinking if self._is_thinking else f"<think>\n{piece.thinking}"
            self._is_thinking = True
            if piece.text or piece.finish_reason is not None:
                self._is_thinking = False
                text += f"\n</think>\n\n{piece.text}"
        return replace(piece, text=text, thinking="")


def _piece(choice: wire.Choice) -> ChatPiece:
    words = choice.delta or choice.message or {}
    finish_reason = choice.finish_reason
    if finish_reason is None and choice.message is not None:
        finish_reason = "stop"
    thinking = text_of(words.get("reasoning_content")) or text_of(words.get("reasoning"))
    return ChatPiece(text_of(words.get("content")), finish_reason, thinking=thinking)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


async def _events(opened: Opened, longest_bytes: int) -> AsyncGenerator[str, None]:
    """The data of each event; an answer that is plain JSON, not streamed, counts as one."""
    parser = EventParser()
    kind = opened.response.headers.get("content-type", "").lower()
    if "html" in kind:
        raise NotBread("this is not the Bread API but a web page (of a proxy?)", code="page")
    is_plain = "json" in kind
    whole = bytearray()
    try:
        async with aclosing(decoded(opened.response, longest_bytes, opened.meter)) as chunks:
            async for chunk in chunks:
                if is_plain:
                    whole += chunk
                    continue
                for data in parser.feed(chunk):
                    yield data
    except EventTooLong:
        raise NotBread("a piece of the answer has no end", code="too_long") from None
    if is_plain:
        yield whole.decode("utf-8-sig", errors="replace")
        return
    for data in parser.close():
        yield data


def _streamed_error(body: object) -> BreadError:
    refusal = refusal_of(body)
    message = refusal.message or "the model stopped with an error"
    status = _status_in(body)
    return ServerFailed(message, code=refusal.code) if status is None else error_for(status, message, refusal)


def _status_in(body: object) -> int | None:
    error = body.get("error") if isinstance(body, Mapping) else None
    code = error.get("code") if isinstance(error, Mapping) else None
    return code if isinstance(code, int) and 400 <= code < 600 else None
