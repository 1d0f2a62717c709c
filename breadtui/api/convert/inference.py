"""Models and links to their weights as domain values, and a turn of chat as the JSON the service takes."""

from __future__ import annotations

from breadtui.api.convert.prompts import message_body
from breadtui.api.wire import inference as wire
from breadtui.domain.inference import ChatTurn, DownloadLink, ServedModel
from breadtui.domain.json_values import JsonObject


def to_models(body: object) -> tuple[ServedModel, ...]:
    """What inference offers, each once."""
    rows = wire.ModelList.model_validate(body).data
    models = [wire.Model.model_validate(row) for row in rows if isinstance(row, dict)]
    return tuple({model.id: ServedModel(model.id, model.owned_by or "") for model in models if model.id}.values())


def to_link(body: object) -> DownloadLink:
    """A link to weights; where the service does not say, it holds for an hour."""
    link = wire.DownloadLink.model_validate(body)
    expires_in_seconds = 3600 if link.expires_in is None else link.expires_in
    return DownloadLink(link.url, expires_in_seconds, link.checkpoint, link.bake_name or "")


def chat_body(turn: ChatTurn) -> JsonObject:
    """A streamed turn; thinking is switched where the official client would put it, at the top."""
    given = {"temperature": turn.temperature, "max_tokens": turn.max_tokens}
    thinking = {} if turn.is_thinking is None else {"chat_template_kwargs": {"enable_thinking": turn.is_thinking}}
    return {
        "model": turn.model,
        "messages": [message_body(message) for message in turn.messages],
        "stream": True,
        **{name: figure for name, figure in given.items() if figure is not None},
        **thinking,
    }
