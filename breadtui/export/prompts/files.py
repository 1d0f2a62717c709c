"""Prompts as files in every form: written so that reading gives back the same, read whatever form they come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.export.prompts.json_text import openai_json, prompts_json, read_prompts_json
from breadtui.export.prompts.markdown import looks_like_markdown, prompts_markdown, read_prompts_markdown
from breadtui.export.prompts.shapes import Found, Misread, Misshapen, Unwritable, refuse_unstorable
from breadtui.export.prompts.yaml_text import bgit_yaml, prompts_yaml, read_prompts_yaml
from breadtui.values import replace

__all__ = [
    "Found",
    "Misread",
    "PromptForm",
    "Unwritable",
    "form_of",
    "read_prompt",
    "read_prompts",
    "text_of_file",
    "write_prompts",
]

LARGEST_FILE_BYTES = 64_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class PromptForm(StrEnum):
    """A form of files with prompts, by the word that names it."""

    JSON = "json"
    YAML = "yaml"
    MARKDOWN = "markdown"
    OPENAI = "openai"
    BGIT = "bgit"


ENDINGS: Mapping[PromptForm, str] = {
    PromptForm.JSON: "json",
    PromptForm.YAML: "yml",
    PromptForm.MARKDOWN: "md",
    PromptForm.OPENAI: "json",
    PromptForm.BGIT: "yml",
}
"""How files of each form end."""

_BY_ENDING = {
    "json": PromptForm.JSON,
    "yml": PromptForm.YAML,
    "yaml": PromptForm.YAML,
    "md": PromptForm.MARKDOWN,
    "markdown": PromptForm.MARKDOWN,
}
_WRITERS: Mapping[PromptForm, Callable[[Sequence[Prompt]], str]] = {
    PromptForm.JSON: prompts_json,
    PromptForm.YAML: prompts_yaml,
    PromptForm.MARKDOWN: prompts_markdown,
    PromptForm.OPENAI: openai_json,
    PromptForm.BGIT: bgit_yaml,
}
_READERS: Mapping[PromptForm, Callable[[str, str], Found]] = {
    PromptForm.JSON: read_prompts_json,
    PromptForm.YAML: read_prompts_yaml,
    PromptForm.MARKDOWN: read_prompts_markdown,
    PromptForm.OPENAI: read_prompts_json,
    PromptForm.BGIT: read_prompts_yaml,
}


def write_prompts(form: PromptForm, *prompts: Prompt) -> str:
    """The text of a file with these prompts.

    Raises: Unwritable where a text holds what no file keeps, with its place, or the form holds one prompt only.
    """
    for prompt in prompts:
        try:
            refuse_unstorable(prompt)
        except Misshapen as problem:
            raise Unwritable(f"{prompt.name!r}, {problem.sentence}") from None
    try:
        return _WRITERS[form](prompts)
    except RecursionError as error:
        raise Unwritable("it is nested too deeply") from error


def read_prompts(text: str, *, file_name: str = "", default_name: str = "prompt") -> Found:
    """The prompts of a text in the form that the file's name or the text itself shows. Raises: Misread."""
    return _READERS[form_of(text, file_name)](text, default_name)


def read_prompt(content: bytes, name: PromptName, file_name: str = "") -> Prompt:
    """The one prompt of a file under the name it is to have; of several, the one that has it already.

    Raises: Misread.
    """
    found = read_prompts(text_of_file(content), file_name=file_name, default_name=name)
    if len(found.prompts) == 1:
        return replace(found.prompts[0], name=name)
    of_that_name = next((prompt for prompt in found.prompts if prompt.name == name), None)
    if of_that_name is None:
        raise Misread(f"it holds {len(found.prompts)} prompts, and none is named '{name}'")
    return of_that_name


def form_of(text: str, file_name: str = "") -> PromptForm:
    """The form of a text, by the ending of its file's name where that says one, else by how it begins."""
    if named := _BY_ENDING.get(file_name.rpartition(".")[2].lower()):
        return named
    if text.lstrip()[:1] in {"{", "["}:
        return PromptForm.JSON
    return PromptForm.MARKDOWN if looks_like_markdown(text) else PromptForm.YAML


def text_of_file(content: bytes) -> str:
    """The text of a file's bytes, not one of them changed. Raises: Misread at the first that is no UTF-8."""
    if len(content) > LARGEST_FILE_BYTES:
        raise Misread(f"it is larger than {LARGEST_FILE_BYTES // 1_000_000} MB")
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Misread(f"the byte 0x{content[error.start]:02X} is no UTF-8", *place) from None
