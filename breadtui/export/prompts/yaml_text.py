"""Prompts as YAML, long texts as blocks a person can edit; also the PROMPT section of bgit's `input.yml`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.emitter import ScalarAnalysis

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Prompt
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

BLOCK_FROM_CHARACTERS = 80
MOST_NODES = 200_000
_WIDTH = 1 << 30
_FITS_BLOCK = re.compile("[\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_STRING, _NULL, _BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "null", "bool", "int", "float"))
# YAML 1.2's core schema as bgit's own reader has it: `yes`, dates and 12:30 are texts, 1_000 is a number.
_CORE = (
    (_NULL, re.compile(r"~|null|Null|NULL|"), ["~", "n", "N", ""]),
    (_BOOL, re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")),
    (_INT, re.compile(r"[-+]?[0-9](?:[0-9_]*[0-9])?|0o[0-7]+|0x[0-9a-fA-F]+"), list("-+0123456789")),
    (
        _FLOAT,
        re.compile(
            r"[-+]?(\.[0-9]+|[0-9]([0-9_]*[0-9])?(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
        ),
        list("-+.0123456789"),
    ),
)


class _Dumper(yaml.SafeDumper):
    """Nothing by reference, long texts as blocks, what YAML 1.1 or 1.2 would take for something else in quotes."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  PyYAML's own signature
        return True

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        """A block holds blanks at the end of lines and tabs as well, which PyYAML will not believe."""
        if not _is_block(scalar):
            return super().analyze_scalar(scalar)
        return ScalarAnalysis(
            scalar=scalar,
            empty=False,
            multiline=True,
            allow_flow_plain=False,
            allow_block_plain=False,
            allow_single_quoted=False,
            allow_double_quoted=True,
            allow_block=True,
        )


class _Loader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own attribute


for _tag, _pattern, _firsts in _CORE:
    _Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern.pattern})\Z"), _firsts)
    _Dumper.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern.pattern})\Z"), _firsts)


def _is_block(text: str) -> bool:
    is_long = "\n" in text or len(text) > BLOCK_FROM_CHARACTERS
    return is_long and _FITS_BLOCK.fullmatch(text) is not None


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if not _FITS_BLOCK.fullmatch(text):
        return dumper.represent_scalar(_STRING, text, style='"')
    return dumper.represent_scalar(_STRING, text, style="|" if _is_block(text) else None)


_Dumper.add_representer(str, _text)


def prompts_yaml(prompts: Sequence[Prompt]) -> str:
    """One prompt as a mapping, several as a list of them. Raises: Unwritable."""
    values: list[Json] = [prompt_json_value(prompt) for prompt in prompts]
    return yaml_text(values[0] if len(values) == 1 else values)


def bgit_yaml(prompts: Sequence[Prompt]) -> str:
    """The section of bgit's `input.yml` that makes these prompts. Source: the API contract, bgit files."""
    sections: dict[str, Json] = {str(prompt.name): body_json(prompt) for prompt in prompts}
    return yaml_text({"PROMPT": sections})


def yaml_text(value: Json) -> str:
    """Any JSON value as YAML, long texts as blocks. Raises: Unwritable."""
    try:
        json.dumps(value, allow_nan=False)
        text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    except (ValueError, RecursionError) as error:
        raise Unwritable("it holds what JSON cannot say") from error
    return text


def read_prompts_yaml(text: str, default_name: str) -> Found:
    """The prompts of a YAML text. Raises: Misread."""
    node = _composed(text)
    if node is None:
        raise Misread("it is empty")
    try:
        return prompts_in(_Reader().value(node), default_name)
    except Misshapen as problem:
        raise Misread(problem.sentence, *_place_of(node, problem.path)) from None
    except RecursionError:
        raise Misread("it is nested too deeply, or holds itself") from None


def yaml_value(text: str) -> Json:
    """The value of a YAML text as JSON has it, None for an empty one. Raises: Misread."""
    node = _composed(text)
    try:
        return None if node is None else _Reader().value(node)
    except RecursionError:
        raise Misread("it is nested too deeply, or holds itself") from None


def _composed(text: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise Misread(f"no YAML: {error.problem or error.context or 'it cannot be read'}", line, column) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = before.count("\n") + 1, error.position - before.rfind("\n")
        raise Misread(
            f"no YAML: the character U+{ord(text[error.position]):04X} must be written \\u…", *place
        ) from None
    except RecursionError:
        raise Misread("it is nested too deeply") from None
    return node


class _Reader:
    """Makes JSON of nodes; what is referred to again counts again, so that a small text cannot become a huge value."""

    def __init__(self) -> None:
        self._nodes_count = 0

    def value(self, node: yaml.Node) -> Json:
        self._nodes_count += 1
        if self._nodes_count > MOST_NODES:
            raise _misread(node, "it refers to itself too often")
        if isinstance(node, yaml.MappingNode):
            return dict(self._pair(key, each) for key, each in node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each) for each in node.value]
        return _scalar(node)

    def _pair(self, key: yaml.Node, value: yaml.Node) -> tuple[str, Json]:
        if not isinstance(key, yaml.ScalarNode):
            raise _misread(key, "a key is text")
        if key.value == "<<" and key.style is None:
            raise _misread(key, "merge keys are not read here: write the keys out")
        return _joined(key.value), self.value(value)


def _scalar(node: yaml.Node) -> Json:
    value = str(node.value)
    try:
        match node.tag.removeprefix("tag:yaml.org,2002:"):
            case "null":
                return None
            case "bool":
                return value.lower() == "true"
            case "int":
                return int(value, 0) if value[:2] in {"0o", "0x"} else int(value.replace("_", ""))
            case "float" if math.isfinite(number := float(value.replace("_", ""))):
                return number
            case "str":
                return _joined(value)
            case _:
                pass
    except ValueError:
        pass
    raise _misread(node, "there is no such value in JSON")


def _joined(text: str) -> str:
    """The text with pairs of surrogate escapes, as JSON writes them, joined to the characters they stand for."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _misread(node: yaml.Node, sentence: str) -> Misread:
    return Misread(sentence, node.start_mark.line + 1, node.start_mark.column + 1)


def _place_of(node: yaml.Node, path: Path) -> tuple[int, int]:
    for step in path:
        inner = _member(node, step)
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1, node.start_mark.column + 1


def _member(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        member: yaml.Node = node.value[step]
        return member
    return None
