"""A recreation plan as JSON, in the service's own form."""

from __future__ import annotations

import json

from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.as_json import plan_to_json


def plan_json(plan: RecreationPlan) -> str:
    """ASCII JSON that any reader takes, a line break at its end; a figure that is no number becomes null."""
    value = plan_to_json(plan)
    try:
        return json.dumps(value, indent=2, allow_nan=False) + "\n"
    except ValueError:
        return json.dumps(_finite(value), indent=2) + "\n"


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else value
