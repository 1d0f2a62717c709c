"""A prompt as the text that the service would be sent, and back: whole as JSON or YAML, or its tools alone."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.prompt.tool_doubts import tool_doubts
from breadtui.export.prompts.json_text import json_text, json_value, place_of, prompts_json, read_prompts_json
from breadtui.export.prompts.shapes import Misread, Misshapen, plain, refuse_unstorable, tools_from
from breadtui.export.prompts.yaml_text import prompts_yaml, read_prompts_yaml
from breadtui.ui.present.clean import clean
from breadtui.values import dataclass, replace


class RawForm(StrEnum):
    """What is shown, by the word that names it."""

    JSON = "json"
    YAML = "yaml"
    TOOLS = "tools"

    @property
    def other(self) -> RawForm:
        """The other way to write the same."""
        return {RawForm.JSON: RawForm.YAML, RawForm.YAML: RawForm.JSON}.get(self, self)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a raw text says: the prompt, or the sentence and the place that is wrong (both count from 1).

    A prompt with a place is one that may be taken and is doubtful there.
    """

    prompt: Prompt | None
    sentence: str
    line: int = 0
    column: int = 0


def raw_text(form: RawForm, prompt: Prompt) -> str:
    """The text in this form. Raises: Unwritable."""
    match form:
        case RawForm.JSON:
            return prompts_json([prompt])
        case RawForm.YAML:
            return prompts_yaml([prompt])
        case RawForm.TOOLS:
            return json_text([plain(tool) for tool in prompt.tools or ()])


def judged(form: RawForm, text: str, prompt: Prompt) -> Judged:
    """What the text makes of the prompt, whose name it cannot change."""
    try:
        made, ignored = _read(form, text, prompt)
    except Misread as problem:
        return Judged(None, clean(str(problem)), problem.line, problem.column)
    except RecursionError:
        return Judged(None, "it is nested too deeply", 1, 1)
    words = f"{form.value.upper()} as it should be" if form is not RawForm.TOOLS else f"{len(made.tools or ())} tools"
    line, column, doubt = _doubt(form, text, made)
    lost = f" · not kept: {clean(', '.join(ignored))}" if ignored else ""
    return Judged(made, words + lost + doubt, line, column)


def _doubt(form: RawForm, text: str, made: Prompt) -> tuple[int, int, str]:
    """The first thing that is doubtful in the tools; without a place where the form does not tell it."""
    doubts = tool_doubts(made.tools or ())
    if not doubts:
        return 0, 0, ""
    more = f", and {len(doubts) - 1} more" if len(doubts) > 1 else ""
    said = f" · doubtful: {clean(doubts[0].sentence)}{more}"
    if form is RawForm.YAML:
        return 0, 0, said
    path = doubts[0].path if form is RawForm.TOOLS else ("tools", *doubts[0].path)
    line, column = place_of(text, path)
    return line, column, f" · line {line}, column {column} is doubtful: {clean(doubts[0].sentence)}{more}"


def _read(form: RawForm, text: str, prompt: Prompt) -> tuple[Prompt, tuple[str, ...]]:
    """Raises: Misread."""
    if form is RawForm.TOOLS:
        return _with_tools(text, prompt), ()
    read = read_prompts_json if form is RawForm.JSON else read_prompts_yaml
    found = read(text, prompt.name)
    if len(found.prompts) != 1:
        raise Misread(f"there are {len(found.prompts)} prompts in it; here it is about one")
    (made,) = found.prompts
    if made.name != prompt.name:
        raise Misread(f"the name stays {prompt.name}; saveas gives another")
    return made, found.ignored


def _with_tools(text: str, prompt: Prompt) -> Prompt:
    """The prompt with these tools; an empty list where it had none leaves it without. Raises: Misread."""
    value = json_value(text)
    try:
        made = replace(prompt, tools=tools_from(value, ()) or (None if prompt.tools is None else ()))
        refuse_unstorable(replace(made, messages=()))
    except Misshapen as problem:
        path = problem.path[1:] if problem.path[:1] == ("tools",) else problem.path
        raise Misread(problem.sentence, *place_of(text, path)) from None
    return made
