"""The settings that are not the same in all configurations of a board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.difference.comparison import settings_by_path
from breadtui.domain.difference.config_diff import value_text
from breadtui.domain.json_values import JsonObject


class SettingRow(NamedTuple):
    """One setting by its path with its value in each configuration, as JSON text; None where one lacks it.

    `unknown` are the numbers, from 0, of those of which nobody knows whether they have it.
    """

    path: str
    values: tuple[str | None, ...]
    unknown: frozenset[int] = frozenset()


class Settings(NamedTuple):
    """The rows that differ, and how many are the same in all that are known."""

    rows: tuple[SettingRow, ...]
    same_count: int


BASE_MODEL = "base_model"
"""The path of the row that says which base model the repository of each bake fixes."""


def differing(configs: Sequence[JsonObject | None], base_models: Sequence[str] = ()) -> Settings:
    """What differs between the configurations that are known, in the order of the first of them.

    A configuration that is not known (None) makes no difference; fewer than two known ones have none. `base_models`
    are those of the bakes' repositories: a row before all others where they differ. An empty one is not known.
    """
    found = _configured(configs)
    if len({model for model in base_models if model}) < 2:
        return found
    unknown = frozenset(number for number, model in enumerate(base_models) if not model)
    based = SettingRow(BASE_MODEL, tuple(value_text(model) if model else None for model in base_models), unknown)
    return Settings((based, *found.rows), found.same_count)


def _configured(configs: Sequence[JsonObject | None]) -> Settings:
    read = [None if config is None else settings_by_path(config) for config in configs]
    known = [settings for settings in read if settings is not None]
    if len(known) < 2:
        return Settings((), 0)
    unknown = frozenset(number for number, settings in enumerate(read) if settings is None)
    paths = list(dict.fromkeys(path for settings in known for path in settings))
    rows = [
        SettingRow(path, tuple(None if settings is None else settings.get(path) for settings in read), unknown)
        for path in paths
        if _differs(path, known)
    ]
    return Settings(tuple(rows), len(paths) - len(rows))


def _differs(path: str, known: Sequence[Mapping[str, str]]) -> bool:
    return len({settings.get(path) for settings in known}) > 1
