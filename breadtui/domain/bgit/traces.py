"""What a bgit folder without a mapping file still tells: the models its recipe names, and that a file is bgit's."""

from __future__ import annotations

import re

from breadtui.domain.bgit.mapping_file import MappingFile
from breadtui.domain.names import ModelPath, parse_model_path

_ENTRY = r"(?m)^\s*-\s*['\"]?([^\s'\"#]+)['\"]?\s*$"
_SECTION = r"(?m)^(PROMPT|TARGET|BAKE):"
_RECIPE = r"(?m)^(steps|resources):"


def is_input(text: str) -> bool:
    """It has a section of an `input.yml`."""
    return re.search(_SECTION, text) is not None


def is_recipe(text: str) -> bool:
    """It has the steps and resources of a `recipe.yml`."""
    return {found[1] for found in re.finditer(_RECIPE, text)} == {"steps", "resources"}


def mapping_of_recipe(text: str) -> MappingFile | None:
    """The repository and the bakes of the models that a recipe lists; None where it names no or several repositories.

    A parent may lie in another repository, so the last model's counts: a plan makes parents first.
    Source: the API contract, lineage: recreation plan.
    """
    paths = [path for entry in re.finditer(_ENTRY, text) if (path := parse_model_path(entry[1])) is not None]
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
