"""Opens the cockpit where there is a terminal to draw on."""

from __future__ import annotations

import gc
import os
from argparse import Namespace

from breadtui.cli.complaint import complain
from breadtui.cli.joining import settings_of
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem

STDIN, STDOUT = 0, 1


def open_screen(found: Namespace) -> int:
    """Draw until the person leaves; without a terminal, say so and stop."""
    from breadtui.ui.terminal.tty import draws_ascii, terminal_problem

    if sentence := terminal_problem(os.environ, STDIN, STDOUT):
        return complain(sentence, exits.USAGE)
    # What is loaded stays: walks through it would find nothing to free. The app ends this rest once it has its rooms.
    gc.disable()
    try:
        settings = settings_of(found, os.environ)
        from breadtui.ui.shell import shell_shown

        with shell_shown(is_ascii=draws_ascii(os.environ)) as hand_over:
            from breadtui.cli.cockpit import open_cockpit

            return open_cockpit(settings, _first_line(found), hand_over)
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)


def _first_line(found: Namespace) -> str:
    """What is typed for the person once the cockpit is open."""
    if found.command != "chat":
        return ""
    from breadtui.cli.words.chat import first_line_of

    return first_line_of(found)
