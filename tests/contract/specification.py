"""The published specification as a judge of answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml
from jsonschema import Draft202012Validator

SOURCE = Path(__file__).with_name("openapi.yaml")
METHODS = ("get", "post", "put", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with the schemas of its answers by status."""

    name: str
    method: str
    path: re.Pattern[str]
    answers: Mapping[int, Mapping[str, Any]]


@cache
def document() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(SOURCE.read_text(), loader)
    return loaded


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(_operations())


@cache
def validator(reference: str) -> Draft202012Validator:
    """Give the validator of a schema such as "#/components/schemas/Repo"."""
    return Draft202012Validator({"$ref": reference, "components": document()["components"]})


def operation_of(method: str, path: str) -> Operation:
    """Find the operation a request belongs to, fixed paths before those with names in them."""
    fitting = [each for each in operations() if each.method == method and each.path.fullmatch(path)]
    assert fitting, f"{method} {path} is not published"
    return min(fitting, key=lambda each: each.path.pattern.count("("))


def judge(answer: httpx.Response) -> Operation:
    """Check an answer against the specification; gives the operation it belongs to."""
    request = answer.request
    operation = operation_of(request.method, request.url.path)
    where = f"{request.method} {request.url.path} → {answer.status_code}"
    assert answer.status_code in operation.answers, f"{where}: this status is not published"
    content = operation.answers[answer.status_code]
    media_type = answer.headers["content-type"].partition(";")[0]
    assert media_type in content, f"{where}: {media_type} is not published"
    if media_type == "application/json":
        schema = {**content[media_type]["schema"], "components": document()["components"]}
        errors = [error.message for error in Draft202012Validator(schema).iter_errors(answer.json())]
        assert not errors, f"{where}: {errors[:3]}"
    return operation


def _operations() -> Iterator[Operation]:
    for path, item in document()["paths"].items():
        pattern = re.compile(re.sub(r"\{\w+\}", "([^/]+)", path))
        for method in METHODS:
            if method in item:
                published = item[method]
                answers = {int(code): _content(each) for code, each in published["responses"].items()}
                yield Operation(published["operationId"], method.upper(), pattern, answers)


def _content(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = answer.get("$ref")
    if reference is not None:
        answer = document()["components"]["responses"][reference.rsplit("/", 1)[1]]
    content: Mapping[str, Any] = answer["content"]
    return content
