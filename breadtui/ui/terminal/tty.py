"""Whether there is a terminal to draw on, said before anything is drawn."""

import os
from collections.abc import Mapping


def terminal_problem(environ: Mapping[str, str], stdin_fd: int, stdout_fd: int) -> str | None:
    """Why the cockpit cannot be drawn here, in a sentence for a person; None if it can.

    Without a terminal Textual would run for ever and write sequences into a pipe.
    """
    missing = [name for name, fd in (("input", stdin_fd), ("output", stdout_fd)) if not is_terminal(fd)]
    if missing:
        return f"breadtui needs a terminal, but its {' and '.join(missing)} is not one."
    if environ.get("TERM") == "dumb":
        return "breadtui needs a terminal that can place its cursor, but TERM is dumb; try TERM=xterm-256color."
    return None


def draws_ascii(environ: Mapping[str, str]) -> bool:
    """The terminal was said to know no UTF-8: BREADTUI_ASCII is set, or the locale names another encoding.

    The console of Linux has no letters for braille and few others. Said nothing, a terminal is taken to know UTF-8, as
    all but very old ones do.
    """
    if environ.get("BREADTUI_ASCII") or environ.get("TERM") == "linux":
        return True
    locale = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environ.get(name))), "UTF-8")
    return "utf" not in locale.lower()


def is_terminal(fd: int) -> bool:
    """Whether this open file is a terminal; a closed one is none."""
    try:
        return os.isatty(fd)
    except OSError:
        return False
