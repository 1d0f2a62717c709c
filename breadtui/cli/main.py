"""The front door: what was typed, what is opened for it, and the exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from breadtui.cli import exits
from breadtui.cli.arguments import UsageProblem, parse


def entry() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no UTF-8 gets an escape where it would have crashed the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Do what was typed; the exit code is one of `breadtui.cli.exits`."""
    try:
        return _opened(parse(argv))
    except UsageProblem as problem:
        return complain(f"{problem}. See breadtui --help.", exits.USAGE)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.OK
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Python would complain a second time when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return exits.PIPE_CLOSED


def complain(sentence: str, code: int) -> int:
    """Put one sentence on stderr; what is returned is `code`."""
    print(f"breadtui: {sentence}", file=sys.stderr)
    return code


def _opened(found: Namespace) -> int:
    try:
        return _open(found)
    except ImportError as error:
        return complain(_missing(error), exits.USAGE)


def _open(found: Namespace) -> int:
    if found.command == "demo-server":
        from breadtui.cli.demo_server import serve_demo

        return serve_demo(found)
    if found.command is None:
        from breadtui.cli.screen import open_screen

        return open_screen(found)
    from breadtui.cli.headless import run_headless

    return run_headless(found)


def _missing(error: ImportError) -> str:
    """One sentence for a dependency that is missing or too new; an import of our own that fails is a bug."""
    name = (error.name or "").partition(".")[0]
    if name in {"", "breadtui"}:
        raise error
    return f"the package {name!r} is missing or does not fit; install breadtui again with its dependencies."
