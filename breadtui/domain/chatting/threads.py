"""A conversation held with one model or several side by side: what was asked, and what each of them answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from breadtui.domain.chatting.speech import answer_of
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatTurn
from breadtui.domain.names import JobKey
from breadtui.domain.prompt.prompts import Message
from breadtui.values import dataclass, field, replace

MOST_MODELS = 4
"""More side by side cannot be read."""
USUAL_TEMPERATURE = 0.7
"""What Bread's own tools send. Source: the API contract, inference."""


class Stage(StrEnum):
    """How far an answer is: asked, waiting to be asked again, on its way, or ended in one of four ways."""

    ASKED = "asked"
    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    STOPPED = "stopped"
    CUT = "cut"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        """More may come."""
        return self in {Stage.ASKED, Stage.WAITING, Stage.SPEAKING}


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What every question is sent with; None leaves a figure, or thinking, to the service.

    `own_systems` are models that get another system prompt than the rest, or none: a parent may be told in words what
    its child was taught.
    """

    system: str = ""
    temperature: float | None = USUAL_TEMPERATURE
    max_tokens: int | None = None
    is_thinking: bool | None = None
    own_systems: tuple[tuple[str, str], ...] = ()

    def system_of(self, model: str) -> str:
        """The system prompt that this model gets."""
        return dict(self.own_systems).get(model, self.system)

    def with_system_of(self, model: str, text: str | None) -> ChatSettings:
        """The settings with a system prompt of this model's own; None takes it away again."""
        others = tuple(own for own in self.own_systems if own[0] != model)
        return replace(self, own_systems=others if text is None else (*others, (model, text)))


@dataclass(frozen=True, slots=True)
class Reply:
    """One model's answer, as far as it came; `text` is raw and holds the thinking, `note` says what is waited for.

    `first_seconds` and `total_seconds` count from the asking. Tokens are None where the service does not count them.
    """

    model: str
    asked_at: datetime
    stage: Stage = Stage.ASKED
    text: str = ""
    note: str = ""
    finish_reason: str = ""
    error: BreadError | None = None
    first_seconds: float | None = None
    total_seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The row of a stim or rollout that a question was taken from."""

    key: JobKey
    place: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and the answers to it, one a model; `earlier` are those that were asked for again."""

    question: str
    asked_at: datetime
    settings: ChatSettings
    replies: tuple[Reply, ...] = ()
    earlier: tuple[Reply, ...] = ()
    source: RowPlace | None = None

    def reply_of(self, model: str) -> Reply | None:
        """What a model answered; None where it was not asked."""
        return next((reply for reply in self.replies if reply.model == model), None)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation. `dropped` are exchanges whose question was edited: they are kept and no longer sent.

    `unsent` is what is half typed; `came_from` names the kept conversation that this one goes on with.
    """

    id: str
    models: tuple[str, ...]
    began_at: datetime
    settings: ChatSettings = field(default_factory=ChatSettings)
    exchanges: tuple[Exchange, ...] = ()
    dropped: tuple[Exchange, ...] = ()
    unsent: str = ""
    came_from: str = ""

    @property
    def is_open(self) -> bool:
        """An answer is still on its way."""
        return any(reply.stage.is_open for exchange in self.exchanges for reply in exchange.replies)

    @property
    def is_empty(self) -> bool:
        """Nothing was asked and nothing typed: it need not be kept."""
        return not self.exchanges and not self.dropped and not self.unsent

    @property
    def is_interrupted(self) -> bool:
        """Something is left to do: a half-typed question, or an answer that was cut."""
        last = self.exchanges[-1].replies if self.exchanges else ()
        return bool(self.unsent) or any(reply.stage is Stage.CUT or reply.stage.is_open for reply in last)


def asked(thread: Thread, question: str, now: datetime, source: RowPlace | None = None) -> Thread:
    """The conversation with one more question, put to all its models."""
    replies = tuple(Reply(model, now) for model in thread.models)
    exchange = Exchange(question, now, thread.settings, replies, source=source)
    return replace(thread, exchanges=(*thread.exchanges, exchange), unsent="")


def asked_again(thread: Thread, number: int, models: Sequence[str], now: datetime) -> Thread:
    """The same question put to these models again, with the settings of now; what they answered stays in `earlier`."""
    exchange = thread.exchanges[number]
    old = tuple(reply for reply in exchange.replies if reply.model in models and reply.text)
    fresh = {model: Reply(model, now) for model in models}
    found = {reply.model: reply for reply in exchange.replies} | fresh
    replies = tuple(found[model] for model in _in_order(thread.models, exchange) if model in found)
    again = replace(exchange, settings=thread.settings, replies=replies, earlier=(*exchange.earlier, *old))
    return _with_exchange(thread, number, again)


def with_reply(thread: Thread, number: int, reply: Reply) -> Thread:
    """The conversation in which a model's answer came further; the same where that question is gone."""
    if number >= len(thread.exchanges) or (exchange := thread.exchanges[number]).reply_of(reply.model) is None:
        return thread
    replies = tuple(reply if one.model == reply.model else one for one in exchange.replies)
    return _with_exchange(thread, number, replace(exchange, replies=replies))


def cut_back(thread: Thread, number: int) -> Thread:
    """The conversation before a question, which is to be asked otherwise; nothing of the rest is thrown away."""
    gone = thread.exchanges[number:]
    return replace(thread, exchanges=thread.exchanges[:number], dropped=(*thread.dropped, *gone))


def turn_for(thread: Thread, number: int, model: str) -> ChatTurn:
    """What is sent to a model for a question: the system prompt, what it was asked and answered before, the question.

    Thinking is not sent back, and questions to which this model has no answer are left out.
    """
    exchange = thread.exchanges[number]
    settings = exchange.settings
    system = settings.system_of(model)
    said: list[Message] = [Message("system", system)] if system else []
    for before in thread.exchanges[:number]:
        reply = before.reply_of(model)
        if reply is not None and (answer := answer_of(reply.text).strip()):
            said += [Message("user", before.question), Message("assistant", answer)]
    said.append(Message("user", exchange.question))
    return ChatTurn(model, tuple(said), settings.temperature, settings.max_tokens, settings.is_thinking)


def closed(thread: Thread) -> Thread:
    """The conversation as another session finds it: answers that were on their way were cut by the program's end."""
    exchanges = tuple(
        replace(
            exchange,
            replies=tuple(
                replace(reply, stage=Stage.CUT, note="") if reply.stage.is_open else reply for reply in exchange.replies
            ),
        )
        for exchange in thread.exchanges
    )
    return replace(thread, exchanges=exchanges)


def _in_order(models: Sequence[str], exchange: Exchange) -> tuple[str, ...]:
    others = tuple(reply.model for reply in exchange.replies if reply.model not in models)
    return (*models, *others)


def _with_exchange(thread: Thread, number: int, exchange: Exchange) -> Thread:
    exchanges = (*thread.exchanges[:number], exchange, *thread.exchanges[number + 1 :])
    return replace(thread, exchanges=exchanges)
