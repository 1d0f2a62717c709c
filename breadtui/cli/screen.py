"""Opens the cockpit where there is a terminal to draw on."""

from __future__ import annotations

import gc
import os
from argparse import Namespace

from breadtui.cli.complaint import complain
from breadtui.cli.joining import settings_of
from breadtui.cli.words.usage import did_you_mean
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Settings

STDIN, STDOUT = 0, 1


def open_screen(found: Namespace) -> int:
    """Draw until the person leaves; without a terminal, or for a command misspelt, say so and stop."""
    from breadtui.ui.terminal.tty import draws_ascii, terminal_problem

    meant = getattr(found, "meant", None)
    if sentence := terminal_problem(os.environ, STDIN, STDOUT):
        return complain(sentence if meant is None else f"{sentence} Did you mean {meant}?", exits.USAGE)
    # What is loaded stays: walks through it would find nothing to free. The app ends this rest once it has its rooms.
    gc.disable()
    try:
        settings = settings_of(found, os.environ)
        if meant is not None and _is_no_repo(settings):
            return complain(did_you_mean("there is no such command or repository", meant), exits.USAGE)
        from breadtui.ui.shell import shell_shown

        with shell_shown(is_ascii=draws_ascii(os.environ)) as hand_over:
            from breadtui.cli.cockpit import open_cockpit

            return open_cockpit(settings, _first_line(found), hand_over)
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)


def _is_no_repo(settings: Settings) -> bool:
    from breadtui.cli.misspelt_place import is_no_repo

    return is_no_repo(settings)


def _first_line(found: Namespace) -> str:
    """What is typed for the person once the cockpit is open."""
    if found.command != "chat":
        return ""
    from breadtui.cli.words.chat import first_line_of

    return first_line_of(found)
