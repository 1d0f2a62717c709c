"""A folder of bgit found from where the program was started, and read: never written to, and nothing in it is run."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.bgit_branches import branches_of, root_of
from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.bgit.mapping_file import MappingFile, NotMapping, read_mapping
from breadtui.domain.bgit.traces import is_input, is_recipe, mapping_of_recipe

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
        if _is_file(folder / MAPPING) or is_input(_text(folder / INPUT)) or is_recipe(_text(folder / RECIPE)):
            return folder
        if (folder / ".git").exists():
            return None
    return None


def repo_here(start: Path) -> str | None:
    """The repository that the folder works on, without asking git."""
    folder = find_folder(start)
    try:
        mapping = None if folder is None else _mapping(folder)
    except (OSError, NotMapping):
        return None
    return None if mapping is None else str(mapping.repo)


def read_checkout(start: Path) -> Checkout | None:
    """All that the folder says; None where there is none. Slow: git is asked."""
    folder = find_folder(start)
    if folder is None:
        return None
    problem, mapping = "", None
    try:
        mapping = _mapping(folder)
    except OSError as error:
        problem = f"{MAPPING}: {error.strerror or error}"
    except NotMapping as wrong:
        problem = f"{MAPPING}: {wrong}"
    root = root_of(folder)
    branches, trouble = branches_of(root, folder, MAPPING) if root is not None else ((), "")
    return Checkout(
        str(folder),
        mapping,
        branches,
        has_input=_is_file(folder / INPUT),
        has_recipe=_is_file(folder / RECIPE),
        problem=problem or trouble,
    )


def _mapping(folder: Path) -> MappingFile | None:
    """What the mapping file says; without one, what the recipe tells. Raises: OSError, NotMapping."""
    path = folder / MAPPING
    if not _is_file(path):
        return mapping_of_recipe(_text(folder / RECIPE))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotMapping("it is larger than 1 MB")
    return read_mapping(content.decode(errors="replace"))


def _text(path: Path) -> str:
    """The first megabyte of a file; nothing where it cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode(errors="replace")
    except OSError:
        return ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
