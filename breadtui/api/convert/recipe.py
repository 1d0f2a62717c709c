"""Dependencies and plans as domain values."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.api.convert.words import edges_of
from breadtui.api.wire import recipe as wire
from breadtui.domain.json_values import JsonObject
from breadtui.domain.recipe import Dependency, DependencyGraph, PlanStep, RecreationPlan


def to_graph(body: object) -> DependencyGraph:
    """What a bake depends on."""
    graph = wire.DependencyGraph.model_validate(body)
    prompts = {name: file if isinstance(file, str) else None for name, file in (graph.prompts or {}).items()}
    edges = tuple(Dependency(*edge) for edge in edges_of(graph.edges))
    return DependencyGraph(graph.base_model or "", _objects(graph.bakes), _objects(graph.targets), prompts, edges)


def to_plan(body: object) -> RecreationPlan:
    """The steps that make a bake again."""
    plan = wire.RecreationPlan.model_validate(body)
    rows = [wire.PlanStep.model_validate(row) for row in plan.steps if isinstance(row, dict)]
    steps = tuple(_step(number, row) for number, row in enumerate(rows, 1))
    resources = plan.resources or wire.PlanResources()
    bakes = [wire.PlanBake.model_validate(row) for row in resources.bakes if isinstance(row, dict)]
    paths = {bake.bake_name: tuple(bake.model_names) for bake in bakes if bake.bake_name}
    return RecreationPlan(plan.base_model or "", steps, tuple(resources.prompts), tuple(resources.targets), paths)


def _objects(found: Mapping[str, object] | None) -> dict[str, JsonObject]:
    return {name: config if isinstance(config, dict) else {} for name, config in (found or {}).items()}


def _step(number: int, row: wire.PlanStep) -> PlanStep:
    return PlanStep(
        number=number if row.step is None else row.step,
        action=row.action or row.type or "",
        resource_type=row.resource_type or "",
        resource_name=row.resource_name or row.name or "",
        dependencies=tuple(row.dependencies),
        config=row.config or {},
    )
