"""The words after `breadtui target`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from breadtui.cli.words.verbs import AddService, add_creation_from_file


def add_target_words(
    parser: argparse.ArgumentParser, add_service: AddService, place: Callable[[str], tuple[str, str]]
) -> None:
    """Add what can be done with targets."""
    add_creation_from_file(parser, add_service, place, "make a target from a file", _ABOUT)


_ABOUT = """\
Make a target from a file, and write out what the service made of it. An equal
one is found; of another, the difference and the next free name are told.

The file holds the target's settings by their keys (teacher_prompt, student_prompt,
generators, model_name, num_traj_per_stimulus, temperature, max_tokens,
max_concurrency, extra_kwargs) and `template`: default, or another target. The
service's own answer and bgit's input.yml are read as well. A template_path of a
generator is read from the file's folder and sent along."""
