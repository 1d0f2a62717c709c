"""Prompts as JSON: in the service's own words, or as the messages that OpenAI's clients send."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.unsafe_text import UNSAFE
from breadtui.export.prompts.shapes import (
    Found,
    Misread,
    Misshapen,
    Path,
    Unwritable,
    body_json,
    prompt_json_value,
    prompts_in,
)

_BLANKS = re.compile(r"[ \t\n\r]*")
_OBEYED_OR_HIDDEN = re.compile(f"[{UNSAFE}]")
_DECODER = json.JSONDecoder()


def prompts_json(prompts: Sequence[Prompt]) -> str:
    """One prompt as an object, several as a list of them. Raises: Unwritable."""
    values: list[Json] = [prompt_json_value(prompt) for prompt in prompts]
    return json_text(values[0] if len(values) == 1 else values)


def openai_json(prompts: Sequence[Prompt]) -> str:
    """The list of messages; an object with `messages` and `tools` where the prompt has tools. Raises: Unwritable."""
    if len(prompts) != 1:
        raise Unwritable("OpenAI's form holds one prompt only")
    body = body_json(prompts[0])
    return json_text(body if "tools" in body else body["messages"])


def json_text(value: Json) -> str:
    """Readable JSON in which what a terminal obeys, or nobody sees, is an escape. Raises: Unwritable."""
    try:
        text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise Unwritable("it holds what JSON cannot say") from error
    return (
        _OBEYED_OR_HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1], text) + "\n"
    )


def read_prompts_json(text: str, default_name: str) -> Found:
    """The prompts of a JSON text. Raises: Misread."""
    value = json_value(text)
    try:
        return prompts_in(value, default_name)
    except Misshapen as problem:
        raise Misread(problem.sentence, *place_of(text, problem.path)) from None


def json_value(text: str) -> Json:
    """The value of a JSON text. Raises: Misread."""
    try:
        value: Json = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Misread(_words_of(error), error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        raise Misread(str(error) if isinstance(error, ValueError) else "it is nested too deeply") from None
    return value


def place_of(text: str, path: Path) -> tuple[int, int]:
    """Line and column of the value that a path leads to, or of what holds it where it is missing."""
    at = _start(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _member(text: str, at: int, step: str | int) -> int | None:
    """Where the member of the value that begins at `at` begins."""
    is_object = text[at] == "{"
    if text[at] not in "{[" or is_object != isinstance(step, str):
        return None
    place, count = _start(text, at + 1), 0
    while text[place] not in "}]":
        key: Json = count
        if is_object:
            key, place = _DECODER.raw_decode(text, place)
            place = _start(text, _start(text, place) + 1)
        if key == step:
            return place
        place = _start(text, _DECODER.raw_decode(text, place)[1])
        place = _start(text, place + 1) if text[place] == "," else place
        count += 1
    return None


def _start(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return at if found is None else found.end()


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def _words_of(error: json.JSONDecodeError) -> str:
    return f"no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
