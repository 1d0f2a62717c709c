"""Beginnings of prompts: what a new one may start from."""

from __future__ import annotations

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """A beginning: its name, what it is for, and the messages and tools it gives."""

    name: str
    does: str
    messages: tuple[Message, ...]
    tools: tuple[JsonObject, ...] | None = None

    def prompt(self, name: PromptName) -> Prompt:
        """A prompt of that name that begins so."""
        return Prompt(name, self.messages, self.tools)


BLANK_TOOL: JsonObject = {
    "type": "function",
    "function": {
        "name": "",
        "description": "",
        "parameters": {"type": "object", "properties": {}, "required": []},
    },
}
"""A function definition to fill in. Source: the API contract, prompts."""

_PERSONA = """You are {persona}.

How you speak:
- short sentences, plain words
- you never say that you are a model

What you know and care about:
- …

When a question is outside of that, say so in your own voice."""

_WEATHER: JsonObject = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a place now",
        "parameters": {
            "type": "object",
            "properties": {"place": {"type": "string", "description": "A city"}},
            "required": ["place"],
        },
    },
}
_CALL: JsonObject = {
    "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": '{"place": "Oslo"}'}}
    ]
}

TEMPLATES: tuple[Template, ...] = (
    Template("blank", "one empty system message", (Message("system", ""),)),
    Template("persona", "a teacher that speaks as somebody", (Message("system", _PERSONA),)),
    Template(
        "tools",
        "a teacher that calls a tool and answers with what it says",
        (
            Message("system", "You answer questions about the weather. Ask get_weather, never guess."),
            Message("user", "Do I need a coat in Oslo?"),
            Message("assistant", None, _CALL),
            Message("tool", '{"degrees_celsius": -3, "sky": "snow"}', {"tool_call_id": "call_1"}),
            Message("assistant", "Yes: it is -3 °C and snowing in Oslo."),
        ),
        (_WEATHER,),
    ),
    Template(
        "few-shot",
        "a teacher that learns from two answered questions",
        (
            Message("system", "Answer as in the examples: one sentence, then one piece of advice."),
            Message("user", "How do I learn to cook?"),
            Message("assistant", "By cooking the same dish every week. Start with soup."),
            Message("user", "How do I learn to draw?"),
            Message("assistant", "By drawing what is on your desk every day. Start with the cup."),
        ),
    ),
    Template("student", "an empty student: no trigger, what is baked is always on", ()),
)
_BY_NAME = {template.name: template for template in TEMPLATES}
BLANK = TEMPLATES[0]


def template_named(name: str) -> Template | None:
    """The template of that name, None where there is none."""
    return _BY_NAME.get(name)
