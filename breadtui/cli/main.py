"""The front door: quick answers at once, everything else opened behind it."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

from breadtui import __version__
from breadtui.commands import exits

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
YOUNG_OBJECTS = 100_000
"""So many new objects are worth a round of the garbage collector: what a short command loads stays, and is fewer."""


def entry() -> None:
    """The console script."""
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
    open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no UTF-8 gets an escape where it would have crashed the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code = main(sys.argv[1:])
    let_go_of_dead_streams()
    # Python would walk through all that was loaded once more at its very end, to free what ends with it anyway.
    gc.freeze()
    sys.exit(code)


def open_missing_streams() -> None:
    """Give a stream that was closed before the start a place where nothing is kept: `breadtui status >&-`.

    No file or connection may get its number, or what is written would go there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115  it is open until the end


def let_go_of_dead_streams() -> None:
    """Give up what cannot be written any more, as to a terminal that hung up.

    Python would otherwise try it once again at its very end, and end with 120 instead of the code.
    """
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def main(argv: Sequence[str]) -> int:
    """Do what was typed; the exit code is one of `breadtui.commands.exits`."""
    try:
        return _opened(argv)
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Python would complain a second time when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return exits.PIPE_CLOSED
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        from breadtui.cli.complaint import complain

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return complain(f"the outcome cannot be written ({problem.strerror}).", exits.USAGE)


def _opened(argv: Sequence[str]) -> int:
    if _is_answered(argv):
        return exits.OK
    from breadtui.cli.opening import open_typed

    return open_typed(argv)


def _is_answered(argv: Sequence[str]) -> bool:
    """Help and version are printed without reading the rest of the line: not even argparse is loaded."""
    match list(argv):
        case ["--version", *_]:
            print(f"breadtui {__version__}")
        case ["--help" | "-h", *_] | ["help"]:
            from breadtui.cli.words.help_page import PAGE

            print(PAGE, end="")
        case _:
            return False
    sys.stdout.flush()
    return True
