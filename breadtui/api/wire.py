"""The service's JSON as published: every field optional but those without which an answer means nothing.

Unknown keys are kept, null is absence, and a field of a wrong type is unknown while the rest stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _required_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("published", "must be text")
    return value


def _count(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def _required_count(value: object) -> int:
    count = _count(value)
    if count is None:
        raise PydanticCustomError("published", "must be a whole number")
    return count


def _figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        figure = float(value)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _object(value: object) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _required_rows(value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise PydanticCustomError("published", "must be a list")
    return value or []


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _counts(value: object) -> list[int]:
    found = [_count(one) for one in value] if isinstance(value, list) else []
    return [count for count in found if count is not None]


def _part(model: Callable[[], type[Part]]) -> PlainValidator:
    """A part that is read by its model where it is an object, else unknown."""

    def read(value: object) -> Part | None:
        return model().model_validate(value) if isinstance(value, dict) else None

    return PlainValidator(read)


Text: TypeAlias = Annotated[str | None, PlainValidator(_text)]
RequiredText: TypeAlias = Annotated[str, PlainValidator(_required_text)]
Count: TypeAlias = Annotated[int | None, PlainValidator(_count)]
RequiredCount: TypeAlias = Annotated[int, PlainValidator(_required_count)]
Figure: TypeAlias = Annotated[float | None, PlainValidator(_figure)]
Flag: TypeAlias = Annotated[bool | None, PlainValidator(_flag)]
Opaque: TypeAlias = Annotated[dict[str, Any] | None, PlainValidator(_object)]
Rows: TypeAlias = Annotated[list[Any], PlainValidator(_rows)]
RequiredRows: TypeAlias = Annotated[list[Any], PlainValidator(_required_rows)]
Texts: TypeAlias = Annotated[list[str], PlainValidator(_texts)]
Counts: TypeAlias = Annotated[list[int], PlainValidator(_counts)]


class Part(BaseModel):
    """An object of the service's answers; complaints about it never quote what was sent."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True, defer_build=True)


class Health(Part):
    """`GET /v1/health`."""

    status: RequiredText
    api: Text = None
    version: Text = None


class Repo(Part):
    """One repository."""

    repo_name: RequiredText
    base_model: Text = None


class RepoList(Part):
    """Repositories as plain names or, with metadata, as objects with paging."""

    repos: RequiredRows
    offset: Count = None
    limit: Count = None
    has_more: Flag = None
    total: Count = None


class PromptNames(Part):
    """`GET R/prompts`."""

    prompts: RequiredRows


class TargetNames(Part):
    """`GET R/targets`."""

    targets: RequiredRows


class BakeNames(Part):
    """`GET R/bakes`."""

    bakes: RequiredRows


class Message(Part):
    """One chat message; whatever else it holds stays."""

    role: Text = None
    content: Any = None


class Prompt(Part):
    """One prompt; messages stay raw here so that none is ever lost."""

    prompt_name: Text = None
    messages: RequiredRows
    tools: Annotated[list[Any] | None, PlainValidator(lambda value: value if isinstance(value, list) else None)] = None


class BatchResult(Part):
    """What a batch made and refused."""

    created: Texts = []
    failed: Opaque = None


class Deleted(Part):
    """The confirmation of a deletion."""

    message: Text = None


class Target(Part):
    """One target with its resolved configuration."""

    target_name: Text = None
    config: Opaque = None


class Loss(Part):
    """A bake's loss figures."""

    latest_loss: Figure = None
    final_loss: Figure = None
    min_loss: Figure = None
    max_loss: Figure = None


class Job(Part):
    """A stim, rollout or bake; older answers say `parameters` for `config`."""

    status: RequiredText
    lines: Count = None
    config: Opaque = None
    parameters: Opaque = None
    error: Text = None
    job_id: Count = None
    progress_percent: Figure = None
    total_expected: Count = None
    model_name: Texts = []
    loss: Annotated[Loss | None, _part(lambda: Loss)] = None


class OutputPage(Job):
    """Rows of a job's output, with the job."""

    output: Rows = []
    offset: Count = None
    limit: Count = None
    has_more: Flag = None


def bake_node(node: dict[str, Any]) -> tuple[str, list[str], list[int], dict[str, Any]]:
    """Status, model paths, checkpoints and configuration of one bake of the tree; without a status it is still shown.

    Read without a model, because a model for each of ten thousand bakes takes its time.
    """
    return (
        _text(node.get("status")) or "",
        _texts(node.get("model_name")),
        _counts(node.get("checkpoints")),
        _object(node.get("config")) or {},
    )


class RepoTree(Part):
    """`GET R/tree`."""

    base_model: Text = None
    bakes: Opaque = None
    edges: Rows = []


class DownloadLink(Part):
    """A presigned link."""

    url: RequiredText
    expires_in: Count = None
    checkpoint: RequiredCount
    bake_name: Text = None

    def __repr__(self) -> str:
        return "DownloadLink(url=…)"


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
    resources: Annotated[PlanResources | None, _part(lambda: PlanResources)] = None


class Model(Part):
    """One model that inference offers."""

    id: Text = None
    object: Text = None
    created: Count = None
    owned_by: Text = None


class ModelList(Part):
    """`GET /v1/models`."""

    object: Text = None
    data: RequiredRows


class Choice(Part):
    """One choice of a chat answer: `delta` in a stream, `message` in a whole one."""

    index: Count = None
    delta: Opaque = None
    message: Opaque = None
    finish_reason: Text = None


class ChatAnswer(Part):
    """A chunk of a stream, or a whole completion."""

    id: Text = None
    choices: Rows = []
    error: Any = None
