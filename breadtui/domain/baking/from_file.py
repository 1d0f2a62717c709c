"""A bake as it stands in a file: a template, and the overrides as the service takes them."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, BakeDraft
from breadtui.domain.baking.resolved import COMPUTED
from breadtui.domain.bgit.input_file import NoInput, input_of, order_of
from breadtui.domain.json_values import Json, JsonObject

_NAMES = ("bake_name", "repo_name")
_BGIT_SECTION = "BAKE"


class UnreadableBake(Exception):
    """The file is no bake; the text is a sentence without a full stop."""


def draft_of_file(value: Json, name: str) -> BakeDraft:
    """The bake that a file tells of, under the name that was asked for.

    Keys are those of the overrides, beside `template`; the service's own body with `overrides`, its answer with
    `config`, and the section BAKE of bgit's input.yml are read as well; there, the target of the file is meant under
    the name that bgit makes it by. A name in the file is not taken, nor from an answer what the service worked out for
    that very bake. Raises: UnreadableBake.
    """
    body = _object(value, "a bake is an object of settings")
    is_section = _BGIT_SECTION in body
    if is_section:
        body = _of_input(body)
    template = body.get("template", DEFAULT_TEMPLATE)
    if not isinstance(template, str):
        raise UnreadableBake("template is default or the name of a bake")
    dropped = {*_NAMES, "template", *(("name",) if is_section else ())}
    return BakeDraft(name, template, {key: one for key, one in _settings(body).items() if key not in dropped})


def _of_input(body: JsonObject) -> JsonObject:
    """The section BAKE of an input.yml; the target of the same file under the name that bgit makes it by."""
    section = _object(body[_BGIT_SECTION], "BAKE is an object of settings")
    if not isinstance(body.get("TARGET"), Mapping):
        return section
    try:
        wanted = order_of(input_of(body)).bake
    except NoInput as problem:
        raise UnreadableBake(str(problem)) from None
    return section if wanted is None else {"template": wanted.template, "overrides": wanted.overrides}


def _settings(body: JsonObject) -> JsonObject:
    if isinstance(overrides := body.get("overrides"), Mapping):
        return {**overrides, **{key: one for key, one in body.items() if key != "overrides"}}
    if isinstance(config := body.get("config"), Mapping):
        return {key: one for key, one in config.items() if key not in COMPUTED}
    return body


def _object(value: Json, otherwise: str) -> JsonObject:
    if not isinstance(value, Mapping) or any(not isinstance(key, str) for key in value):
        raise UnreadableBake(otherwise)
    return value
