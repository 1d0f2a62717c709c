"""A prompt or a target as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.difference.config_diff import flattened, value_text
from breadtui.domain.json_values import JsonObject
from breadtui.domain.prompt.prompts import Prompt
from breadtui.export.markdown_text import code, document, fenced


def prompt_markdown(repo: str, prompt: Prompt) -> str:
    """Its messages one by one, each in a fence under its role; tools follow."""
    return document([f"# {code(f'{repo}/{prompt.name}')}"], *_messages(prompt))


def target_markdown(repo: str, name: str, config: JsonObject) -> str:
    """Its resolved configuration, a setting a line."""
    settings = fenced(f"{path} = {value}" for path, value in flattened(config).items())
    return document([f"# {code(f'{repo}/{name}')}"], settings)


def _messages(prompt: Prompt) -> Iterator[list[str]]:
    for message in prompt.messages:
        yield [f"## {code(message.role)}"]
        yield fenced(message.text.split("\n"))
        if message.extra:
            yield fenced([value_text(message.extra)], "json")
    if prompt.tools:
        yield ["## Tools"]
        yield from (fenced([value_text(tool)], "json") for tool in prompt.tools)
