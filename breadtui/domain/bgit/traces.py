"""What a bgit folder without a mapping file still tells: the models its recipe names, and that a file is bgit's."""

from __future__ import annotations

import re

from breadtui.domain.bgit.mapping_file import MappingFile
from breadtui.domain.names import ModelPath, parse_model_path

_ENTRY = re.compile(r"^\s*-\s*['\"]?([^\s'\"#]+)['\"]?\s*$", re.MULTILINE)
_SECTION = re.compile(r"^(PROMPT|TARGET|BAKE):", re.MULTILINE)
_RECIPE = re.compile(r"^(steps|resources):", re.MULTILINE)


def is_input(text: str) -> bool:
    """It has a section of an `input.yml`."""
    return _SECTION.search(text) is not None


def is_recipe(text: str) -> bool:
    """It has the steps and resources of a `recipe.yml`."""
    return {found[1] for found in _RECIPE.finditer(text)} == {"steps", "resources"}


def mapping_of_recipe(text: str) -> MappingFile | None:
    """The repository and the bakes of the models that a recipe lists; None where it names no or several repositories.

    A parent may lie in another repository, so the last model's counts: a plan makes parents first.
    Source: the API contract, lineage: recreation plan.
    """
    paths = [path for entry in _ENTRY.finditer(text) if (path := parse_model_path(entry[1])) is not None]
    if not paths:
        return None
    repo = paths[-1].repo
    models: dict[str, tuple[str, ...]] = {}
    for path in _once(paths):
        if path.repo == repo:
            models[path.bake] = (*models.get(path.bake, ()), str(path))
    return MappingFile(repo, models=models)


def _once(paths: list[ModelPath]) -> list[ModelPath]:
    return list(dict.fromkeys(paths))
