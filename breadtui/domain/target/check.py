"""What is wrong or doubtful in a target before it is made, each with its place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.words import value_problem
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import is_impossible_name, name_problem
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.target.draft import (
    ALIASES,
    DEFAULT_TEMPLATE,
    GENERATORS,
    TARGET_KEYS,
    TargetDraft,
    template_problem,
    without_aliases,
)
from breadtui.domain.target.form import ANSWERS, SETTINGS
from breadtui.domain.target.generators import (
    COMMON,
    GENERATOR_KEYS,
    HARDCODED,
    ONESHOT,
    GeneratorType,
    as_generators,
    key_of,
    known_type,
    questions_of,
    type_of,
)
from breadtui.values import dataclass

_ANTHROPIC = "claude"


class Weight(IntEnum):
    """How much a problem weighs: worth knowing, probably a mistake, or certain to be refused."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Problem(NamedTuple):
    """One finding: `place` is `name`, `template`, a key of the target, or `generators[2].numq` counted from 0."""

    place: str
    weight: Weight
    words: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a target, None where it is not known: names taken, prompts there are, models that answer.

    `below` is the template's configuration.
    """

    targets: Container[str] | None = None
    prompts: Container[str] | None = None
    models: Container[str] | None = None
    below: JsonObject | None = None


def problems(draft: TargetDraft, around: Surroundings) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful, in the order of the form."""
    return (
        *_of_name(draft.name, around),
        *_of_template(draft, around),
        *_of_settings(draft, around),
        *_of_generators(draft, around),
    )


