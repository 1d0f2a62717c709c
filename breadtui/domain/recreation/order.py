"""In which order the steps of a plan can be done, and what is amiss with the order that the service gave."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import ModelPath, RepoName, parse_model_path
from breadtui.domain.recipe import PlanStep, datasets_of
from breadtui.domain.recreation.made import Made, StepKind, made_by

_READY = {
    "stim_complete": StepKind.STIM,
    "rollout_complete": StepKind.ROLLOUT,
    "complete": StepKind.TRAINING,
    "bake_complete": StepKind.TRAINING,
}
_MADE = {"prompt": StepKind.PROMPT, "target": StepKind.TARGET, "bake": StepKind.BAKE}
Place = tuple[StepKind, str]


def paths_in(settings: JsonObject) -> Iterator[tuple[str, ModelPath]]:
    """The baked models that settings name, with where: `model_name`, or `model.parent_model_name`."""
    model = settings.get("model")
    inner = model.get("parent_model_name") if isinstance(model, Mapping) else None
    for place, text in (("model_name", settings.get("model_name")), ("model.parent_model_name", inner)):
        path = parse_model_path(text) if isinstance(text, str) else None
        if path is not None:
            yield place, path


def needed_by(made: Made, source: RepoName) -> list[Place]:
    """What must be done before a step: what the plan says, and what the settings imply.

    A bake is made after its rollouts, since the service counts their rows then; whatever names a model of the same
    repository comes after that model's training. Source: the API contract, bakes and recreation plans.
    """
    needs = [place for need in made.needs if (place := _place_of(need)) is not None]
    match made.kind:
        case StepKind.STIM:
            needs.append((StepKind.TARGET, made.name))
        case StepKind.ROLLOUT:
            needs += [(StepKind.TARGET, made.name), (StepKind.STIM, made.name)]
        case StepKind.TRAINING:
            needs.append((StepKind.BAKE, made.name))
        case StepKind.TARGET:
            needs += [(StepKind.PROMPT, name) for name in _prompts_of(made)]
        case StepKind.BAKE:
            for dataset in datasets_of(made.settings):
                needs += [(StepKind.TARGET, dataset.target), (StepKind.ROLLOUT, dataset.target)]
        case StepKind.PROMPT | StepKind.UNKNOWN:
            pass
    needs += [(StepKind.TRAINING, path.bake) for _, path in paths_in(made.settings) if path.repo == source]
    return [place for place in dict.fromkeys(needs) if place != (made.kind, made.name)]


def _prompts_of(made: Made) -> list[str]:
    names = (made.settings.get(key) for key in ("teacher_prompt", "student_prompt"))
    return [name for name in names if isinstance(name, str) and name]


def _place_of(need: str) -> Place | None:
    kind, _, rest = need.partition(":")
    name, _, word = rest.rpartition(":")
    if name and word in _READY:
        return _READY[word], name
    return (_MADE[kind], rest) if kind in _MADE and rest else None


def in_order(steps: Sequence[PlanStep], source: RepoName) -> tuple[tuple[Made, ...], tuple[str, ...]]:
    """The steps in an order that can be done, as near to the given one as possible, and what was amiss.

    Steps that wait for each other in a circle come last, in the order in which they were given. Asked again for the
    same tuple, the last few orders are remembered: a run asks at each of ten thousand steps.
    """
    return _remembered(_Steps(tuple(steps)), source)


class _Steps:
    """Steps told apart by identity, since comparing what is in them would cost as much as ordering them."""

    __slots__ = ("steps",)

    def __init__(self, steps: tuple[PlanStep, ...]) -> None:
        self.steps = steps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Steps) and self.steps is other.steps

    def __hash__(self) -> int:
        return id(self.steps)


@lru_cache(maxsize=4)
def _remembered(given: _Steps, source: RepoName) -> tuple[tuple[Made, ...], tuple[str, ...]]:
    steps = given.steps
    made = [made_by(step) for step in steps]
    places = {(one.kind, one.name): index for index, one in reversed(list(enumerate(made)))}
    blockers = [
        {places[need] for need in needed_by(one, source) if need in places} - {index} for index, one in enumerate(made)
    ]
    order, stuck = _sorted(blockers)
    amiss = [*_missing_words(made, places, source), *_order_words(made, blockers)]
    if stuck:
        numbers = ", ".join(str(made[index].number) for index in stuck)
        amiss.append(f"steps {numbers} wait for each other in a circle")
    return tuple(made[index] for index in (*order, *stuck)), tuple(amiss)


def _sorted(blockers: Sequence[set[int]]) -> tuple[list[int], list[int]]:
    waiting = [set(blocked) for blocked in blockers]
    freed: list[list[int]] = [[] for _ in blockers]
    for index, blocked in enumerate(blockers):
        for blocker in blocked:
            freed[blocker].append(index)
    ready = [index for index, blocked in enumerate(waiting) if not blocked]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        index = heapq.heappop(ready)
        order.append(index)
        for other in freed[index]:
            waiting[other].discard(index)
            if not waiting[other]:
                heapq.heappush(ready, other)
    done = set(order)
    return order, [index for index in range(len(blockers)) if index not in done]


def _missing_words(made: Sequence[Made], places: Mapping[Place, int], source: RepoName) -> list[str]:
    words = []
    for one in made:
        if one.kind is StepKind.UNKNOWN:
            words.append(f"step {one.number} is of a kind that breadtui does not know; it is left out")
        gone = [f"{kind} {name}" for kind, name in needed_by(one, source) if (kind, name) not in places]
        # A target that no step makes has neither stim nor rollout: once is enough.
        told = [thing for thing in gone if not _is_implied(thing, gone)]
        if told:
            words.append(f"step {one.number} ({one.kind} {one.name}) needs {', '.join(told)}, which no step makes")
    return words


def _is_implied(thing: str, gone: Sequence[str]) -> bool:
    kind, _, name = thing.partition(" ")
    return (kind in {"stim", "rollout"} and f"target {name}" in gone) or (kind == "training" and f"bake {name}" in gone)


def _order_words(made: Sequence[Made], blockers: Sequence[set[int]]) -> list[str]:
    return [
        f"step {made[index].number} comes before step {made[max(blocked)].number}, which it needs"
        for index, blocked in enumerate(blockers)
        if blocked and max(blocked) > index
    ]
