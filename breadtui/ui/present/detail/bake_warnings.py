"""What somebody who bakes is easily mistaken about: told before the figures, each with a way to the culprit."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.descent.lineage import parent_path
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import ModelPath, PromptKey, TargetKey, parse_model_path
from breadtui.domain.recipe import datasets_of
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import Choice
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.detail.details import DetailSlice, bake_choice, config_of
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Tone

MOST_WARNINGS = 12


def bake_warnings(facts: DetailSlice, place: BakePlace) -> list[BodyLine]:
    """One line a warning, the first few; none where nothing is known to be wrong."""
    config = config_of(facts)
    if not config:
        return []
    found = [
        *_newer_checkpoint(facts, place),
        *_no_data(config),
        *_missing(facts, place),
        *_others(facts, place, config),
    ]
    more = [_warning(f"and {len(found) - MOST_WARNINGS} more")] if len(found) > MOST_WARNINGS else []
    return [*found[:MOST_WARNINGS], *more]


def _warning(text: str, goto: Choice | None = None) -> BodyLine:
    return BodyLine(sentence_line(f"! {text}", Tone.STALLED), goto)


def _newer_checkpoint(facts: DetailSlice, place: BakePlace) -> Iterator[BodyLine]:
    """The parent went on: a plan, or a bake made anew, would start from its newest checkpoint."""
    forest = facts.taught.forest
    parent, started = forest.parent_of(place), forest.started_checkpoint(place)
    descent = forest.descent_of(parent) if parent is not None else None
    if parent is None or started is None or descent is None or descent.bake is None:
        return
    newest = max(descent.bake.checkpoints, default=started)
    if newest > started:
        words = f"started from {clean(parent.bake)}/{started}, whose newest checkpoint is {newest}"
        yield _warning(words, bake_choice(parent))


def _no_data(config: JsonObject) -> Iterator[BodyLine]:
    """Source: the API contract, bakes: a bake needs datasets to start."""
    datasets = datasets_of(config)
    if not datasets:
        yield _warning("no datasets: there is nothing to learn from")
    elif not any(dataset.share for dataset in datasets):
        yield _warning("every dataset has weight 0: there is nothing to learn from")


def _missing(facts: DetailSlice, place: BakePlace) -> Iterator[BodyLine]:
    """Targets and prompts that are named and are not there, as far as the repository's contents are known."""
    contents = value_of(facts.contents)
    if contents is None:
        return
    targets, prompts = frozenset(contents.targets), frozenset(contents.prompts)
    for key in dict.fromkeys(dataset.target for dataset in datasets_of(config_of(facts))):
        if key not in targets:
            yield _warning(f"target {clean(key)} is not in this repository")
    for lesson in facts.taught.lessons(place):
        if lesson.teacher is None:
            yield _warning(f"target {clean(lesson.target)} has no teacher", TargetKey(place.repo, lesson.target))
        for name in (lesson.teacher, lesson.student):
            if name is not None and name not in prompts and not _is_read(facts, PromptKey(place.repo, name)):
                words = f"prompt {clean(name)}, named by {clean(lesson.target)}, is not in this repository"
                yield _warning(words, TargetKey(place.repo, lesson.target))


def _is_read(facts: DetailSlice, key: PromptKey) -> bool:
    return value_of(facts.taught.prompts.get(key, NOT_ASKED)) is not None


def _others(facts: DetailSlice, place: BakePlace, config: JsonObject) -> Iterator[BodyLine]:
    """Targets that another model answers than the one the bake starts from: set one and forget the other.

    Source: the API contract, sequential bakes.
    """
    start = parent_path(config)
    for remote in facts.targets:
        target = value_of(remote)
        if target is None:
            continue
        name = target.config.get("model_name")
        answering = parse_model_path(name) if isinstance(name, str) else None
        if answering != start:
            words = f"{clean(target.name)}: answered by {_model(answering, place)}, not by {_model(start, place)}"
            yield _warning(words, TargetKey(place.repo, target.name))


def _model(path: ModelPath | None, place: BakePlace) -> str:
    if path is None:
        return "the base model"
    return clean(f"{path.bake}/{path.checkpoint}" if path.repo == place.repo else str(path))
