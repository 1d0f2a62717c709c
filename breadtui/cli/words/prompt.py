"""The words after `breadtui prompt`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from breadtui.cli.words.verbs import AddService, Verbs

_FORMS = {
    "json": "JSON in the service's own words",
    "yaml": "YAML, long texts as blocks",
    "markdown": "Markdown with a heading for each role (default)",
    "openai": "the messages as OpenAI's clients send them",
    "bgit": "the section of bgit's input.yml that makes it",
}
_EDITED_FORMS = ("markdown", "json", "yaml")


def add_prompt_words(
    parser: argparse.ArgumentParser,
    add_service: AddService,
    place: Callable[[str], tuple[str, str | None]],
) -> None:
    """Add what can be done with prompts, each with its own words."""
    verbs = Verbs(parser, add_service)

    def verb(name: str, does: str, where: str) -> argparse.ArgumentParser:
        added = verbs.add(name, does)
        added.add_argument("place", metavar=where, type=(_unnamed if where == "REPO" else _named)(place))
        add_service(added)
        return added

    listed = verb("list", "the names of a repository's prompts", "REPO")
    _add_json(listed, "a JSON list")
    got = verb("get", "a prompt, in a form that set reads back", "REPO/NAME")
    _add_forms(got, _FORMS)
    got.add_argument("--version", metavar="N", type=_number, help="as history numbers what was seen on this machine")
    put = verb("set", "save a prompt from a file", "REPO/NAME")
    put.add_argument("other", metavar="FILE|-", help="JSON, YAML, Markdown, OpenAI messages or input.yml; - is stdin")
    over = put.add_mutually_exclusive_group()
    over.add_argument("--replace", action="store_true", help="replace another text; else it is shown, and left")
    over.add_argument("--base", metavar="FILE", help="replace another text only if it is still the one in this file")
    _add_json(put, "what came of it, as a JSON object")
    compared = verb("diff", "how a prompt differs from a file or another prompt", "REPO/NAME")
    compared.add_argument("other", metavar="FILE|-|REPO/NAME", help="the other text; ./FILE is always a file")
    _add_json(compared, "the changed lines as a JSON object")
    past = verb("history", "the versions of a prompt seen on this machine", "REPO/NAME")
    _add_json(past, "one JSON object a line")
    edited = verb("edit", "a prompt in $VISUAL or $EDITOR, saved when it closes", "REPO/NAME")
    _add_forms(edited, {form: _FORMS[form] for form in _EDITED_FORMS})


def _add_json(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--json", dest="form", action="store_const", const="json", help=words)


def _add_forms(parser: argparse.ArgumentParser, forms: Mapping[str, str]) -> None:
    group = parser.add_mutually_exclusive_group()
    for form, words in forms.items():
        group.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=words)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or not int(text):
        raise argparse.ArgumentTypeError("a version is a number from 1")
    return int(text)


def _unnamed(place: Callable[[str], tuple[str, str | None]]) -> Callable[[str], tuple[str, str | None]]:
    def repo_place(text: str) -> tuple[str, str | None]:
        repo, name = place(text)
        if name is not None:
            raise argparse.ArgumentTypeError("a repository is meant, without a name after it")
        return repo, None

    return repo_place


def _named(place: Callable[[str], tuple[str, str | None]]) -> Callable[[str], tuple[str, str | None]]:
    def prompt_place(text: str) -> tuple[str, str | None]:
        repo, name = place(text)
        if name is None:
            raise argparse.ArgumentTypeError("a prompt is REPO/NAME")
        return repo, name

    return prompt_place
