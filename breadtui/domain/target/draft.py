"""A target while it is written: what is given, the template below it, and its generators in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.generators import (
    HIGHEST_TEMPERATURE,
    Field,
    FieldKind,
    RowCount,
    as_generators,
    row_count,
)

DEFAULT_TEMPLATE = "default"
LONGEST_TEMPLATE_BYTES = 1024 * 1024
TEMPLATE_VARIABLES = ("${numq}", "${prompt_u}")
TEMPLATES_FOLDER = "templates/"
ALIASES: Mapping[str, str] = {"u": "teacher_prompt", "v": "student_prompt"}
GENERATORS = "generators"

FIELDS: tuple[Field, ...] = (
    Field("teacher_prompt", FieldKind.TEXT, "the prompt whose behaviour is taught"),
    Field("student_prompt", FieldKind.TEXT, "the prompt that shall behave so afterwards; empty is always on"),
    Field("model_name", FieldKind.TEXT, "who answers in rollout: the base model, or a baked one to go on from it"),
    Field("num_traj_per_stimulus", FieldKind.COUNT, "answers to each question", lowest=1),
    Field("temperature", FieldKind.NUMBER, "of the answers: 0 is steady, 2 is wild", 0, HIGHEST_TEMPERATURE),
    Field("max_tokens", FieldKind.COUNT, "the longest answer, in tokens; no limit where nothing is said", lowest=1),
    Field("max_concurrency", FieldKind.COUNT, "answers asked for at a time", lowest=1),
    Field("extra_kwargs", FieldKind.JSON, "passed on to the model as it is, a JSON object"),
)
"""The settings of a target beside its generators. Source: the API contract, targets."""

TARGET_KEYS = frozenset({GENERATORS, *ALIASES, *(each.key for each in FIELDS)})
"""Every key that the service takes as an override."""


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target to be made: `given` are its overrides by key, generators included; a key not in it is the template's.

    A generator's `template_content` is a file's text as it was read, beside the `template_path` it came from.
    """

    name: str = ""
    template: str = DEFAULT_TEMPLATE
    given: JsonObject = field(default_factory=dict)

    @property
    def generators(self) -> tuple[JsonObject, ...]:
        """The generators that are given; none where they are the template's."""
        return as_generators(self.given.get(GENERATORS))

    def having(self, key: str, value: Json) -> TargetDraft:
        """The draft with a setting given."""
        return replace(self, given={**self.given, key: value})

    def lacking(self, key: str) -> TargetDraft:
        """The draft with a setting left to the template."""
        return replace(self, given={other: value for other, value in self.given.items() if other != key})

    def with_generators(self, generators: tuple[JsonObject, ...]) -> TargetDraft:
        """The draft with these generators."""
        return self.having(GENERATORS, generators)

    def overrides(self) -> JsonObject:
        """What is sent: nothing for what is left to the template, file names without their folders."""
        sent: dict[str, Json] = {key: value for key, value in self.given.items() if value is not None}
        if GENERATORS in sent:
            sent[GENERATORS] = [_as_sent(each) for each in self.generators]
        return sent


def added(draft: TargetDraft, generator: JsonObject, place: int | None = None) -> TargetDraft:
    """The draft with a generator more, at the end or before that place."""
    listed = list(draft.generators)
    listed.insert(len(listed) if place is None else place, generator)
    return draft.with_generators(tuple(listed))


def removed(draft: TargetDraft, place: int) -> TargetDraft:
    """The draft without that generator."""
    return draft.with_generators((*draft.generators[:place], *draft.generators[place + 1 :]))


def changed(draft: TargetDraft, place: int, generator: JsonObject) -> TargetDraft:
    """The draft with another generator in that place."""
    return draft.with_generators((*draft.generators[:place], generator, *draft.generators[place + 1 :]))


def duplicated(draft: TargetDraft, place: int) -> TargetDraft:
    """The draft with that generator twice, one after the other."""
    return added(draft, draft.generators[place], place + 1)


def moved(draft: TargetDraft, place: int, step: int) -> TargetDraft:
    """The draft with that generator `step` places further down; at either end it stays."""
    listed = list(draft.generators)
    goal = place + step
    if not 0 <= goal < len(listed):
        return draft
    listed.insert(goal, listed.pop(place))
    return draft.with_generators(tuple(listed))


def with_field(generator: JsonObject, key: str, value: Json) -> JsonObject:
    """The generator with a field set, or without it where the value is None."""
    without = {other: each for other, each in generator.items() if other != key}
    if value is None:
        return without
    return {**generator, key: value}


def with_template(generator: JsonObject, path: str, text: str) -> JsonObject:
    """The generator with a template that was read from a file."""
    return {**generator, "template_path": path, "template_content": text}


def template_problem(text: str) -> str | None:
    """Why a template's text cannot be used, or None. Source: the API contract, generators: templates."""
    size_bytes = len(text.encode(errors="surrogatepass"))
    if size_bytes > LONGEST_TEMPLATE_BYTES:
        return f"the template is {size_bytes / 1_000_000:.1f} MB; 1 MB is the most"
    missing = [variable for variable in TEMPLATE_VARIABLES if variable not in text]
    return f"the template lacks {' and '.join(missing)}" if missing else None


def draft_from(config: JsonObject, name: str) -> TargetDraft:
    """A new target with everything an existing one has."""
    return TargetDraft(name, DEFAULT_TEMPLATE, without_aliases(config))


def without_aliases(config: JsonObject) -> JsonObject:
    """The same settings with `u` and `v` under their present names, which win where both are given; nulls go."""
    settings = {key: value for key, value in config.items() if value is not None and key not in ALIASES}
    for old, new in ALIASES.items():
        if (value := config.get(old)) is not None:
            settings.setdefault(new, value)
    return settings


def rows_of(settings: JsonObject) -> RowCount:
    """Questions, answers and rows that settings with their generators come to; one answer where nothing is said."""
    asked = settings.get("num_traj_per_stimulus")
    answers = asked if isinstance(asked, int) and not isinstance(asked, bool) and asked > 0 else 1
    return row_count(as_generators(settings.get(GENERATORS)), answers)


def _as_sent(generator: JsonObject) -> JsonObject:
    """A file goes by its bare name: where it lies on this machine is nobody's business."""
    told = {key: value for key, value in generator.items() if value is not None}
    path = told.get("template_path")
    if isinstance(path, str) and "template_content" in told:
        told["template_path"] = path.rpartition("/")[2]
    return told
