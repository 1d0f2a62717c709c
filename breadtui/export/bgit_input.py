"""bgit's `input.yml` as text and back. Source: the API contract, bgit files."""

from __future__ import annotations

from breadtui.domain.bgit.input_file import InputFile, NoInput, input_of
from breadtui.domain.json_values import JsonObject
from breadtui.export.prompts.yaml_text import yaml_text, yaml_value

MOST_BYTES = 4 * 1024 * 1024


def read_input(content: bytes) -> InputFile:
    """The sections of a file. Raises: NoInput, or Misread with the place where it is no YAML."""
    if len(content) > MOST_BYTES:
        raise NoInput("it is larger than 4 MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoInput("it is not UTF-8") from None
    return input_of(yaml_value(text) or {})


def input_yaml(sections: JsonObject) -> str:
    """The text of a file with these sections, a blank line between them. Raises: Unwritable."""
    return "\n".join(yaml_text({name: section}) for name, section in sections.items())
