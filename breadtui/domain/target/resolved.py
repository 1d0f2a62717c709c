"""A target's configuration in the end: template below, what is given on top, and what the service made of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.difference.config_diff import Difference, differences, is_same
from breadtui.domain.forms.resolved import ResolvedValue, resolved_values
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.draft import GENERATORS, TEMPLATES_FOLDER, TargetDraft, file_name, without_aliases
from breadtui.domain.target.generators import as_generators

_FILLED_IN: JsonObject = {"num_traj_per_stimulus": 1, "max_concurrency": 10, "temperature": 1.0}
"""What the service fills in where nothing is said. Source: the API contract, targets."""


def default_config(base_model: str) -> JsonObject:
    """The built-in template of a repository. Source: the API contract, targets."""
    built_in: dict[str, Json] = {"num_traj_per_stimulus": 1, "max_concurrency": 10}
    return {"model_name": base_model, **built_in} if base_model else built_in


def laid_over(below: JsonObject, above: JsonObject) -> JsonObject:
    """Settings on top of a template: objects merge however deep, lists and single values replace, nulls say nothing.

    Source: the API contract, templates and overrides.
    """
    merged: dict[str, Json] = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = laid_over(under, value)
        elif value is not None:
            merged[key] = value
    return merged


def expected_config(draft: TargetDraft, template: JsonObject) -> JsonObject:
    """What the service is expected to make of a draft on that template."""
    return comparable(laid_over(without_aliases(template), without_aliases(draft.overrides())))


def comparable(config: JsonObject) -> JsonObject:
    """A configuration as the service compares it: present names, no uploaded texts, templates by their stored place.

    What means nothing is left out: nulls, and a switch of a generator that is off.
    """
    settings = dict(without_aliases(config))
    if GENERATORS in settings:
        settings[GENERATORS] = [_stored(each) for each in as_generators(settings[GENERATORS])]
    return settings


def made_of(draft: TargetDraft, template: JsonObject, answered: JsonObject) -> tuple[ResolvedValue, ...]:
    """Every setting that the service answered, with where it comes from, in the service's own order."""
    return resolved_values(comparable(draft.overrides()), comparable(template), answered)


def differences_to(draft: TargetDraft, template: JsonObject, found: JsonObject) -> tuple[Difference, ...]:
    """What the draft says otherwise than a target that exists: mine is the draft, theirs the target.

    A setting of which one side says nothing and the other what the service fills in anyway is no difference.
    """
    mine, theirs = dict(expected_config(draft, template)), dict(comparable(found))
    for key, filled in _FILLED_IN.items():
        if key not in mine and key in theirs and is_same(theirs[key], filled):
            del theirs[key]
        if key not in theirs and key in mine and is_same(mine[key], filled):
            del mine[key]
    for side, other in ((mine, theirs), (theirs, mine)):
        if side.get("student_prompt") == "" and "student_prompt" not in other:
            del side["student_prompt"]
    return differences(mine, theirs)


def is_as_asked(draft: TargetDraft, template: JsonObject, found: JsonObject) -> bool:
    """A target that was read back is the one that was asked for.

    Only what the draft and its template say is held against it: the service may fill in more.
    """
    return all(difference.mine is None for difference in differences_to(draft, template, found))


def _stored(generator: JsonObject) -> JsonObject:
    stored: dict[str, Json] = {}
    for key, value in generator.items():
        if value is None or key == "template_content" or (key == "rollout_with_conditioned" and value is False):
            continue
        is_path = key == "template_path" and isinstance(value, str)
        stored[key] = (
            TEMPLATES_FOLDER + file_name(str(value).removeprefix(TEMPLATES_FOLDER)) if is_path else _plain(value)
        )
    return stored


def _plain(value: Json) -> Json:
    """Tuples as lists, so that what is written here equals what was parsed."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(value)
    return value
