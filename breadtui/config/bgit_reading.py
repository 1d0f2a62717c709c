"""What a folder of bgit says: its mapping, its branches, what lies in it."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.bgit_branches import branches_of, root_of
from breadtui.config.bgit_folder import INPUT, MAPPING, MOST_BYTES, RECIPE, is_file, text_of
from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.bgit.mapping_file import MappingFile, NotMapping, read_mapping
from breadtui.domain.bgit.traces import mapping_of_recipe


def repo_of(folder: Path) -> str | None:
    """The repository that the folder works on, without asking git; None where it does not say."""
    try:
        mapping = _mapping(folder)
    except (OSError, NotMapping):
        return None
    return None if mapping is None else str(mapping.repo)


def checkout_of(folder: Path) -> Checkout:
    """All that the folder says. Slow: git is asked."""
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
        has_input=is_file(folder / INPUT),
        has_recipe=is_file(folder / RECIPE),
        problem=problem or trouble,
    )


def _mapping(folder: Path) -> MappingFile | None:
    """What the mapping file says; without one, what the recipe tells. Raises: OSError, NotMapping."""
    path = folder / MAPPING
    if not is_file(path):
        return mapping_of_recipe(text_of(folder / RECIPE))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotMapping("it is larger than 1 MB")
    return read_mapping(content.decode(errors="replace"))
