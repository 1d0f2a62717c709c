"""Settings of a target or bake as files: JSON or YAML, whichever the text is."""

from __future__ import annotations

from breadtui.domain.json_values import Json
from breadtui.export.prompts.files import text_of_file
from breadtui.export.prompts.json_text import json_value
from breadtui.export.prompts.shapes import Misread
from breadtui.export.prompts.yaml_text import yaml_value

__all__ = ["Misread", "read_settings"]


def read_settings(content: bytes, file_name: str = "") -> Json:
    """The value of a file, JSON where its name or its first character says so, else YAML.

    Raises: Misread with line and column.
    """
    text = text_of_file(content)
    is_json = file_name.lower().endswith(".json") or text.lstrip()[:1] in {"{", "["}
    value = json_value(text) if is_json else yaml_value(text)
    if value is None:
        raise Misread("it is empty")
    return value
