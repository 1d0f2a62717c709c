"""The words after `breadtui target`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_target_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str]],
) -> None:
    """Add what can be done with targets; a usual option may stand on either side of the word."""
    add_service(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)
    made = verbs.add_parser(
        "create",
        help="make a target from a file",
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
Make a target from a file, and write out what the service made of it. An equal
one is found; of another, the difference and the next free name are told.

The file holds the target's settings by their keys (teacher_prompt, student_prompt,
generators, model_name, num_traj_per_stimulus, temperature, max_tokens,
max_concurrency, extra_kwargs) and `template`: default, or another target. The
service's own answer and bgit's input.yml are read as well. A template_path of a
generator is read from the file's folder and sent along."""
