"""The words after `breadtui repo`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_repo_words(parser: argparse.ArgumentParser, add_service: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add what can be done with repositories; a usual option may stand on either side of the word."""
    add_service(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)
    does = "make a repository, which can neither be renamed nor deleted"
    made = verbs.add_parser(
        "create",
        help=does,
        description=f"{does[0].upper()}{does[1:]}. An equal one is found.",
        epilog=parser.epilog,
        formatter_class=parser.formatter_class,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("name", metavar="NAME")
    made.add_argument("--base-model", metavar="M", default=None, help="fixed for good (default: the service's)")
    made.add_argument("--json", action="store_true", default=False, help="JSON for programs instead of text")
    add_service(made)
