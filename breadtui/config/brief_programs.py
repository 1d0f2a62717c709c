"""A program of this machine that is run for a moment: it gets bytes, may answer, and is stopped if it lingers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress

WAIT_SECONDS = 2.0


async def run_briefly(
    argv: Sequence[str],
    environ: Mapping[str, str],
    raw: bytes | None = None,
    *,
    wants_answer: bool = True,
    is_apart: bool = False,
) -> bytes | None:
    """What the program answered (nothing unless wanted); None where it is not there, failed, or took too long.

    `environ` is all that it inherits; `is_apart` lets what it leaves running outlive this terminal.
    """
    program = shutil.which(argv[0], path=environ.get("PATH", ""))
    if program is None:
        return None
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *argv[1:],
            stdin=asyncio.subprocess.DEVNULL if raw is None else asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE if wants_answer else asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=is_apart,
        )
    except OSError:
        return None
    return await _answer_of(process, raw)


async def _answer_of(process: asyncio.subprocess.Process, raw: bytes | None) -> bytes | None:
    try:
        answer, _ = await asyncio.wait_for(process.communicate(raw), WAIT_SECONDS)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return (answer or b"") if process.returncode == 0 else None