def errors(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that the service is certain to refuse."""
    return tuple(problem for problem in found if problem.weight is Weight.ERROR)


def unknown_keys(given: JsonObject) -> tuple[str, ...]:
    """Places of keys that the service does not know and would refuse: of the target, then of its generators."""
    of_target = [key for key in given if key not in TARGET_KEYS]
    of_generators = [
        f"{GENERATORS}[{place}].{key}"
        for place, generator in enumerate(as_generators(given.get(GENERATORS)))
        for key in generator
        if key not in GENERATOR_KEYS
    ]
    return (*of_target, *of_generators)


def _of_name(name: str, around: Surroundings) -> Iterator[Problem]:
    if not name:
        yield Problem("name", Weight.ERROR, "a target needs a name")
    elif (words := name_problem(name)) is not None:
        yield Problem("name", Weight.ERROR if is_impossible_name(name) else Weight.WARNING, words)
    if around.targets is not None and name in around.targets:
        free = free_name(name, around.targets)
        yield Problem(
            "name",
            Weight.WARNING,
            f"there is a target {name}: an equal one is found, another is refused; {free} is free",
        )


def _of_template(draft: TargetDraft, around: Surroundings) -> Iterator[Problem]:
    if not draft.template:
        yield Problem("template", Weight.ERROR, "default, or an existing target")
    elif draft.template != DEFAULT_TEMPLATE and around.targets is not None and draft.template not in around.targets:
        yield Problem("template", Weight.WARNING, f"no target named {draft.template} was seen in this repository")


def _of_settings(draft: TargetDraft, around: Surroundings) -> Iterator[Problem]:
    settings = {**without_aliases(around.below or {}), **without_aliases(draft.given)}
    yield from _of_prompts(settings, around)
    yield from _of_model(settings, around)
    for field in (*SETTINGS, *ANSWERS):
        key = key_of(field)
        if words := _wrong(field, draft.given.get(key)) if draft.given.get(key) is not None else "":
            yield Problem(key, Weight.ERROR, f"wants {words}")
    for key in draft.given:
        if key not in TARGET_KEYS:
            yield Problem(key, Weight.WARNING, "the service is not known to take this")


def _of_prompts(settings: JsonObject, around: Surroundings) -> Iterator[Problem]:
    teacher, student = settings.get("teacher_prompt"), settings.get("student_prompt")
    if not teacher:
        yield Problem("teacher_prompt", Weight.WARNING, "stim cannot start without a teacher")
    if student is None:
        yield Problem("student_prompt", Weight.WARNING, "stim cannot start without a student; empty is always on")
    if student == "":
        yield Problem("student_prompt", Weight.NOTE, "always on: the model behaves so without any prompt")
    if teacher and teacher == student:
        yield Problem("student_prompt", Weight.NOTE, "teacher and student are one: this pins what the model does")
    for key in ALIASES.values():
        name = settings.get(key)
        if isinstance(name, str) and name and around.prompts is not None and name not in around.prompts:
            yield Problem(key, Weight.WARNING, f"no prompt named {name} was seen in this repository")


def _of_model(settings: JsonObject, around: Surroundings) -> Iterator[Problem]:
    model = settings.get("model_name")
    if not isinstance(model, str) or not model or around.models is None or model in around.models:
        return
    yield Problem("model_name", Weight.WARNING, "no such model was seen in an open repository")


def _of_generators(draft: TargetDraft, around: Surroundings) -> Iterator[Problem]:
    given = draft.given.get(GENERATORS)
    if given is None:
        if not as_generators((around.below or {}).get(GENERATORS)):
            yield Problem(GENERATORS, Weight.WARNING, "stim cannot start without a generator")
        return
    if isinstance(given, str) or not isinstance(given, Sequence):
        yield Problem(GENERATORS, Weight.ERROR, "a list of generators is wanted")
        return
    if not given:
        yield Problem(GENERATORS, Weight.WARNING, "stim cannot start without a generator")
    for place, generator in enumerate(given):
        if not isinstance(generator, Mapping):
            yield Problem(f"{GENERATORS}[{place}]", Weight.ERROR, "a generator is an object with a type")
            continue
        for key, weight, words in generator_problems(generator):
            yield Problem(f"{GENERATORS}[{place}]{'.' if key else ''}{key}", weight, words)


def generator_problems(generator: JsonObject) -> Iterator[Problem]:
    """What is wrong in one generator; places are its own keys."""
    known = known_type(generator)
    if not type_of(generator):
        yield Problem("type", Weight.ERROR, "a generator needs a type")
    elif known is None:
        yield Problem("type", Weight.WARNING, f"no generator of type {type_of(generator)} is known here")
    else:
        yield from _of_known(known, generator)
    yield from _of_limits(() if known is None else known.fields, generator)
    for key in generator:
        if key not in GENERATOR_KEYS:
            yield Problem(key, Weight.WARNING, "the service is not known to take this")


def _of_limits(fields: Sequence[Field], generator: JsonObject) -> Iterator[Problem]:
    """Of the type's own fields, and of those that any type may hold."""
    by_key = {key_of(field): field for field in (*COMMON, *fields)}
    for key, field in by_key.items():
        value = generator.get(key)
        if value is not None and (words := _wrong(field, value)):
            yield Problem(key, Weight.ERROR, f"wants {words}")


def _of_known(known: GeneratorType, generator: JsonObject) -> Iterator[Problem]:
    fields = {key_of(field): field for field in known.fields}
    yield from _of_template_file(generator, fields)
    if known.name == HARDCODED:
        yield from _of_questions(generator)
        return
    if generator.get("numq") is None:
        yield Problem("numq", Weight.WARNING, "how many questions? the service decides")
    if "dataset" in fields and not generator.get("dataset"):
        yield Problem("dataset", Weight.ERROR, "name the set that is drawn from")
    model = generator.get("model")
    if known.name == ONESHOT and isinstance(model, str) and _ANTHROPIC not in model.lower():
        yield Problem("model", Weight.WARNING, "only Anthropic's models write questions")


def _of_template_file(generator: JsonObject, fields: Mapping[str, Field]) -> Iterator[Problem]:
    path, text = generator.get("template_path"), generator.get("template_content")
    if isinstance(text, str) and (words := template_problem(text)):
        yield Problem("template_path", Weight.ERROR, words)
    if "template_path" in fields and "questions" not in fields and type_of(generator) != ONESHOT and not path:
        yield Problem("template_path", Weight.WARNING, "this type needs a template")


def _of_questions(generator: JsonObject) -> Iterator[Problem]:
    questions = questions_of(generator)
    if not questions:
        yield Problem("questions", Weight.ERROR, "no question is listed")
        return
    if any(not question.strip() for question in questions):
        yield Problem("questions", Weight.WARNING, "a question is blank")
    if (double := len(questions) - len(set(questions))) > 0:
        yield Problem("questions", Weight.WARNING, f"{double} of them {'is' if double == 1 else 'are'} there twice")
    asked = generator.get("numq")
    if isinstance(asked, int) and not isinstance(asked, bool) and asked > 0 and asked != len(questions):
        taken = f"only the first {asked} of {len(questions)} are taken" if asked < len(questions) else ""
        yield Problem("numq", Weight.WARNING, taken or f"only {len(questions)} are listed")


def _wrong(field: Field, value: Json) -> str:
    if field.kind is Kind.JSON:
        return "" if isinstance(value, Mapping) else "a JSON object"
    if isinstance(value, float) and field.kind is Kind.INTEGER:
        return "a whole number"  # 3.0 is none on the wire
    return value_problem(field, value)
