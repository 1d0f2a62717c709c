"""Dependencies and plans as published."""

from __future__ import annotations

from typing import Annotated

from breadtui.api.wire.fields import Count, Opaque, Part, RequiredRows, Rows, Text, Texts, part


class DependencyGraph(Part):
    """What a bake depends on."""

    base_model: Text = None
    bakes: Opaque = None
    targets: Opaque = None
    prompts: Opaque = None
    edges: Rows = []


class PlanStep(Part):
    """One step of a recreation plan; older pages say `type` and `name`."""

    step: Count = None
    action: Text = None
    type: Text = None
    resource_type: Text = None
    resource_name: Text = None
    name: Text = None
    dependencies: Texts = []
    config: Opaque = None


class PlanBake(Part):
    """A bake among a plan's resources."""

    bake_name: Text = None
    model_names: Texts = []


class PlanResources(Part):
    """Everything a plan touches."""

    prompts: Texts = []
    targets: Texts = []
    bakes: Rows = []


class RecreationPlan(Part):
    """The steps that make a bake again."""

    base_model: Text = None
    total_steps: Count = None
    steps: RequiredRows
    resources: Annotated[PlanResources | None, part(lambda: PlanResources)] = None
