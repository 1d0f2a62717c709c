"""What a bake was made from, and the steps that would make it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import TargetName
from breadtui.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Dependency:
    """One arrow from a dependant to what it depends on; kinds are bake, target and prompt."""

    source_kind: str
    source: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class DependencyGraph:
    """Everything a bake depends on, transitively; configurations are opaque."""

    base_model: str
    bakes: Mapping[str, JsonObject]
    targets: Mapping[str, JsonObject]
    prompts: Mapping[str, str | None]
    edges: tuple[Dependency, ...]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a recreation plan, e.g. `create_prompt`, `run_stim`, `run_bake`."""

    number: int
    action: str
    resource_type: str
    resource_name: str
    dependencies: tuple[str, ...] = ()
    config: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecreationPlan:
    """The steps that make a bake again, in order; `model_names` maps each bake to its checkpoints' paths."""

    base_model: str
    steps: tuple[PlanStep, ...]
    prompts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    model_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One target of a bake with its share of the training data, 0 to 1."""

    target: TargetName
    share: float


def datasets_of(config: JsonObject) -> tuple[Dataset, ...]:
    """The targets a bake learns from, with normalised shares; entries without a target are left out.

    Source: the API contract, bakes: `datasets` is a list of target and weight, which is 1 where absent.
    """
    entries = config.get("datasets")
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return ()
    found = [
        (name, _weight(entry))
        for entry in entries
        if isinstance(entry, Mapping) and isinstance(name := entry.get("target"), str)
    ]
    total = sum(weight for _, weight in found)
    return tuple(Dataset(TargetName(name), weight / total if total else 0.0) for name, weight in found)


def _weight(entry: JsonObject) -> float:
    weight = entry.get("weight", 1.0)
    return float(weight) if isinstance(weight, (int, float)) and weight > 0 else 0.0
