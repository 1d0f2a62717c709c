"""`breadtui chat MODEL … -m TEXT`: one question to one or several models, for scripts and pipes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.outcome.writing import put_json
from breadtui.commands.using.written_words import WrittenWords
from breadtui.config.settings import Settings
from breadtui.domain.chatting.patience import Wait
from breadtui.domain.chatting.served import named
from breadtui.domain.chatting.speech import speech_of, tokens_said
from breadtui.domain.chatting.threads import ChatSettings
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatPiece, ChatTurn
from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Message
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.chats.hearing import heard
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who is asked what, with which settings.

    `shows_thinking` writes that as well; `is_safe` is for a terminal, which must obey nothing in the answer.
    """

    models: tuple[str, ...]
    message: str
    settings: ChatSettings = field(default_factory=ChatSettings)
    is_json: bool = False
    shows_thinking: bool = False
    is_safe: bool = False


@dataclass(slots=True)
class Heard:
    """One model's answer as far as it came."""

    model: str
    parts: list[str] = field(default_factory=list)
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: BreadError | None = None
    first_seconds: float | None = None
    total_seconds: float = 0.0

    @property
    def text(self) -> str:
        """All of it, its thinking included."""
        return "".join(self.parts)


Tell = Callable[[str], None]
Sentence = Callable[[BreadError], str]


async def run(
    api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, *, tell: Tell, sentence: Sentence, clock: Clock
) -> int:
    """Ask all at once and write the answers in the order of the models.

    Of one model the words are written as they come. What fails is told with `tell`, as are waits; the exit code is
    that of the first failure. Raises: BreadError where the models cannot be looked up for another reason than
    that the service keeps no list.
    """
    models = await _meant(api, args.models)
    args = replace(args, settings=_settings_for(args, models))
    answers = [Heard(model) for model in dict.fromkeys(models)]
    say = (
        WrittenWords(out, is_safe=args.is_safe, shows_thinking=args.shows_thinking)
        if len(answers) == 1 and not args.is_json
        else None
    )
    asking = asyncio.gather(*(_ask(api, clock, args, answer, tell, say) for answer in answers))
    is_stopped = False

    def stop() -> None:
        nonlocal is_stopped
        is_stopped = True
        asking.cancel()

    with on_interrupt(stop):
        try:
            await asking
        except asyncio.CancelledError:
            if not is_stopped:
                raise
    _write(answers, args, out, say, tell, sentence)
    if is_stopped:
        return exits.INTERRUPTED
    return next((exits.exit_of(answer.error) for answer in answers if answer.error is not None), exits.OK)


async def _meant(api: BreadApi, typed: Sequence[str]) -> tuple[str, ...]:
    """The model of each word: whole paths as they are, anything shorter is looked up among those that are served."""
    if all(text.count("/") == 3 for text in typed):
        return tuple(typed)
    ids = [model.id for model in await api.models()]
    return tuple(named(text, ids) for text in typed)


def _settings_for(args: Arguments, meant: Sequence[str]) -> ChatSettings:
    """System prompts of single models are given by the words that were typed, and go to the models that are meant."""
    by_word = dict(zip(args.models, meant, strict=True))
    own = tuple((by_word.get(word, word), text) for word, text in args.settings.own_systems)
    return replace(args.settings, own_systems=own)


async def _ask(
    api: BreadApi, clock: Clock, args: Arguments, answer: Heard, tell: Tell, say: WrittenWords | None
) -> None:
    settings, began_at = args.settings, clock.now()
    system = settings.system_of(answer.model)
    said = [Message("system", system)] if system else []
    turn = ChatTurn(
        answer.model,
        (*said, Message("user", args.message)),
        settings.temperature,
        settings.max_tokens,
        settings.is_thinking,
    )
    try:
        async with aclosing(heard(api, clock, turn)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Wait):
                    tell(f"{answer.model}: {piece.why.value}; asked again in {piece.seconds:.0f} s.")
                    continue
                answer.total_seconds = (clock.now() - began_at).total_seconds()
                _take(answer, piece)
                if say is not None:
                    say.show(piece.text)
    except BreadError as error:
        answer.error = error


def _take(answer: Heard, piece: ChatPiece) -> None:
    if answer.first_seconds is None:
        answer.first_seconds = answer.total_seconds
    answer.parts.append(piece.text)
    answer.finish_reason = piece.finish_reason or answer.finish_reason
    answer.prompt_tokens = answer.prompt_tokens if piece.prompt_tokens is None else piece.prompt_tokens
    if piece.completion_tokens is not None:
        answer.completion_tokens = piece.completion_tokens


def _write(
    answers: Sequence[Heard], args: Arguments, out: TextIO, say: WrittenWords | None, tell: Tell, sentence: Sentence
) -> None:
    for answer in answers:
        if args.is_json:
            put_json(out, answer_json(answer, args.message))
        elif say is not None:
            say.finish()
        else:
            out.write(f"== {visible_line(answer.model)}\n")
            words = WrittenWords(out, is_safe=args.is_safe, shows_thinking=args.shows_thinking)
            words.show(answer.text if args.shows_thinking else speech_of(answer.text).answer)
            words.finish()
        if answer.error is not None:
            tell(f"{answer.model}: {sentence(answer.error)}")
        elif answer.finish_reason == "length":
            tell(f"{answer.model}: the answer was cut at its most tokens.")


def answer_json(answer: Heard, question: str) -> Json:
    """An answer for programs; of an answer that failed what came of it, and why."""
    speech = speech_of(answer.text)
    error = answer.error
    told: Json = None
    if error is not None:
        told = {"message": error.message, "status": error.status, "code": error.code}
    return {
        "model": answer.model,
        "question": question,
        "answer": speech.answer,
        "thinking": speech.thinking,
        "finish_reason": answer.finish_reason or None,
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": answer.completion_tokens,
        "completion_tokens_estimate": tokens_said(answer.text, None),
        "first_seconds": answer.first_seconds,
        "total_seconds": answer.total_seconds,
        "error": told,
    }
