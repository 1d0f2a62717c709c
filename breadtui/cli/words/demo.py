"""The words after `breadtui demo-server`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_demo_words(
    parser: argparse.ArgumentParser,
    whole: Callable[[int, int], Callable[[str], int]],
    positive: Callable[[str], float],
) -> None:
    """Add where it serves, how fast its jobs go, and what it begins with."""
    parser.add_argument("--port", metavar="N", type=whole(0, 65_535), default=0, help="default: a free one, printed")
    parser.add_argument("--key", metavar="K", help="the only key let in (default: any)")
    parser.add_argument("--seed", metavar="S", type=whole(0, 2**63), default=7, help="another made-up world")
    pace = parser.add_mutually_exclusive_group()
    pace.add_argument("--speed", metavar="X", type=positive, help="demo seconds per second (default: 1)")
    pace.add_argument("--job-seconds", metavar="S", type=positive, help="how long each new job lasts")
    pace.add_argument("--instant", action="store_true", help="each new job is complete at once")
    parser.add_argument("--empty", action="store_true", help="begin without repositories")
    parser.add_argument("--bakes", metavar="N", type=whole(1, 1_000_000), help="add a repository with so many bakes")
    parser.add_argument(
        "--metrics", metavar="N", type=whole(1, 10_000_000), help="make training logs so many rows long"
    )
