"""The service's JSON as published: every field optional but those without which an answer means nothing.

Unknown keys are kept, null is absence, and a field of a wrong type is unknown while the rest stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")


class NotPublished(ValueError):
    """A field without which an answer means nothing is not there or of a wrong type; what was sent is never quoted."""


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _required_text(value: object) -> str:
    if not isinstance(value, str):
        raise NotPublished("must be text")
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
        raise NotPublished("must be a whole number")
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


def _list(value: object) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _anything(value: Any) -> Any:
    return value


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _required_rows(value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise NotPublished("must be a list")
    return value or []


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _counts(value: object) -> list[int]:
    found = [_count(one) for one in value] if isinstance(value, list) else []
    return [count for count in found if count is not None]


class Field(Generic[T]):
    """One field of an answer, by its name in the JSON; what is absent reads like null."""

    def __init__(self, read: Callable[[object], T], *, is_required: bool = False) -> None:
        self.read = read
        self.is_required = is_required
        self.name = ""

    def __set_name__(self, _: type[Part], name: str) -> None:
        self.name = name

    def __get__(self, part: Part, _: type[Part]) -> T:
        return self.read(part.body.get(self.name))

    def check(self, body: Mapping[str, Any]) -> None:
        """Raises: NotPublished."""
        if self.name not in body:
            raise NotPublished(f"{self.name}: is missing")
        try:
            self.read(body[self.name])
        except NotPublished as problem:
            raise NotPublished(f"{self.name}: {problem}") from None


class Part:
    """An object of the service's answers; what is required is checked at once, the rest read where it is asked for."""

    fields: ClassVar[Mapping[str, Field[Any]]] = {}

    def __init__(self, body: object) -> None:
        if not isinstance(body, dict):
            raise NotPublished("must be an object")
        self.body: Mapping[str, Any] = body
        for field in self.fields.values():
            if field.is_required:
                field.check(body)

    def __init_subclass__(cls) -> None:
        """Each kind knows its fields, with those of the kind it is based on."""
        cls.fields = {**cls.fields, **{name: field for name, field in vars(cls).items() if isinstance(field, Field)}}


class Health(Part):
    """`GET /v1/health`."""

    status = Field(_required_text, is_required=True)
    api = Field(_text)
    version = Field(_text)


class Repo(Part):
    """One repository."""

    repo_name = Field(_required_text, is_required=True)
    base_model = Field(_text)


class RepoList(Part):
    """Repositories as plain names or, with metadata, as objects with paging."""

    repos = Field(_required_rows, is_required=True)
    offset = Field(_count)
    limit = Field(_count)
    has_more = Field(_flag)
    total = Field(_count)


class PromptNames(Part):
    """`GET R/prompts`."""

    prompts = Field(_required_rows, is_required=True)


class TargetNames(Part):
    """`GET R/targets`."""

    targets = Field(_required_rows, is_required=True)


class BakeNames(Part):
    """`GET R/bakes`."""

    bakes = Field(_required_rows, is_required=True)


class Message(Part):
    """One chat message; whatever else it holds stays."""

    role = Field(_text)
    content = Field(_anything)


class Prompt(Part):
    """One prompt; messages stay raw here so that none is ever lost."""

    prompt_name = Field(_text)
    messages = Field(_required_rows, is_required=True)
    tools = Field(_list)


class BatchResult(Part):
    """What a batch made and refused."""

    created = Field(_texts)
    failed = Field(_object)


class Deleted(Part):
    """The confirmation of a deletion."""

    message = Field(_text)


class Target(Part):
    """One target with its resolved configuration."""

    target_name = Field(_text)
    config = Field(_object)


class Loss(Part):
    """A bake's loss figures."""

    latest_loss = Field(_figure)
    final_loss = Field(_figure)
    min_loss = Field(_figure)
    max_loss = Field(_figure)


class Job(Part):
    """A stim, rollout or bake; older answers say `parameters` for `config`."""

    status = Field(_required_text, is_required=True)
    lines = Field(_count)
    config = Field(_object)
    parameters = Field(_object)
    error = Field(_text)
    job_id = Field(_count)
    progress_percent = Field(_figure)
    total_expected = Field(_count)
    model_name = Field(_texts)
    loss = Field(lambda loss: Loss(loss) if isinstance(loss, dict) else None)


class OutputPage(Job):
    """Rows of a job's output, with the job."""

    output = Field(_rows)
    offset = Field(_count)
    limit = Field(_count)
    has_more = Field(_flag)


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

    base_model = Field(_text)
    bakes = Field(_object)
    edges = Field(_rows)


class DownloadLink(Part):
    """A presigned link."""

    url = Field(_required_text, is_required=True)
    expires_in = Field(_count)
    checkpoint = Field(_required_count, is_required=True)
    bake_name = Field(_text)


class DependencyGraph(Part):
    """What a bake depends on."""

    base_model = Field(_text)
    bakes = Field(_object)
    targets = Field(_object)
    prompts = Field(_object)
    edges = Field(_rows)


class PlanStep(Part):
    """One step of a recreation plan; older pages say `type` and `name`."""

    step = Field(_count)
    action = Field(_text)
    type = Field(_text)
    resource_type = Field(_text)
    resource_name = Field(_text)
    name = Field(_text)
    dependencies = Field(_texts)
    config = Field(_object)


class PlanBake(Part):
    """A bake among a plan's resources."""

    bake_name = Field(_text)
    model_names = Field(_texts)


class PlanResources(Part):
    """Everything a plan touches."""

    prompts = Field(_texts)
    targets = Field(_texts)
    bakes = Field(_rows)


class RecreationPlan(Part):
    """The steps that make a bake again."""

    base_model = Field(_text)
    total_steps = Field(_count)
    steps = Field(_required_rows, is_required=True)
    resources = Field(lambda found: PlanResources(found if isinstance(found, dict) else {}))


class Model(Part):
    """One model that inference offers."""

    id = Field(_text)
    object = Field(_text)
    created = Field(_count)
    owned_by = Field(_text)


class ModelList(Part):
    """`GET /v1/models`."""

    object = Field(_text)
    data = Field(_required_rows, is_required=True)


class Choice(Part):
    """One choice of a chat answer: `delta` in a stream, `message` in a whole one."""

    index = Field(_count)
    delta = Field(_object)
    message = Field(_object)
    finish_reason = Field(_text)


class ChatAnswer(Part):
    """A chunk of a stream, or a whole completion."""

    id = Field(_text)
    choices = Field(_rows)
    error = Field(_anything)
