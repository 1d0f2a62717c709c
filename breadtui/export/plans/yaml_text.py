"""A recreation plan as YAML, in the form in which bgit keeps `recipe.yml`."""

from __future__ import annotations

from typing import Any

import yaml

from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.as_json import plan_to_json

HEADING = "# How to make this bake again: a recreation plan, with the models that each bake came to.\n"


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, nothing by reference: a person reads and edits it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  PyYAML's own signature
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """A block where there are several lines; whatever a block cannot hold is quoted by the emitter instead."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def plan_yaml(plan: RecreationPlan) -> str:
    """YAML that `yaml.safe_load` reads back to the plan's JSON. Source: the API contract, bgit files."""
    value = _plain(plan_to_json(plan))
    body: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, width=100, allow_unicode=False)
    return HEADING + body


def _plain(value: object) -> object:
    """Dicts and lists only, which is all the safe dumper takes."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
