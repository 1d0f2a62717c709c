"""What is doubtful in tools, and where."""

import pytest

from breadtui.domain.json_values import JsonObject
from breadtui.domain.prompt.tool_doubts import Path, tool_doubts

SEARCH: JsonObject = {
    "type": "function",
    "function": {"name": "search", "description": "Looks", "parameters": {"type": "object", "properties": {}}},
}


def with_function(**parts: object) -> JsonObject:
    return {"type": "function", "function": {"name": "search", **parts}}  # type: ignore[dict-item]


def test_a_function_definition_is_beyond_doubt() -> None:
    assert tool_doubts([SEARCH, with_function(name="other", strict=True)]) == ()


@pytest.mark.parametrize(
    ("tool", "path"),
    [
        ({}, (0,)),
        ({"type": "magic", "function": {"name": "a"}}, (0, "type")),
        ({"type": "function", "function": "search"}, (0, "function")),
        ({"type": "function", "function": {}}, (0, "function")),
        (with_function(name=3), (0, "function", "name")),
        (with_function(name="two words"), (0, "function", "name")),
        (with_function(parameters=[]), (0, "function", "parameters")),
        (with_function(parameters={"type": "string"}), (0, "function", "parameters", "type")),
        (with_function(parametrs={}), (0, "function", "parametrs")),
    ],
)
def test_each_doubt_names_its_place(tool: JsonObject, path: Path) -> None:
    assert tool_doubts([tool])[0].path == path


def test_a_name_that_another_tool_has_is_doubtful_in_the_second() -> None:
    [doubt] = tool_doubts([SEARCH, SEARCH])
    assert doubt.path == (1, "function", "name")
