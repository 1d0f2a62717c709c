"""Things of the service put back into the three sections of an `input.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from breadtui.domain.forms.places import is_list
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.recipe import datasets_of

TEACHER, STUDENT = "teacher", "student"
_HASHED = r"(.+)_[0-9a-f]{16}"
_REFERENCES = frozenset({"teacher_prompt", "student_prompt", "u", "v"})
_WORKED_OUT = frozenset({"total_trajectories", "model_name"})
"""What the service works out for each bake, and what bgit passes over."""


def base_name(name: str) -> str:
    """A name without the hash that bgit put behind it."""
    found = re.fullmatch(_HASHED, name)
    return found[1] if found is not None else name


def input_sections(
    prompts: Mapping[str, JsonObject],
    target: tuple[str, JsonObject],
    bake: tuple[str, JsonObject] | None = None,
) -> JsonObject:
    """The value of an `input.yml` that asks for these: `prompts` by `teacher` and `student`, the others by name.

    References become the file's own names. Of the bake's other targets the names on the service stay, since a file
    has one target. Checkpoints lose the folder that the service gave them.
    """
    name, config = target
    own = base_name(name)
    section: JsonObject = {"name": own, **{key: one for key, one in config.items() if key not in _REFERENCES}}
    sides = {f"{side}_prompt": side for side in (TEACHER, STUDENT) if side in prompts}
    value: JsonObject = {"PROMPT": dict(prompts), "TARGET": {**_without_nulls(section), **sides}}
    if bake is None:
        return value
    return {**value, "BAKE": _bake_section(*bake, name, own)}


def first_target(config: JsonObject) -> str | None:
    """The target that a file for this bake would hold."""
    return next((str(dataset.target) for dataset in datasets_of(config)), None)


def _bake_section(name: str, config: JsonObject, target: str, own: str) -> JsonObject:
    kept = {key: one for key, one in config.items() if key not in _WORKED_OUT}
    datasets = config.get("datasets")
    if is_list(datasets):
        kept["datasets"] = [_renamed(entry, target, own) for entry in datasets]
    checkpoints = config.get("checkpoint")
    if is_list(checkpoints):
        kept["checkpoint"] = [_without_folder(entry) for entry in checkpoints]
    return {"name": base_name(name), **_without_nulls(kept)}


def _renamed(entry: Json, target: str, own: str) -> Json:
    if isinstance(entry, Mapping) and entry.get("target") == target:
        return {**entry, "target": own}
    return entry


def _without_folder(entry: Json) -> Json:
    return {key: one for key, one in entry.items() if key != "output_dir"} if isinstance(entry, Mapping) else entry


def _without_nulls(section: Mapping[str, Json]) -> dict[str, Json]:
    return {key: one for key, one in section.items() if one is not None}
