"""What a bake learns from: for each of its targets who teaches, and what the student is told."""

from __future__ import annotations

from collections.abc import Callable

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName, TargetName
from breadtui.domain.recipe import datasets_of
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Lesson:
    """One target with its prompts; None where it names none, which for the student means that no words are needed.

    `share` is the normalised share of the training data, 0 to 1.
    """

    target: TargetName
    share: float
    teacher: PromptName | None
    student: PromptName | None


def prompts_named(config: JsonObject) -> tuple[PromptName | None, PromptName | None]:
    """Teacher and student of a target's configuration; the old aliases `u` and `v` count where the new are absent.

    Source: the API contract, targets.
    """
    return _named(config, "teacher_prompt", "u"), _named(config, "student_prompt", "v")


def lessons_of(bake: JsonObject, target_of: Callable[[TargetName], JsonObject | None]) -> tuple[Lesson, ...]:
    """The lessons of a bake's configuration whose targets are known, each target once."""
    found: dict[TargetName, Lesson] = {}
    for dataset in datasets_of(bake):
        config = target_of(dataset.target)
        if config is not None and dataset.target not in found:
            found[dataset.target] = Lesson(dataset.target, dataset.share, *prompts_named(config))
    return tuple(found.values())


def _named(config: JsonObject, *keys: str) -> PromptName | None:
    names = (config.get(key) for key in keys)
    return next((PromptName(name) for name in names if isinstance(name, str) and name), None)
