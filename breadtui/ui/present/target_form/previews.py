"""What stands behind an option: a prompt's text, a target's configuration, whose model it is."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.difference.config_diff import flattened
from breadtui.domain.json_values import JsonObject
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Failed, Remote, value_of
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.prompt.facts import facts_line
from breadtui.ui.present.tones import Line, Span, Tone

MOST_LINES = 400
LONGEST_LINE = 2000
EMPTY_STUDENT = (
    "No student prompt.",
    "",
    "The model is trained to behave as the teacher makes it",
    "without any prompt before the question: always on.",
    "With a student, it behaves so where that prompt stands.",
)


def prompt_preview(remote: Remote[Prompt]) -> tuple[Line, ...]:
    """A prompt from its first message on, or why it is not there."""
    prompt = value_of(remote)
    if prompt is None:
        return _absent(remote)
    always_on = () if prompt.messages else (sentence_line("no messages: always on", Tone.STRONG),)
    return (facts_line(prompt), *always_on, *_message_lines(prompt))[:MOST_LINES]


def _message_lines(prompt: Prompt) -> Iterator[Line]:
    for message in prompt.messages:
        yield ()
        yield (Span(f" {clean(message.role, limit=40)}", Tone.ACCENT),)
        for line in message.text.split("\n", MOST_LINES)[:MOST_LINES]:
            yield (Span(f" {clean(line, limit=LONGEST_LINE)}"),)


def target_preview(remote: Remote[Target]) -> tuple[Line, ...]:
    """A target's configuration, or why it is not there."""
    target = value_of(remote)
    if target is None:
        return _absent(remote)
    return config_preview(target.config)


def config_preview(config: JsonObject) -> tuple[Line, ...]:
    """Every setting on a line."""
    return tuple(
        (Span(f" {clean(path, limit=100)}", Tone.DIM), Span(f" = {clean(value, limit=LONGEST_LINE)}"))
        for path, value in flattened(config, MOST_LINES).items()
    )


def file_preview(text: str | None, problem: str) -> tuple[Line, ...]:
    """A template's text below what is wrong with it."""
    head: tuple[Line, ...] = (sentence_line(clean(problem), Tone.FAILED), ()) if problem else ()
    if text is None:
        return head or (sentence_line("not on this machine: the service may hold it", Tone.DIM),)
    return (
        *head,
        *((Span(f" {clean(line, limit=LONGEST_LINE)}"),) for line in text.split("\n", MOST_LINES)[:MOST_LINES]),
    )


def empty_preview() -> tuple[Line, ...]:
    """What an empty student means. Source: the API contract, empty prompts."""
    return tuple(sentence_line(words) for words in EMPTY_STUDENT)


def _absent(remote: Remote[Prompt] | Remote[Target]) -> tuple[Line, ...]:
    if isinstance(remote, Failed):
        return (sentence_line(f"could not load: {clean(sentence_of(remote.error))}", Tone.FAILED),)
    return (sentence_line("loading…", Tone.DIM),)
