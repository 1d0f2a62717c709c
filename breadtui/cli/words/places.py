"""Places that a person types: a repository, a job in it, and where a filter begins."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from breadtui.cli.words.filters import looks_like_filter
from breadtui.cli.words.usage import UsageProblem


def place(text: str) -> tuple[str, str | None]:
    """`REPO`, `REPO/` or `REPO/BAKE` as repository and bake."""
    repo, _, bake = text.partition("/")
    if not repo:
        raise argparse.ArgumentTypeError("a place is REPO or REPO/BAKE")
    return repo, bake or None


def place_and_filter(words: Sequence[str]) -> tuple[tuple[str, str | None] | None, str]:
    """The repository, where the first word names one, and the filter that the other words make.

    Raises: UsageProblem where the first word cannot be a place.
    """
    if not words or looks_like_filter(words[0]):
        return None, " ".join(words)
    try:
        return place(words[0]), " ".join(words[1:])
    except argparse.ArgumentTypeError as problem:
        raise UsageProblem(str(problem)) from problem


def job_place(text: str) -> tuple[str, str]:
    """`REPO/BAKE` as repository and bake."""
    repo, name = place(text)
    if name is None:
        raise argparse.ArgumentTypeError("it takes REPO/BAKE, or REPO/NAME with an option that says of what")
    return repo, name
