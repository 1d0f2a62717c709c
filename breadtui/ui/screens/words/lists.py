"""What may follow `new`, `duplicate` and `bulk` on the command line, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from breadtui.domain.bulk import Wish
from breadtui.domain.prompt.templates import BLANK, TEMPLATES, Template, template_named

_FROM = "--from"
PROMPT = "prompt"
KINDS = (PROMPT, "repo", "target", "bake")
"""What may be new, by the word after `new`; without one of these it is a prompt."""
NEW_PROMPT = f"new {PROMPT} "


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
        why = "a name is one word: " if len(words) > 1 and not words[1].startswith("-") else ""
        raise NotAList(f"{why}{NEW_PROMPT}NAME [{_FROM} {'|'.join(template.name for template in TEMPLATES)}]")
    template = template_named(words[2])
    if template is None:
        raise NotAList(f"templates: {', '.join(template.name for template in TEMPLATES)}")
    return NewWish(words[0], template)


class BulkWish(NamedTuple):
    """What is done with the marked prompts, where, and in which form."""

    wish: Wish
    place: str = ""
    form: str = ""


BULK_WORDS = {"create-into": Wish.CREATE, "save": Wish.SAVE, "export": Wish.EXPORT, "delete": Wish.DELETE}
BULK_FORMS = ("json", "yaml", "markdown", "openai", "bgit")
"""The forms of files with prompts, the usual one first."""
ONE_FILE_FORMS = frozenset({"bgit"})
"""Forms of which a program reads one file, of this name."""
ONE_FILE = "input.yml"
STOP, RESUME = "stop", "resume"
"""What may be done with a wish that goes on, or was stopped."""
_HOW = "bulk save, bulk create-into REPO, bulk export [FORM] FOLDER, bulk delete, bulk stop, or bulk resume"
_PLACELESS = frozenset({Wish.SAVE, Wish.DELETE})


def parse_bulk(rest: str) -> BulkWish:
    """The wish in the words after `bulk`. Raises: NotAList."""
    word, _, place = rest.partition(" ")
    wish, place = BULK_WORDS.get(word), place.strip()
    if wish is None or bool(place) is (wish in _PLACELESS):
        raise NotAList(_HOW)
    if wish is not Wish.EXPORT:
        return BulkWish(wish, place)
    form, _, folder = place.partition(" ")
    if form not in BULK_FORMS:
        return BulkWish(wish, place, BULK_FORMS[0])
    if not folder.strip():
        raise NotAList(f"bulk export {form} FOLDER; a folder of that name is ./{form}")
    return BulkWish(wish, folder.strip(), form)


def bulk_completions(rest: str, repos: Iterable[str]) -> tuple[str, ...]:
    """Whole texts that the words after `bulk` may become."""
    whole = [*(f"create-into {repo}" for repo in repos)] if rest.startswith("create-into ") else ["create-into "]
    whole += [f"export {form} " for form in BULK_FORMS] if rest.startswith("export ") else ["export "]
    whole += ["save", "delete", STOP, RESUME]
    return tuple(text for text in whole if text.startswith(rest) and text != rest)


def new_completions(rest: str) -> tuple[str, ...]:
    """Whole texts that the words after `new` may become."""
    if rest.startswith(f"{PROMPT} "):
        return tuple(f"{PROMPT} {text}" for text in new_completions(rest.removeprefix(f"{PROMPT} ")))
    name, blank, option = rest.partition(" ")
    if not blank:
        return tuple(f"{kind} " for kind in KINDS if name and kind.startswith(name))
    if not name or name in KINDS:
        return ()
    whole = [f"{_FROM} {template.name}" for template in TEMPLATES]
    return tuple(f"{name} {text}" for text in whole if text.startswith(option) and text != option)
