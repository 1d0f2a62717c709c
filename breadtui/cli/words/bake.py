"""The words after `breadtui bake`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from breadtui.cli.words.verbs import AddService, add_creation_from_file


def add_bake_words(
    parser: argparse.ArgumentParser, add_service: AddService, place: Callable[[str], tuple[str, str]]
) -> None:
    """Add what can be done with bakes."""
    add_creation_from_file(parser, add_service, place, "make a bake from a file; it is not started", _ABOUT)


_ABOUT = """\
Make a bake from a file, and write out what the service made of it; it is not
started. An equal one is found; of another, the difference and the next free
name are told.

The file holds the bake's settings by their keys (datasets, epochs, model,
optimizer, data, checkpoint, …) and `template`: default, or another bake. The
service's own answer and bgit's input.yml are read as well. Rows are counted
when a bake is created, so create it after its rollouts: unfinished ones are
told."""
