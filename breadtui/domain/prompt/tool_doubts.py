"""What is doubtful in the tools of a prompt, which are function definitions. Source: the API contract, prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass

Path = tuple[str | int, ...]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FUNCTION_KEYS = ("name", "description", "parameters", "strict")


@dataclass(frozen=True, slots=True)
class ToolDoubt:
    """One suspicion: the way to it from the list of tools, and a sentence. It forbids nothing."""

    path: Path
    sentence: str


def tool_doubts(tools: Sequence[JsonObject]) -> tuple[ToolDoubt, ...]:
    """What the model will hardly be offered as it stands, in the order of the tools."""
    return tuple(doubt for at, tool in enumerate(tools) for doubt in _of_tool(tool, at, _names(tools[:at])))


def _of_tool(tool: JsonObject, at: int, names: frozenset[str]) -> Iterator[ToolDoubt]:
    if tool.get("type") != "function":
        yield ToolDoubt((at, "type") if "type" in tool else (at,), "the type of a tool is 'function'")
    function = tool.get("function")
    if not isinstance(function, Mapping):
        yield ToolDoubt((at, "function") if "function" in tool else (at,), "a tool has its 'function' as an object")
        return
    yield from _of_name(function, (at, "function"), names)
    yield from _of_parameters(function, (at, "function"))
    for key in function:
        if key not in _FUNCTION_KEYS:
            yield ToolDoubt((at, "function", key), f"a function has no '{key}', but {', '.join(_FUNCTION_KEYS)}")


def _of_name(function: JsonObject, path: Path, names: frozenset[str]) -> Iterator[ToolDoubt]:
    name = function.get("name")
    if not isinstance(name, str):
        yield ToolDoubt((*path, "name") if "name" in function else path, "a function needs a name, which is text")
    elif not _NAME.fullmatch(name):
        yield ToolDoubt((*path, "name"), "the name of a function is 1 to 64 letters, digits, _ and -")
    elif name in names:
        yield ToolDoubt((*path, "name"), f"another tool is named '{name}', too")


def _of_parameters(function: JsonObject, path: Path) -> Iterator[ToolDoubt]:
    parameters = function.get("parameters")
    if parameters is None:
        return
    if not isinstance(parameters, Mapping):
        yield ToolDoubt((*path, "parameters"), "parameters are a JSON schema, an object")
    elif parameters.get("type", "object") != "object":
        yield ToolDoubt((*path, "parameters", "type"), "the type of parameters is 'object'")


def _names(tools: Sequence[JsonObject]) -> frozenset[str]:
    functions = (tool.get("function") for tool in tools)
    names: Iterator[Json] = (function.get("name") for function in functions if isinstance(function, Mapping))
    return frozenset(name for name in names if isinstance(name, str))
