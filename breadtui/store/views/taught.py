"""What is known of the prompts that bakes learn from, and what of it is still to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.descent.lessons import Lesson, lessons_of
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import datasets_of
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.values import dataclass

MOST_GENERATIONS = 200
"""So many generations of a descent are read for one question, the newest ones."""
MOST_TARGETS = 1000
"""A descent in which each bake learns from sixty targets is read so far."""


class Taught(NamedTuple):
    """The parts of the state that tell what bakes learn from."""

    lineages: Mapping[RepoName, Lineage]
    targets: Mapping[TargetKey, Remote[Target]]
    prompts: Mapping[PromptKey, Remote[Prompt]]

    @property
    def forest(self) -> Forest:
        """Who descends from whom, through all open repositories."""
        return forest_of(self.lineages)

    def config_of(self, place: BakePlace) -> JsonObject:
        """A bake's configuration as its repository's tree has it; empty where that is not known."""
        descent = self.forest.descent_of(place)
        return descent.bake.config if descent is not None and descent.bake is not None else {}

    def target_keys(self, place: BakePlace) -> tuple[TargetKey, ...]:
        """The targets a bake learns from, each once."""
        names = dict.fromkeys(dataset.target for dataset in datasets_of(self.config_of(place)))
        return tuple(TargetKey(place.repo, name) for name in names)

    def lessons(self, place: BakePlace) -> tuple[Lesson, ...]:
        """What a bake learns from, as far as its targets were read."""

        def config(name: TargetName) -> JsonObject | None:
            target = value_of(self.targets.get(TargetKey(place.repo, name), NOT_ASKED))
            return None if target is None else target.config

        return lessons_of(self.config_of(place), config)

    def teachers(self, place: BakePlace) -> tuple[PromptKey, ...]:
        """The prompts that teach a bake, each once."""
        names = dict.fromkeys(lesson.teacher for lesson in self.lessons(place) if lesson.teacher)
        return tuple(PromptKey(place.repo, name) for name in names)

    def students(self, place: BakePlace) -> tuple[PromptKey, ...]:
        """The prompts that its students are given, each once."""
        names = dict.fromkeys(lesson.student for lesson in self.lessons(place) if lesson.student)
        return tuple(PromptKey(place.repo, name) for name in names)

    def prompt(self, key: PromptKey) -> Remote[Prompt]:
        """A prompt's text."""
        return self.prompts.get(key, NOT_ASKED)

    def unread_targets(self, places: Iterable[BakePlace]) -> list[TargetKey]:
        """The targets of these bakes whose configuration is not known, each once."""
        keys = dict.fromkeys(key for place in places for key in self.target_keys(place))
        return [key for key in keys if value_of(self.targets.get(key, NOT_ASKED)) is None]

    def unread_prompts(self, places: Iterable[BakePlace], *, has_students: bool) -> list[PromptKey]:
        """The prompts of these bakes whose text is not known, each once."""
        keys: dict[PromptKey, None] = {}
        for place in places:
            keys |= dict.fromkeys(self.teachers(place))
            keys |= dict.fromkeys(self.students(place) if has_students else ())
        return [key for key in keys if value_of(self.prompt(key)) is None]


@dataclass(frozen=True, slots=True)
class DescentPath:
    """The bakes from which one descends, oldest first, itself last.

    `left_count` older ones are left out since there are too many; `beyond` is the parent of the oldest where that
    is in no answer: deleted, or in a repository that is not open.
    """

    places: tuple[BakePlace, ...]
    left_count: int = 0
    beyond: BakePlace | None = None


def descent_path(taught: Taught, place: BakePlace, most: int = MOST_GENERATIONS) -> DescentPath:
    """The path of descent to a bake, through all open repositories."""
    forest = taught.forest
    path = [place, *forest.ancestors(place)]
    beyond = next((one for one in path[1:] if forest.is_phantom(one)), None)
    known = path[: path.index(beyond)] if beyond is not None else path
    kept = _within(taught, known[:most])
    left_count = len(known) - len(kept)
    return DescentPath(tuple(reversed(kept)), left_count, beyond if not left_count else None)


def _within(taught: Taught, places: Sequence[BakePlace]) -> Sequence[BakePlace]:
    """The nearest of these whose targets can all be read; at least one."""
    count = 0
    for at, place in enumerate(places):
        count += len(taught.target_keys(place))
        if count > MOST_TARGETS and at:
            return places[:at]
    return places
