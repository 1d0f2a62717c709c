"""Conversations as JSON text that gives back exactly what went in, errors by their kind included."""

from __future__ import annotations

from breadtui.domain import errors
from breadtui.domain.chatting.threads import ChatSettings, Exchange, Reply, RowPlace, Stage, Thread
from breadtui.domain.errors import BreadError, Invalid, RateLimited
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.json_shapes import Unreadable, list_of, moment_of, object_of, text_of


def thread_to_json(thread: Thread) -> JsonObject:
    """A conversation with all that was asked, answered and typed."""
    return {
        "id": thread.id,
        "models": list(thread.models),
        "began_at": thread.began_at.isoformat(),
        "settings": _settings_to_json(thread.settings),
        "exchanges": [_exchange_to_json(each) for each in thread.exchanges],
        "dropped": [_exchange_to_json(each) for each in thread.dropped],
        "unsent": thread.unsent,
        "came_from": thread.came_from,
    }


def thread_from_json(value: Json) -> Thread:
    """The conversation again. Raises: Unreadable."""
    fields = object_of(value)
    return Thread(
        id=text_of(fields.get("id")),
        models=tuple(text_of(model) for model in list_of(fields.get("models"))),
        began_at=moment_of(fields.get("began_at")),
        settings=_settings(fields.get("settings")),
        exchanges=tuple(_exchange(each) for each in list_of(fields.get("exchanges"))),
        dropped=tuple(_exchange(each) for each in list_of(fields.get("dropped"))),
        unsent=text_of(fields.get("unsent")),
        came_from=text_of(fields.get("came_from")),
    )


def _settings_to_json(settings: ChatSettings) -> JsonObject:
    return {
        "system": settings.system,
        "temperature": settings.temperature,
        "max_tokens": settings.max_tokens,
        "is_thinking": settings.is_thinking,
        "own_systems": [list(own) for own in settings.own_systems],
    }


def _settings(value: Json) -> ChatSettings:
    fields = object_of(value)
    is_thinking = fields.get("is_thinking")
    return ChatSettings(
        text_of(fields.get("system")),
        _number(fields.get("temperature")),
        _count(fields.get("max_tokens")),
        is_thinking if isinstance(is_thinking, bool) else None,
        tuple(_own_system(own) for own in list_of(fields.get("own_systems", []))),
    )


def _own_system(value: Json) -> tuple[str, str]:
    match list(list_of(value)):
        case [str(model), str(text)]:
            return model, text
        case _:
            raise Unreadable("not a system prompt")


def _exchange_to_json(exchange: Exchange) -> JsonObject:
    return {
        "question": exchange.question,
        "asked_at": exchange.asked_at.isoformat(),
        "settings": _settings_to_json(exchange.settings),
        "replies": [_reply_to_json(reply) for reply in exchange.replies],
        "earlier": [_reply_to_json(reply) for reply in exchange.earlier],
        "source": None if exchange.source is None else [*exchange.source.key, exchange.source.place],
    }


def _exchange(value: Json) -> Exchange:
    fields = object_of(value)
    return Exchange(
        question=text_of(fields.get("question")),
        asked_at=moment_of(fields.get("asked_at")),
        settings=_settings(fields.get("settings")),
        replies=tuple(_reply(each) for each in list_of(fields.get("replies"))),
        earlier=tuple(_reply(each) for each in list_of(fields.get("earlier"))),
        source=_source(fields.get("source")),
    )


def _source(value: Json) -> RowPlace | None:
    if value is None:
        return None
    match list(list_of(value)):
        case [str(repo), str(phase), str(name), int(place)] if phase in set(Phase):
            return RowPlace(JobKey(RepoName(repo), Phase(phase), name), place)
        case _:
            raise Unreadable("not a row")


def _reply_to_json(reply: Reply) -> JsonObject:
    return {
        "model": reply.model,
        "asked_at": reply.asked_at.isoformat(),
        "stage": reply.stage.value,
        "text": reply.text,
        "finish_reason": reply.finish_reason,
        "error": None if reply.error is None else _error_to_json(reply.error),
        "first_seconds": reply.first_seconds,
        "total_seconds": reply.total_seconds,
        "prompt_tokens": reply.prompt_tokens,
        "completion_tokens": reply.completion_tokens,
    }


def _reply(value: Json) -> Reply:
    fields = object_of(value)
    try:
        stage = Stage(text_of(fields.get("stage")))
    except ValueError as error:
        raise Unreadable("not a stage") from error
    return Reply(
        model=text_of(fields.get("model")),
        asked_at=moment_of(fields.get("asked_at")),
        stage=stage,
        text=text_of(fields.get("text")),
        finish_reason=text_of(fields.get("finish_reason")),
        error=None if fields.get("error") is None else _error(fields.get("error")),
        first_seconds=_number(fields.get("first_seconds")),
        total_seconds=_number(fields.get("total_seconds")),
        prompt_tokens=_count(fields.get("prompt_tokens")),
        completion_tokens=_count(fields.get("completion_tokens")),
    )


def _error_to_json(error: BreadError) -> JsonObject:
    fields: Json = dict(error.fields) if isinstance(error, Invalid) else {}
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "status": error.status,
        "code": error.code,
        "fields": fields,
    }


def _error(value: Json) -> BreadError:
    fields = object_of(value)
    message, status, code = text_of(fields.get("message")), _count(fields.get("status")), fields.get("code")
    word = code if isinstance(code, str) else None
    kind = getattr(errors, text_of(fields.get("kind")), BreadError)
    if kind is RateLimited:
        return RateLimited(message, code=word)
    if kind is Invalid:
        told = {
            name: complaint for name, complaint in object_of(fields.get("fields")).items() if isinstance(complaint, str)
        }
        return Invalid(message, status=status, code=word, fields=told)
    is_known = isinstance(kind, type) and issubclass(kind, BreadError)
    return kind(message, status=status, code=word) if is_known else BreadError(message, status=status, code=word)


def _number(value: Json) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _count(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
