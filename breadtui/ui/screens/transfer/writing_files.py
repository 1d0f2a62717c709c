"""A file written from a screen: never over another one without a question, and never half."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
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
    await asyncio.to_thread(_writer(content, path, replaces=replaces))
    return True


def _writer(content: Iterable[str] | bytes, path: Path, *, replaces: bool) -> Callable[[], None]:
    if isinstance(content, bytes):
        return lambda: _write_bytes(content, path, replaces=replaces)
    return lambda: _write_texts(content, path, replaces=replaces)


def _write_bytes(content: bytes, path: Path, *, replaces: bool) -> None:
    from breadtui.ui.screens.transfer.exporting import write_new, write_over  # noqa: PLC0415  when it is asked for

    (write_over if replaces else write_new)(path, content)


def _write_texts(texts: Iterable[str], path: Path, *, replaces: bool) -> None:
    from breadtui.export.whole_file import WholeFile  # noqa: PLC0415  when it is asked for

    file = WholeFile(path, replaces=replaces)
    try:
        for text in texts:
            file.write(text)
        file.finish()
    except BaseException:
        file.give_up()
        raise
