"""What a chain is to do: the stims and rollouts of some targets, and the bakes that learn from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.recipe import PlanStep, RecreationPlan, datasets_of
from breadtui.domain.recreation.run import RunKey, RunKind
from breadtui.values import dataclass, field

SETTINGS_KEPT = frozenset({"model", "model_name"})
"""Of the settings a chain keeps those that name models: they say which job waits for which bake."""


@dataclass(frozen=True, slots=True)
class ChainWish:
    """The targets whose jobs run up to `through`, and the bakes that are trained after them; never both empty.

    With `is_alone` it is the one job it ends with, and nothing before it. The settings are those of targets and
    bakes as far as they were read, by name. `download_to` is the folder that the weights of its last bake go to at the
    end, absolute; empty where they stay.
    """

    repo: RepoName
    targets: tuple[str, ...] = ()
    bakes: tuple[str, ...] = ()
    through: Phase = Phase.ROLLOUT
    is_alone: bool = False
    target_settings: Mapping[str, JsonObject] = field(default_factory=dict)
    bake_settings: Mapping[str, JsonObject] = field(default_factory=dict)
    download_to: str = ""

    @property
    def end(self) -> JobKey:
        """The job it ends with: the last bake, or the last target's."""
        if self.bakes:
            return JobKey(self.repo, Phase.BAKE, self.bakes[-1])
        return JobKey(self.repo, self.through, self.targets[-1])

    @property
    def key(self) -> RunKey:
        """The run it becomes: one chain an end."""
        return RunKey(self.end, self.repo, RunKind.CHAIN)

    @property
    def all_targets(self) -> tuple[str, ...]:
        """Its targets and those that its bakes learn from, each once."""
        learned = [dataset.target for bake in self.bakes for dataset in datasets_of(self.bake_settings.get(bake, {}))]
        return tuple(dict.fromkeys((*self.targets, *learned)))


def chain_plan(wish: ChainWish) -> RecreationPlan:
    """The chain as the steps of a plan that makes nothing: stim and rollout of each target, then the bakes."""
    rows = [_last_row(wish)] if wish.is_alone else [*_target_rows(wish), *_bake_rows(wish)]
    steps = tuple(
        PlanStep(number, action, action.partition("_")[2], name, needs, config)
        for number, (action, name, needs, config) in enumerate(rows, 1)
    )
    return RecreationPlan("", steps, targets=wish.all_targets)


_Row = tuple[str, str, tuple[str, ...], JsonObject]


def _last_row(wish: ChainWish) -> _Row:
    return f"run_{wish.end.phase}", wish.end.name, (), {}


def _target_rows(wish: ChainWish) -> Iterator[_Row]:
    for name in wish.all_targets:
        yield "run_stim", name, (), {}
        if wish.bakes or wish.through is not Phase.STIM:
            yield "run_rollout", name, (), _models(wish.target_settings.get(name, {}))


def _bake_rows(wish: ChainWish) -> Iterator[_Row]:
    for name in wish.bakes:
        settings = wish.bake_settings.get(name, {})
        learned = dict.fromkeys(dataset.target for dataset in datasets_of(settings))
        needs = tuple(f"target:{target}:rollout_complete" for target in learned or wish.targets)
        yield "run_bake", name, needs, _models(settings)


def _models(settings: JsonObject) -> JsonObject:
    return {key: value for key, value in settings.items() if key in SETTINGS_KEPT}
