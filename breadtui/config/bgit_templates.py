"""Question templates that the generators of an `input.yml` name, read from the folder beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from breadtui.domain.forms.places import is_list
from breadtui.domain.json_values import Json, JsonObject

MOST_TEMPLATE_BYTES = 1024 * 1024
NEEDED = ("${numq}", "${prompt_u}")


class NoTemplate(Exception):
    """A template that cannot be sent; the message names it and says why."""


def with_templates(overrides: JsonObject, folder: Path) -> JsonObject:
    """The overrides of a target with the text of every template that a generator names. Raises: NoTemplate.

    Only files within the folder are read. Source: the API contract, generators and bgit files.
    """
    generators = overrides.get("generators")
    if not is_list(generators):
        return overrides
    return {**overrides, "generators": [_with_text(generator, folder) for generator in generators]}


def _with_text(generator: Json, folder: Path) -> Json:
    if not isinstance(generator, Mapping):
        return generator
    named = generator.get("template_path")
    if not isinstance(named, str) or not named or generator.get("template_content") is not None:
        return generator
    path = (folder / named).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise NoTemplate(f"{named} lies outside the folder")
    text = _text_of(path, named)
    if missing := [variable for variable in NEEDED if variable not in text]:
        raise NoTemplate(f"{named} lacks {' and '.join(missing)}")
    return {**generator, "template_path": path.name, "template_content": text}


def _text_of(path: Path, named: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_TEMPLATE_BYTES + 1)
        if len(content) > MOST_TEMPLATE_BYTES:
            raise NoTemplate(f"{named} is larger than 1 MB")
        return content.decode()
    except OSError as error:
        raise NoTemplate(f"{named}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise NoTemplate(f"{named} is not UTF-8") from None
