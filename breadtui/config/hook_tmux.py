"""What tmux says of itself: which terminal shows it, and whether it lets sequences through."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from contextlib import suppress

from breadtui.domain.notices.terminals import Multiplexer, TmuxSays, multiplexer_of

WAIT_SECONDS = 2.0
_FIELDS = "#{client_termname}\n#{client_termtype}\n#{allow-passthrough}\n#{version}"
_LETS = frozenset({"on", "all", "1", "2"})


async def ask_tmux(environ: Mapping[str, str]) -> TmuxSays | None:
    """What it answers; None outside tmux, and where it cannot be asked.

    Before 3.3 tmux had no such option and let everything through.
    """
    program = shutil.which("tmux", path=environ.get("PATH", ""))
    if program is None or multiplexer_of(environ) is not Multiplexer.TMUX:
        return None
    target = ["-t", environ["TMUX_PANE"]] if environ.get("TMUX_PANE") else []
    answer = await _answer(program, ("display-message", "-p", *target, _FIELDS), environ)
    if answer is None:
        return None
    term, kind, passes, version, *_ = [*answer.split("\n"), "", "", "", ""]
    return TmuxSays(term, kind, passes in _LETS or (not passes and _is_before_3_3(version)))


def _is_before_3_3(version: str) -> bool:
    major, _, rest = version.partition(".")
    minor = "".join(letter for letter in rest[:2] if letter.isdigit())
    return major.isdigit() and bool(minor) and (int(major), int(minor)) < (3, 3)


async def _answer(program: str, words: tuple[str, ...], environ: Mapping[str, str]) -> str | None:
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
        )
    except OSError:
        return None
    try:
        said, _ = await asyncio.wait_for(process.communicate(), WAIT_SECONDS)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return said.decode("utf-8", "replace") if process.returncode == 0 else None
