"""What scripts that carry a plan out have in common: the steps in order, bodies as they are sent, old model paths."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from breadtui.domain.json_values import Json
from breadtui.domain.names import ModelPath, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import COMPUTED, Made, StepKind
from breadtui.domain.recreation.order import in_order, paths_in


class Script(NamedTuple):
    """A plan ready to be written out; `paths` are the models of its own bakes that it makes anew, by text."""

    source: RepoName
    steps: tuple[Made, ...]
    paths: Mapping[str, ModelPath]


def script_of(plan: RecreationPlan, source: RepoName) -> Script:
    """The plan's steps in an order that can be carried out; what is not understood is left out."""
    made, _ = in_order(plan.steps, source)
    steps = tuple(one for one in made if one.kind is not StepKind.UNKNOWN)
    baked = {one.name for one in steps if one.kind is StepKind.TRAINING}
    found = (path for one in steps for _, path in paths_in(one.settings))
    paths = {str(path): path for path in found if path.repo == source and path.bake in baked}
    return Script(source, steps, paths)


def body_of(made: Made) -> dict[str, Json]:
    """What is sent to make a step's thing, without what the service works out itself."""
    if made.kind is StepKind.PROMPT and made.prompt is not None:
        return {"prompt_name": made.name, **prompt_body(made.prompt)}
    name = "target_name" if made.kind is StepKind.TARGET else "bake_name"
    overrides = {key: _plain(item) for key, item in made.settings.items() if key not in COMPUTED}
    return {name: made.name, "template": made.template, "overrides": overrides}


def prompt_body(prompt: Prompt) -> dict[str, Json]:
    """A prompt's messages and tools as the service takes them; absent tools stay absent."""
    messages: list[Json] = [
        {**message.extra, "role": message.role, "content": message.content} for message in prompt.messages
    ]
    return {"messages": messages} if prompt.tools is None else {"messages": messages, "tools": list(prompt.tools)}


def compact_json(value: Json) -> str:
    """One line of ASCII JSON."""
    return json.dumps(value, ensure_ascii=True)


def comment_of(text: str) -> str:
    """Any text as part of a comment of one line of ASCII."""
    return json.dumps(text, ensure_ascii=True)[1:-1].replace("\x7f", "\\u007f")


def _plain(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
