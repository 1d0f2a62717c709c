"""The bgit folder that the program is started in; how it is read is loaded where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.config.bgit_folder import find_folder

if TYPE_CHECKING:
    from breadtui.domain.bgit.checkout import Checkout


def find_bgit_repo() -> str | None:
    """The repository of the bgit folder that the program was started in."""
    try:
        return repo_here(Path.cwd())
    except FileNotFoundError:
        return None  # the folder was removed under us


def read_bgit() -> Checkout | None:
    """The bgit folder that the program was started in, as it is now."""
    try:
        return read_checkout(Path.cwd())
    except FileNotFoundError:
        return None  # the folder was removed under us


def repo_here(start: Path) -> str | None:
    """The repository that the folder works on, without asking git; None where there is none."""
    folder = find_folder(start)
    if folder is None:
        return None
    from breadtui.config.bgit_reading import repo_of

    return repo_of(folder)


def read_checkout(start: Path) -> Checkout | None:
    """All that the folder says; None where there is none. Slow: git is asked."""
    folder = find_folder(start)
    if folder is None:
        return None
    from breadtui.config.bgit_reading import checkout_of

    return checkout_of(folder)
