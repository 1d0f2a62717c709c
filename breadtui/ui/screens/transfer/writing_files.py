"""A file written from a screen: never over another one without a question, and never half."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual.app import App


async def written(app: App[object], content: Iterable[str] | bytes, path: Path) -> bool:
    """Write texts or bytes; the question comes first where there is a file already. False where that is answered no.

    Asks from a worker. Raises: OSError, and there is no half of a file.
    """
    from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

    replaces = await asyncio.to_thread(path.exists)
    if replaces:
        question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
        if await app.push_screen_wait(question) is not True:
            return False
    from breadtui.export.whole_file import write_whole  # noqa: PLC0415  when it is asked for

    await asyncio.to_thread(write_whole, content, path, replaces=replaces)
    return True
