"""What a bake was made from, and the steps that would make it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from breadtui.domain.json_values import JsonObject


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
