"""Commands that take a second word, such as `create`: what all of them share."""

from __future__ import annotations

import argparse
from collections.abc import Callable

AddService = Callable[[argparse.ArgumentParser], None]


class Verbs:
    """The second words of a command; a usual option may stand on either side of them."""

    def __init__(self, parser: argparse.ArgumentParser, add_service: AddService) -> None:
        self._parser = parser
        add_service(parser)
        self._verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)

    def add(self, name: str, does: str, about: str = "") -> argparse.ArgumentParser:
        """A word without options of its own yet; its page says `about`, or what it does."""
        # Unless suppressed, an option before the word would be forgotten for the default of the same after it.
        return self._verbs.add_parser(
            name,
            help=does,
            description=about or f"{does[0].upper()}{does[1:]}.",
            epilog=self._parser.epilog,
            formatter_class=self._parser.formatter_class,
            allow_abbrev=False,
            argument_default=argparse.SUPPRESS,
        )


def add_creation_from_file(
    parser: argparse.ArgumentParser,
    add_service: AddService,
    place: Callable[[str], tuple[str, str]],
    does: str,
    about: str,
) -> None:
    """The word `create`, which makes what is at a place from a file."""
    made = Verbs(parser, add_service).add("create", does, about)
    made.add_argument("place", metavar="REPO/NAME", type=place)
    made.add_argument("--file", metavar="FILE|-", required=True, help="JSON or YAML; - is standard input")
    made.add_argument("--json", action="store_true", default=False, help="JSON for programs instead of text")
    made.add_argument("--force", action="store_true", default=False, help="send even what is certain to be refused")
    add_service(made)
