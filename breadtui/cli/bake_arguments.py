"""The words after `breadtui bake`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_bake_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str]],
) -> None:
    """Add what can be done with bakes; a usual option may stand on either side of the word."""
    add_service(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)
    made = verbs.add_parser(
        "create",
        help="make a bake from a file; it is not started",
        description=_ABOUT,
        epilog=parser.epilog,
        formatter_class=parser.formatter_class,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("place", metavar="REPO/NAME", type=place)
    made.add_argument("--file", metavar="FILE|-", required=True, help="JSON or YAML; - is standard input")
    made.add_argument("--json", action="store_true", default=False, help="JSON for programs instead of text")
    made.add_argument("--force", action="store_true", default=False, help="send even what is certain to be refused")
    add_service(made)


_ABOUT = """\
Make a bake from a file, and write out what the service made of it; it is not
started. An equal one is found; of another, the difference and the next free
name are told.

The file holds the bake's settings by their keys (datasets, epochs, model,
optimizer, data, checkpoint, …) and `template`: default, or another bake. The
service's own answer and bgit's input.yml are read as well. Rows are counted
when a bake is created, so create it after its rollouts: unfinished ones are
told."""
