"""Shared answers as bytes that give back what went in; what cannot be read is `Unreadable`."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from breadtui.domain import errors
from breadtui.domain.answers import Names, Topic, Value
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.json_values import Json
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase, PromptName, RepoName, TargetName
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.values import parts_of

_WHAT_A_WRONG_SHAPE_RAISES = (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError)


def to_body(topic: Topic, value: Value) -> bytes:
    """An answer's value; of a tree its head alone, since its bakes are kept one by one."""
    if isinstance(value, MetricSeries):
        return _series_to_body(value)
    return to_text(_WRITERS[topic](value)).encode("ascii")


def from_body(topic: Topic, body: bytes) -> Value:
    """The value again; a tree without its bakes. Raises: Unreadable."""
    try:
        if topic is Topic.METRICS:
            return _series_from_body(body)
        return _READERS[topic](from_text(body))
    except _WHAT_A_WRONG_SHAPE_RAISES as error:
        raise Unreadable("not an answer") from error


def bake_to_body(bake: TreeBake) -> bytes:
    """One bake of a tree."""
    return to_text(_plain(bake)).encode("ascii")


def bake_from_body(body: bytes) -> TreeBake:
    """The bake again. Raises: Unreadable."""
    try:
        told: Any = from_text(body)
        return TreeBake(
            BakeName(str(told["name"])),
            JobStatus(told["status"]),
            str(told["status_text"]),
            tuple(map(str, told["model_names"])),
            tuple(map(int, told["checkpoints"])),
            dict(told["config"]),
        )
    except _WHAT_A_WRONG_SHAPE_RAISES as error:
        raise Unreadable("not a bake") from error


def error_to_json(error: BreadError) -> Json:
    """What went wrong, by the name of its kind."""
    return {"kind": type(error).__name__, "message": error.message, "status": error.status, "code": error.code}


def error_from_json(told: Any) -> BreadError:
    """What went wrong; a kind that is not known is `BreadError` itself. Raises: Unreadable."""
    try:
        kind = _kinds().get(str(told["kind"]), BreadError)
        error = kind(str(told["message"]))
        error.status, error.code = told["status"], told["code"]
    except _WHAT_A_WRONG_SHAPE_RAISES as problem:
        raise Unreadable("not an error") from problem
    return error


@cache
def _kinds() -> Mapping[str, type[BreadError]]:
    named = vars(errors).items()
    return {name: kind for name, kind in named if isinstance(kind, type) and issubclass(kind, BreadError)}


def _plain(value: Any) -> dict[str, Any]:
    """The fields by their names; an enumeration's word is its text already."""
    return parts_of(value)


def _job_to_json(job: Any) -> Json:
    loss = None if job.loss is None else _plain(job.loss)
    return {**_plain(job), "key": list(job.key), "loss": loss}


def _job_from_json(told: Any) -> Job:
    repo, phase, name = told["key"]
    loss = told["loss"]
    return Job(
        **{
            **told,
            "key": JobKey(RepoName(repo), Phase(phase), str(name)),
            "status": JobStatus(told["status"]),
            "loss": None if loss is None else LossSummary(**loss),
            "model_names": tuple(map(str, told["model_names"])),
        }
    )


def _head_to_json(tree: Any) -> Json:
    return {"repo": tree.repo, "base_model": tree.base_model, "edges": [list(edge) for edge in tree.edges]}


def _head_from_json(told: Any) -> RepoTree:
    edges = tuple((str(child), str(parent)) for child, parent in told["edges"])
    return RepoTree(RepoName(told["repo"]), str(told["base_model"]), {}, edges)


def _names_from_json(told: Any) -> Names:
    return Names(tuple(map(PromptName, told["prompts"])), tuple(map(TargetName, told["targets"])))


_WRITERS: Mapping[Topic, Callable[[Any], Json]] = {
    Topic.REPOS: lambda repos: [_plain(repo) for repo in repos],
    Topic.TREE: _head_to_json,
    Topic.CONTENTS: lambda names: {"prompts": list(names.prompts), "targets": list(names.targets)},
    Topic.JOB: _job_to_json,
}
_READERS: Mapping[Topic, Callable[[Any], Value]] = {
    Topic.REPOS: lambda told: tuple(Repo(RepoName(one["name"]), str(one["base_model"])) for one in told),
    Topic.TREE: _head_from_json,
    Topic.CONTENTS: _names_from_json,
    Topic.JOB: _job_from_json,
}


def _series_to_body(series: MetricSeries) -> bytes:
    """A line of JSON, then the steps and each column as they lie in memory: a long log stays cheap."""
    head: dict[str, Json] = {
        "columns": list(series.columns),
        "length": len(series.steps),
        "restarts": list(series.restarts),
        "counts": [series.rows_count, series.skipped_count],
        "gaps": dict(series.gap_counts),
        "order": sys.byteorder,
    }
    numbers = [array("d", column).tobytes() for column in (series.steps, *series.columns.values())]
    return b"\n".join((to_text(head).encode("ascii"), b"".join(numbers)))


def _series_from_body(body: bytes) -> MetricSeries:
    line, _, rest = body.partition(b"\n")
    head: Any = from_text(line)
    numbers = array("d")
    numbers.frombytes(rest)
    if head["order"] != sys.byteorder:
        numbers.byteswap()
    length, names = int(head["length"]), [str(name) for name in head["columns"]]
    if len(numbers) != length * (1 + len(names)):
        raise ValueError("columns that are not as long as they say")
    parts = [numbers[start : start + length] for start in range(0, len(numbers), length or 1)] or [numbers]
    columns = dict(zip(names, parts[1:], strict=True)) if length else {name: array("d") for name in names}
    rows, skipped, *_ = map(int, head["counts"])
    gap_counts = {str(name): int(count) for name, count in head.get("gaps", {}).items()}
    return MetricSeries(parts[0], columns, tuple(map(int, head["restarts"])), rows, skipped, gap_counts)
