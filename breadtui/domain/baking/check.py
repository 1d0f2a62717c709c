"""What is wrong or doubtful in a bake before it is made, each with its place in the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import isfinite

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, PARENT, BakeDraft, Entry, entries_of, text_at
from breadtui.domain.baking.form import MORE, NAME, TEMPLATE, unknown_keys
from breadtui.domain.baking.known import Known, KnownTarget
from breadtui.domain.forms.places import Place, is_list, value_at
from breadtui.domain.forms.problems import Problem
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import is_impossible_name, name_problem, parse_model_path
from breadtui.domain.prompt.free_names import free_name

SCHEDULE_RATE: Place = ("scheduler", "lr")
SPLIT: Place = ("data", "train_eval_split")
SHOWN_KEYS = 3


def problems(draft: BakeDraft, below: JsonObject, known: Known) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful beyond kinds and limits, in the order of the rows."""
    config = draft.resolved(below)
    return (
        *_of_name(draft.name, known),
        *_of_template(draft.template, known),
        *_of_datasets(config, known),
        *_of_parent(config, known),
        *_of_settings(config),
        *_of_others(draft),
    )


def expected_model(config: JsonObject, known: Known) -> str:
    """The model that a bake's targets should be answered by: what it starts from; empty where that is not known.

    Source: the API contract, sequential bakes.
    """
    return text_at(config, *map(str, PARENT)) or known.base_model


def _of_name(name: str, known: Known) -> Iterator[Problem]:
    if not name:
        return
    if problem := name_problem(name):
        yield Problem(NAME, problem, is_warning=not is_impossible_name(name))
    elif known.bakes is not None and name in known.bakes:
        free = free_name(name, known.bakes)
        words = f"there is a bake {name}: an equal one is found, another is refused; {free} is free"
        yield Problem(NAME, words, is_warning=True)


def _of_template(template: str, known: Known) -> Iterator[Problem]:
    if template != DEFAULT_TEMPLATE and known.bakes is not None and template not in known.bakes:
        yield Problem(TEMPLATE, f"there is no bake {template} in this repository", is_warning=True)


def _of_datasets(config: JsonObject, known: Known) -> Iterator[Problem]:
    entries = entries_of(config)
    counted = Counter(entry.target for entry in entries)
    for entry in entries:
        place = ("datasets", entry.place)
        yield from _of_weight(entry)
        if not entry.target:
            continue
        if known.names is not None and entry.target not in known.names:
            yield Problem(place, f"there is no target {entry.target} in this repository")
            continue
        if counted[entry.target] > 1:
            yield Problem(place, f"{entry.target} is named {counted[entry.target]} times", is_warning=True)
        yield from _of_rollout(place, entry.target, known.target(entry.target))
        yield from _of_model(place, entry.target, config, known)
    if entries and all(entry.weight == 0 for entry in entries):
        yield Problem(("datasets",), "all weights are 0: there is nothing to learn from")


def _of_weight(entry: Entry) -> Iterator[Problem]:
    place = ("datasets", entry.place, "weight")
    if entry.weight is None:
        return  # what is no number at all is told by the field
    if not isfinite(entry.weight) or entry.weight < 0:
        yield Problem(place, "a weight is no share of anything below 0")
    elif entry.weight == 0:
        yield Problem(place, "weight 0: nothing is learned from it", is_warning=True)


def _of_rollout(place: Place, name: str, target: KnownTarget) -> Iterator[Problem]:
    if (rollout := target.rollout) is not None and (state := _unready_words(rollout)):
        words = f"rollout of {name} {state}: rows are counted when the bake is created, so create it afterwards"
        yield Problem(place, words, is_warning=True)


def _unready_words(rollout: Job) -> str:
    match rollout.status:
        case JobStatus.COMPLETE:
            return "has no rows" if rollout.lines == 0 else ""
        case JobStatus.NOT_STARTED:
            return "has not begun"
        case JobStatus.FAILED:
            return "failed"
        case _:
            percent = progress_percent_of(rollout)
            return f"still runs{f', {percent:.0f}%' if percent is not None else ''}"


def _of_model(place: Place, name: str, config: JsonObject, known: Known) -> Iterator[Problem]:
    wanted, answered = expected_model(config, known), known.target(name).model_name
    if wanted and answered and answered != wanted:
        yield Problem(place, f"{name} is answered by {answered}, but the bake starts from {wanted}", is_warning=True)


def _of_parent(config: JsonObject, known: Known) -> Iterator[Problem]:
    parent = text_at(config, *map(str, PARENT))
    path = parse_model_path(parent)
    if not parent or parent == known.base_model:
        return
    if path is None:
        if known.base_model:
            words = f"neither a baked model's path nor {known.base_model}, the repository's base model"
            yield Problem(PARENT, words, is_warning=True)
    elif known.models is not None and path.repo in known.repos and parent not in known.models:
        yield Problem(PARENT, f"{path.repo} has no checkpoint {path.bake}/{path.checkpoint}", is_warning=True)


def _of_settings(config: JsonObject) -> Iterator[Problem]:
    if value_at(config, SCHEDULE_RATE) is not None:
        yield Problem(SCHEDULE_RATE, "setting it is an error: set the learning rate instead (optimizer.learning_rate)")
    split = value_at(config, SPLIT)
    parts = [one for one in split if isinstance(one, (int, float))] if is_list(split) else []
    if parts and abs(sum(parts) - 1) > 1e-6:
        yield Problem(SPLIT, f"the shares add up to {sum(parts):g}, not to 1", is_warning=True)


def _of_others(draft: BakeDraft) -> Iterator[Problem]:
    found = unknown_keys(draft.given)
    if found:
        more = f" and {len(found) - SHOWN_KEYS} more" if len(found) > SHOWN_KEYS else ""
        words = f"{', '.join(found[:SHOWN_KEYS])}{more}: the service refuses settings that it does not know"
        yield Problem(MORE, words, is_warning=True)


def others_problem(value: Json) -> str:
    """Why the JSON of other settings cannot be laid over the form; empty where it can."""
    return "" if value is None or isinstance(value, Mapping) else "wants an object: { … }"
