"""The words after `breadtui prompt`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

_FORMS = {
    "json": "JSON in the service's own words",
    "yaml": "YAML, long texts as blocks",
    "markdown": "Markdown with a heading for each role (default)",
    "openai": "the messages as OpenAI's clients send them",
}


def add_prompt_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str | None]],
) -> None:
    """Add what can be done with prompts, each with its own words; a usual option may stand on either side of it."""
    add_service(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)

    def verb(name: str, does: str, where: str) -> argparse.ArgumentParser:
        # Without this an option before the word would be forgotten for the default of the same after it.
        added = verbs.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=parser.epilog,
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
            argument_default=argparse.SUPPRESS,
        )
        added.add_argument("place", metavar=where, type=place if where == "REPO" else _named(place))
        add_service(added)
        return added

    listed = verb("list", "the names of a repository's prompts", "REPO")
    listed.add_argument("--json", dest="form", action="store_const", const="json", help="a JSON list")
    got = verb("get", "a prompt, in a form that set reads back", "REPO/NAME").add_mutually_exclusive_group()
    for form, words in _FORMS.items():
        got.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=words)
    put = verb("set", "save a prompt from a file", "REPO/NAME")
    put.add_argument("other", metavar="FILE|-", help="JSON, YAML, Markdown, OpenAI messages or input.yml; - is stdin")
    put.add_argument("--replace", action="store_true", help="replace another text; else it is shown, and left")
    compared = verb("diff", "how a prompt differs from a file or another prompt", "REPO/NAME")
    compared.add_argument("other", metavar="FILE|-|REPO/NAME", help="the other text; ./FILE is always a file")
    past = verb("history", "the versions of a prompt seen on this machine", "REPO/NAME")
    past.add_argument("--json", dest="form", action="store_const", const="json", help="one JSON object a line")
    verb("edit", "a prompt in $VISUAL or $EDITOR, saved when it closes", "REPO/NAME")


def _named(place: Callable[[str], tuple[str, str | None]]) -> Callable[[str], tuple[str, str | None]]:
    def prompt_place(text: str) -> tuple[str, str | None]:
        repo, name = place(text)
        if name is None:
            raise argparse.ArgumentTypeError("a prompt is REPO/NAME")
        return repo, name

    return prompt_place
