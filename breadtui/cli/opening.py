"""From what was typed to the room that does it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from breadtui.cli.complaint import complain
from breadtui.cli.words.line import parse
from breadtui.cli.words.usage import UsageProblem
from breadtui.commands import exits


def open_typed(argv: Sequence[str]) -> int:
    """Do what was typed; what is returned is the exit code."""
    try:
        return _open(parse(argv))
    except UsageProblem as problem:
        end = "" if str(problem).endswith("?") else "."
        return complain(f"{problem}{end} See {problem.command} --help.", exits.USAGE)
    except ImportError as error:
        return complain(_missing(error), exits.USAGE)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.OK


def _open(found: Namespace) -> int:
    code = _told_here(found)
    if code is not None:
        return code
    if found.command is None and found.replay is not None:
        from breadtui.cli.replay import open_replay

        return open_replay(found.replay, has_mouse=not found.no_mouse)
    if found.command is None or (found.command == "chat" and _is_talk(found)):
        from breadtui.cli.screen import open_screen

        return open_screen(found)
    if found.command == "metrics" and found.form == "watch":
        from breadtui.cli.log_watch import open_log_watch

        return open_log_watch(found)
    from breadtui.cli.headless import run_headless

    return run_headless(found)


def _told_here(found: Namespace) -> int | None:
    """The outcome of what needs neither a service nor a key; None for the rest."""
    if found.command == "demo-server":
        from breadtui.cli.demo_server import serve_demo

        return serve_demo(found)
    if found.command == "record" and found.print_unit:
        from breadtui.cli.record_unit import print_unit

        return print_unit(found)
    if found.command == "notify":
        from breadtui.cli.words.doctor import run_notify

        return run_notify(found)
    if found.command == "keys":
        from breadtui.cli.words.keys import run_keys

        return run_keys(found)
    return None


def _is_talk(found: Namespace) -> bool:
    from breadtui.cli.words.chat import is_talk

    return is_talk(found)


def _missing(error: ImportError) -> str:
    """One sentence for a dependency that is missing or too new; an import of our own that fails is a bug."""
    name = (error.name or "").partition(".")[0]
    if name in {"", "breadtui"}:
        raise error
    return f"the package {name!r} is missing or does not fit; install breadtui again with its dependencies."
