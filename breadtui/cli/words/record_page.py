"""What may be typed after `breadtui record`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

ABOUT = """\
Watch all repositories without a screen: what happens is written into the
journal, chains, plans and downloads go on, notices reach your hook command.
While it runs, cockpits of this account read what it was answered instead of
asking the service again. One line an event; SIGTERM, SIGHUP or ctrl+c ends it.

  tmux new-session -d -s bread breadtui record     in a window of its own
  breadtui record --print-unit                     as a service of systemd"""


def add_record_words(parser: argparse.ArgumentParser, add_service: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add which repositories, and how to tell."""
    parser.description = ABOUT
    add_service(parser)
    parser.add_argument("repos", metavar="REPO", nargs="*", help="these repositories alone (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line for each event")
    parser.add_argument("--read-only", action="store_true", help="go on with no chain and no plan")
    parser.add_argument("--print-unit", action="store_true", help="print a systemd user unit that does this, and end")
