"""What may be typed after `:` in a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.ui.screens.words.table import Typed, Word, by_spelling, completed, understood

CHAT_WORDS: tuple[Word, ...] = (
    Word("system", "[TEXT|@PROMPT|none]", "the system prompt: a text, that of a prompt; without a word edit it"),
    Word("system-here", "[TEXT|@PROMPT|none|same]", "a system prompt for the model of this side alone"),
    Word("temperature", "0-2|none", "how wild answers are; none leaves it to the service", ("temp",)),
    Word("max", "N|none", "the most tokens of an answer", ("max-tokens",)),
    Word("thinking", "on|off|auto", "whether models think first; auto leaves it to the service"),
    Word("add", "MODEL", "one more model side by side, up to four"),
    Word("drop", "[MODEL]", "ask a model no longer; the one of the side in use"),
    Word("retry", "", "ask again", ("again",)),
    Word("edit", "", "take the question back and send it otherwise"),
    Word("stop", "", "stop what is on its way"),
    Word("previous", "", "to the question before", ("prev",)),
    Word("next", "", "to the next question"),
    Word("new", "", "a new conversation with the same models", ("clear",)),
    Word("history", "", "conversations that were kept: go on with one", ("open",)),
    Word("rows", "", "the rows that taught the model; c there asks one of their questions", ("question",)),
    Word("teacher", "", "go to the teacher prompt"),
    Word("target", "", "a target that asks this question as well"),
    Word("bake-from", "", "a bake that goes on from the model"),
    Word("prompt", "[NAME]", "the conversation as a prompt, an unsaved text"),
    Word("questions", "", "all that was asked as a hardcoded generator of a target"),
    Word("copy", "answer|question|thinking|markdown|jsonl|prompt", "copy it"),
    Word("export", "markdown|jsonl|prompt|questions [FILE]", "write the conversation to a file"),
    Word("help", "", "the keys that are valid now"),
    Word("quit", "", "back to where you were; answers go on", ("q", "back", "close", "bye", "exit")),
)
_BY_NAME = by_spelling(CHAT_WORDS)
_VALUES: Mapping[str, Iterable[str]] = {
    "thinking": ("on", "off", "auto"),
    "export": ("markdown", "jsonl", "prompt", "questions"),
    "copy": ("answer", "question", "thinking", "markdown", "jsonl", "prompt"),
    "temperature": ("none",),
    "max": ("none",),
    "system": ("none",),
    "system-here": ("none", "same"),
}


def parse_chat(line: str) -> Typed | None:
    """The command in a line, None for an empty one. Raises: NotUnderstood with a sentence."""
    return understood(_BY_NAME, line)


def chat_completions(line: str, models: tuple[str, ...] = (), seated: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Whole lines that a beginning may become; `seated` are the models that are asked already."""
    others = (model for model in models if model not in seated)
    return completed(CHAT_WORDS, line, {**_VALUES, "add": others, "drop": seated})
