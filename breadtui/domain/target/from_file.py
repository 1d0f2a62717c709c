"""A target as it stands in a file: a template, and the overrides as the service takes them."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.bgit.input_file import NoInput, input_of, order_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, GENERATORS, TargetDraft, without_aliases
from breadtui.domain.target.generators import as_generators

_NAMES = ("target_name", "name", "repo_name")
_BGIT_SECTION = "TARGET"


class UnreadableTarget(Exception):
    """The file is no target; the text is a sentence without a full stop."""


def draft_of_file(value: Json, name: str) -> TargetDraft:
    """The target that a file tells of, under the name that was asked for.

    Keys are those of the overrides, beside `template`; the service's own body with `overrides`, its answer with
    `config`, and the section TARGET of bgit's input.yml are read as well; there, prompts of the file are meant under
    the names that bgit makes them by. A name in the file is not taken. Raises: UnreadableTarget.
    """
    body = _object(value, "a target is an object of settings")
    if _BGIT_SECTION in body:
        body = _of_input(body)
    template = body.get("template", DEFAULT_TEMPLATE)
    if not isinstance(template, str):
        raise UnreadableTarget("template is default or the name of a target")
    inner = next((key for key in ("overrides", "config") if isinstance(body.get(key), Mapping)), None)
    settings = body if inner is None else _object(body[inner], "")
    beside = {} if inner is None else {key: each for key, each in body.items() if key != inner}
    given = {key: each for key, each in {**settings, **beside}.items() if key not in _NAMES and key != "template"}
    if any(not isinstance(key, str) for key in given):
        raise UnreadableTarget("every key is a word")
    return TargetDraft(name, template, without_aliases(given))


def _of_input(body: JsonObject) -> JsonObject:
    """The section TARGET of an input.yml; the prompts of the same file under the names that bgit makes them by."""
    section = _object(body[_BGIT_SECTION], "TARGET is an object of settings")
    if not body.get("PROMPT"):
        return section
    try:
        wanted = order_of(input_of({**body, "BAKE": None})).target
    except NoInput as problem:
        raise UnreadableTarget(str(problem)) from None
    return section if wanted is None else {"template": wanted.template, "overrides": wanted.overrides}


def template_paths(draft: TargetDraft) -> tuple[tuple[int, str], ...]:
    """The generators whose template is named and not uploaded yet, by their place from 0.

    A path below `templates/` alone may be one that the service holds already.
    """
    return tuple(
        (place, path)
        for place, generator in enumerate(as_generators(draft.given.get(GENERATORS)))
        if isinstance(path := generator.get("template_path"), str) and path and "template_content" not in generator
    )


def _object(value: Json, otherwise: str) -> JsonObject:
    if not isinstance(value, Mapping):
        raise UnreadableTarget(otherwise)
    return value
