"""What may follow `new`, `duplicate` and `bulk` on the command line, and how a beginning may go on."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.domain.prompt_templates import BLANK, TEMPLATES, Template, template_named

_FROM = "--from"


class NotAList(Exception):
    """Words that mean nothing; the message says what may stand there."""


class NewWish(NamedTuple):
    """A new prompt: its name and what it begins from."""

    name: str
    template: Template


def parse_new(rest: str) -> NewWish:
    """The wish in the words after `new`. Raises: NotAList."""
    words = rest.split()
    if len(words) == 1:
        return NewWish(words[0], BLANK)
    if len(words) != 3 or words[1] != _FROM:
        raise NotAList(f"new NAME [{_FROM} {'|'.join(template.name for template in TEMPLATES)}]")
    template = template_named(words[2])
    if template is None:
        raise NotAList(f"templates: {', '.join(template.name for template in TEMPLATES)}")
    return NewWish(words[0], template)


def new_completions(rest: str) -> tuple[str, ...]:
    """Whole texts that the words after `new` may become."""
    name, blank, option = rest.partition(" ")
    if not name or not blank:
        return ()
    whole = [f"{_FROM} {template.name}" for template in TEMPLATES]
    return tuple(f"{name} {text}" for text in whole if text.startswith(option) and text != option)
