"""A folder of bgit found from where the program was started: never written to, and nothing in it is run."""

from __future__ import annotations

from pathlib import Path

MAPPING, INPUT, RECIPE = ".bread", "input.yml", "recipe.yml"
MOST_BYTES = 1024 * 1024


def find_folder(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that bgit keeps; the home folder and beyond are not looked at.

    It holds a mapping file, or an `input.yml` or `recipe.yml` of bgit's form. Where git keeps the folder, its root is
    the last one looked at.
    """
    home = _home()
    for folder in (start, *start.parents):
        if folder in {home, folder.parent}:
            return None
        if _is_kept(folder):
            return folder
        if (folder / ".git").exists():
            return None
    return None


def _is_kept(folder: Path) -> bool:
    if is_file(folder / MAPPING):
        return True
    typed, recipe = text_of(folder / INPUT), text_of(folder / RECIPE)
    if not (typed or recipe):
        return False
    from breadtui.domain.bgit.traces import is_input, is_recipe  # noqa: PLC0415  few start in such a folder

    return is_input(typed) or is_recipe(recipe)


def text_of(path: Path) -> str:
    """The first megabyte of a file; nothing where it cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode(errors="replace")
    except OSError:
        return ""


def is_file(path: Path) -> bool:
    """Whether there is such a file that can be looked at."""
    try:
        return path.is_file()
    except OSError:
        return False


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
