"""What a new prompt may begin from."""

import json

import pytest

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.templates import TEMPLATES, Template, template_named

NAME = PromptName("fresh")
each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)


@each
def test_a_template_is_found_by_its_name_and_gives_a_prompt_of_the_wanted_name(template: Template) -> None:
    assert template_named(template.name) is template
    assert template.prompt(NAME).name == NAME


@each
def test_every_call_of_a_template_is_answered_and_is_of_a_tool_it_has(template: Template) -> None:
    names = {tool["function"]["name"] for tool in template.tools or ()}  # type: ignore[index, call-overload]  # as written
    calls = [call for message in template.messages for call in message.extra.get("tool_calls", ())]  # type: ignore[union-attr]  # as written
    assert {call["function"]["name"] for call in calls} == names  # type: ignore[index, call-overload]  # as written
    assert all(json.loads(call["function"]["arguments"]) for call in calls)  # type: ignore[index, call-overload, arg-type]  # as written
    answered = {message.extra["tool_call_id"] for message in template.messages if message.role == "tool"}
    assert {call["id"] for call in calls} == answered  # type: ignore[index, call-overload]  # as written


def test_only_the_student_and_the_blank_have_no_words() -> None:
    empty = [template.name for template in TEMPLATES if template.prompt(NAME).is_empty]
    assert empty == ["blank", "student"]


def test_a_name_that_is_no_template_is_none() -> None:
    assert template_named("nothing") is None
