"""Conversations as texts that other tools read: a page, lines of JSON, a prompt, questions of a generator."""

from __future__ import annotations

import json
from enum import StrEnum

from breadtui.domain.chatting.speech import speech_of
from breadtui.domain.chatting.threads import Reply, Thread
from breadtui.domain.json_values import JsonObject
from breadtui.domain.prompt.prompts import Message
from breadtui.export.markdown_text import code, fenced


class ChatForm(StrEnum):
    """A form that a conversation can be written in."""

    MARKDOWN = "markdown"
    JSONL = "jsonl"
    PROMPT = "prompt"
    QUESTIONS = "questions"

    @property
    def ending(self) -> str:
        """What the name of such a file ends in."""
        return {"markdown": "md", "jsonl": "jsonl", "prompt": "json", "questions": "json"}[self.value]


def chat_text(thread: Thread, form: ChatForm, model: str) -> str:
    """The conversation in a form; as a prompt it is that of one model."""
    match form:
        case ChatForm.MARKDOWN:
            return _page(thread)
        case ChatForm.JSONL:
            return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(thread))
        case ChatForm.PROMPT:
            said = [{"role": message.role, "content": message.content} for message in prompt_messages(thread, model)]
            return json.dumps({"messages": said}, ensure_ascii=False, indent=2) + "\n"
        case ChatForm.QUESTIONS:
            return json.dumps(questions_generator(thread), ensure_ascii=False, indent=2) + "\n"


def prompt_messages(thread: Thread, model: str) -> tuple[Message, ...]:
    """The conversation as the messages of a prompt: system, questions, and what the model said, without thinking."""
    system = thread.settings.system_of(model)
    said = [Message("system", system)] if system else []
    for exchange in thread.exchanges:
        said.append(Message("user", exchange.question))
        reply = exchange.reply_of(model)
        if reply is not None and (answer := speech_of(reply.text).answer.strip()):
            said.append(Message("assistant", answer))
    return tuple(said)


def questions_of(thread: Thread) -> tuple[str, ...]:
    """What was asked, each once."""
    return tuple(dict.fromkeys(exchange.question for exchange in thread.exchanges))


def questions_generator(thread: Thread) -> JsonObject:
    """A generator that asks the same. Source: the API contract, generators."""
    asked = questions_of(thread)
    return {"type": "hardcoded", "numq": len(asked), "questions": list(asked)}


def _page(thread: Thread) -> str:
    parts = [
        f"# Chat with {', '.join(map(code, thread.models))}",
        f"Begun {thread.began_at:%Y-%m-%d %H:%M} UTC.",
    ]
    if thread.settings.system:
        parts += ["**System prompt**", _block(thread.settings.system)]
    for model, text in thread.settings.own_systems:
        parts += [f"**System prompt of {code(model)}**", _block(text)] if text else [f"{code(model)} gets none."]
    for number, exchange in enumerate(thread.exchanges, 1):
        parts += [f"## {number}. Question", _block(exchange.question)]
        for reply in exchange.replies:
            parts += _reply_parts(reply)
    return "\n\n".join(parts) + "\n"


def _reply_parts(reply: Reply) -> list[str]:
    speech = speech_of(reply.text)
    parts = [f"### {code(reply.model)}"]
    if speech.thinking:
        parts += ["Thinking:", _block(speech.thinking)]
    if speech.answer:
        parts.append(_block(speech.answer))
    if reply.error is not None:
        parts.append(f"Failed: {reply.error.message}")
    elif reply.stage != "done":
        parts.append(f"({reply.stage.value})")
    return parts


def _block(text: str) -> str:
    return "\n".join(fenced(text.split("\n")))


def _lines(thread: Thread) -> list[JsonObject]:
    return [
        {
            "asked_at": reply.asked_at.isoformat(),
            "model": reply.model,
            "system": exchange.settings.system_of(reply.model),
            "question": exchange.question,
            "answer": speech_of(reply.text).answer,
            "thinking": speech_of(reply.text).thinking,
            "stage": reply.stage.value,
            "finish_reason": reply.finish_reason or None,
            "error": None if reply.error is None else reply.error.message,
            "temperature": exchange.settings.temperature,
            "max_tokens": exchange.settings.max_tokens,
            "first_seconds": reply.first_seconds,
            "total_seconds": reply.total_seconds,
            "prompt_tokens": reply.prompt_tokens,
            "completion_tokens": reply.completion_tokens,
        }
        for exchange in thread.exchanges
        for reply in (*exchange.earlier, *exchange.replies)
    ]
