"""A person's own program that is told what happened: JSON on its standard input, a time limit, no key."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress

from breadtui.config.files import reason_of
from breadtui.domain.json_values import JsonObject

KEY_VARIABLE = "BREAD_API_KEY"
MOST_ERROR_BYTES = 2_000
SHELL = "/bin/sh"


class HookFailed(Exception):
    """The program did not take it; the text is a sentence without a full stop."""


def hook_environment(environ: Mapping[str, str], secrets: Sequence[str]) -> dict[str, str]:
    """What the program inherits: all but the key, under whatever name it stands."""
    kept = {name: value for name, value in environ.items() if name != KEY_VARIABLE}
    return {name: value for name, value in kept.items() if not any(secret and secret in value for secret in secrets)}


async def run_hook(
    command: Sequence[str],
    told: JsonObject,
    environ: Mapping[str, str],
    *,
    is_shell: bool = False,
    limit_seconds: float = 10.0,
) -> None:
    """Run it and wait for its end; `environ` is all that it inherits. Nothing that is told stands in its arguments.

    Raises: HookFailed.
    """
    words = [SHELL, "-c", command[0]] if is_shell else list(command)
    program = shutil.which(words[0], path=environ.get("PATH", ""))
    if program is None:
        raise HookFailed(f"there is no program {words[0]}")
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *words[1:],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=dict(environ),
            # Not in the terminal's group: ctrl+c there, or its end, is not meant for it.
            start_new_session=True,
        )
    except OSError as error:
        raise HookFailed(f"{words[0]} cannot be run ({reason_of(error)})") from error
    await _taken(process, words[0], (json.dumps(told) + "\n").encode("ascii"), limit_seconds)


async def _taken(process: asyncio.subprocess.Process, name: str, raw: bytes, limit_seconds: float) -> None:
    try:
        _, said = await asyncio.wait_for(process.communicate(raw), limit_seconds)
    except TimeoutError:
        raise HookFailed(f"{name} took longer than {limit_seconds:g} s and was stopped") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with all that it started: it leads a session of its own
            await process.wait()
    if process.returncode:
        words = said[:MOST_ERROR_BYTES].decode("utf-8", "replace").strip().partition("\n")[0]
        ended = f"{name} ended with {process.returncode}" if process.returncode > 0 else f"{name} was killed"
        raise HookFailed(f"{ended}: {words}" if words else ended)
