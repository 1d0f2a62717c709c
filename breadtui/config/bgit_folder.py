"""A folder of bgit found from where the program was started, and read: never written to, and nothing in it is run."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.bgit_branches import branches_of, root_of
from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.bgit.mapping_file import MappingFile, NotMapping, read_mapping

MAPPING, INPUT, RECIPE = ".bread", "input.yml", "recipe.yml"
MOST_MAPPING_BYTES = 1024 * 1024


def find_folder(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds a mapping file; the home folder and beyond are not looked at.

    Where git keeps the folder, its root is the last one looked at. A folder with only `input.yml` and `recipe.yml`
    side by side counts as well.
    """
    home = _home()
    for folder in (start, *start.parents):
        if folder in {home, folder.parent}:
            return None
        if _is_file(folder / MAPPING) or (_is_file(folder / INPUT) and _is_file(folder / RECIPE)):
            return folder
        if (folder / ".git").exists():
            return None
    return None


def repo_here(start: Path) -> str | None:
    """The repository that the folder's mapping file names, without asking git."""
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
    path = folder / MAPPING
    if not _is_file(path):
        return None
    with path.open("rb") as file:
        content = file.read(MOST_MAPPING_BYTES + 1)
    if len(content) > MOST_MAPPING_BYTES:
        raise NotMapping("it is larger than 1 MB")
    return read_mapping(content.decode(errors="replace"))


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
