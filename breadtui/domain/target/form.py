"""The form of a target: its rows and groups, and how a filled-in form and a draft become each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breadtui.domain.forms.fields import Field, Group, Items, Kind, Limits, NewItem, Spec
from breadtui.domain.forms.form import Form
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, GENERATORS, TARGET_KEYS, TargetDraft
from breadtui.domain.target.generators import (
    HIGHEST_TEMPERATURE,
    TYPES,
    GeneratorType,
    key_of,
    known_type,
    new_generator,
    question_count,
    questions_of,
    retyped,
    type_of,
)
from breadtui.values import replace

NAME, TEMPLATE, MORE, TYPE = "name", "template", "more", "type"
TEMPLATE_PATH, TEMPLATE_CONTENT = "template_path", "template_content"
PROMPTS, MODELS, TEMPLATES = "prompts", "models", "templates"
"""The pickers of which a screen has the choices."""

SETTINGS: tuple[Field, ...] = (
    Field(
        ("teacher_prompt",),
        "teacher",
        Kind.CHOICE,
        "the prompt whose behaviour is taught",
        picker=PROMPTS,
        is_open=True,
        unset="none: stim will want one",
    ),
    Field(
        ("student_prompt",),
        "student",
        Kind.CHOICE,
        "the prompt that shall lead to it afterwards; empty is always on: it behaves so without any prompt",
        picker=PROMPTS,
        is_open=True,
        is_empty_allowed=True,
        unset="none: stim will want one",
    ),
    Field(
        ("model_name",),
        "model",
        Kind.CHOICE,
        "who answers in rollout: the base model, or a baked one to go on from it",
        picker=MODELS,
        is_open=True,
        unset="the repository's base model",
    ),
)
ANSWERS: tuple[Field, ...] = (
    Field(("num_traj_per_stimulus",), "answers each", Kind.INTEGER, "answers to each question", Limits(1)),
    Field(
        ("temperature",),
        "temperature",
        Kind.NUMBER,
        "of the answers: 0 is steady, 2 is wild",
        Limits(0, HIGHEST_TEMPERATURE),
        unset="1.0",
    ),
    Field(("max_tokens",), "max tokens", Kind.INTEGER, "the longest answer, in tokens", Limits(1), unset="no limit"),
    Field(("max_concurrency",), "at a time", Kind.INTEGER, "answers that are asked for at a time", Limits(1)),
    Field(("extra_kwargs",), "extra_kwargs", Kind.JSON, "passed on to the model as it is: a JSON object", unset="none"),
)
_TYPE = Field(
    (TYPE,),
    "type",
    Kind.CHOICE,
    "how its questions are written",
    choices=tuple(each.name for each in TYPES),
    is_open=True,
    is_required=True,
)
_UNKNOWN = Field(
    (MORE,), "other keys", Kind.JSON, "keys that this type may have, as a JSON object; sent as they are", unset="none"
)


def spec() -> Spec:
    """All rows of the form, in the order in which a target is thought of."""
    return Spec(
        (
            Group(
                "target",
                "Target",
                (
                    Field((NAME,), "name", Kind.TEXT, "letters, digits, '.', '_' and '-'", is_required=True),
                    Field(
                        (TEMPLATE,),
                        "template",
                        Kind.CHOICE,
                        "what is not given here comes from it: default, or a target of this repository",
                        picker=TEMPLATES,
                        is_open=True,
                    ),
                    *SETTINGS,
                ),
            ),
            Group("questions", "Questions", (_GENERATORS,)),
            Group("answers", "Answers", ANSWERS),
            Group(
                "more",
                "Anything else",
                (Field((MORE,), "other keys", Kind.JSON, "a JSON object, laid over everything else", unset="none"),),
                is_folded=True,
            ),
        )
    )


def form_of(draft: TargetDraft, below: JsonObject) -> Form:
    """The form that says what a draft says; `below` is its template's configuration, as far as it is known."""
    known = {key: value for key, value in draft.given.items() if key in TARGET_KEYS}
    others = {key: value for key, value in draft.given.items() if key not in TARGET_KEYS}
    given: dict[str, Json] = {**known, **({MORE: others} if others else {})}
    if GENERATORS in given:
        given[GENERATORS] = _each(given[GENERATORS], _as_item)
    if draft.name:
        given[NAME] = draft.name
    if draft.template != DEFAULT_TEMPLATE:
        given[TEMPLATE] = draft.template
    return Form(spec(), given, defaults_of(below))


def defaults_of(below: JsonObject) -> JsonObject:
    """What stands in the form where nothing is given: the template's settings."""
    settings = dict(below)
    if GENERATORS in settings:
        settings[GENERATORS] = [_as_item(each) for each in TargetDraft(given=below).generators]
    return {TEMPLATE: DEFAULT_TEMPLATE, **settings}


def draft_of(form: Form) -> TargetDraft:
    """The draft that a form says."""
    name, template, more = (form.value_at((key,)) for key in (NAME, TEMPLATE, MORE))
    given = {key: value for key, value in form.given.items() if key not in {NAME, TEMPLATE, MORE}}
    if GENERATORS in given:
        given[GENERATORS] = _each(given[GENERATORS], _from_item)
    return TargetDraft(
        name if isinstance(name, str) else "",
        template if isinstance(template, str) else DEFAULT_TEMPLATE,
        {**given, **more} if isinstance(more, Mapping) else given,
    )


def json_of(form: Form) -> JsonObject:
    """All that was given as one object, by the service's own keys; what rows are for other keys stands beside them."""
    head = {key: form.given[key] for key in (NAME, TEMPLATE) if key in form.given}
    return {**head, **draft_of(form).given}


def form_from(form: Form, whole: JsonObject) -> Form:
    """The form with nothing given but what such an object says; keys without a row stand in the row for these."""
    head = {key: whole[key] for key in (NAME, TEMPLATE) if key in whole}
    given = {key: value for key, value in whole.items() if key not in head}
    return replace(form, given={**head, **form_of(TargetDraft(given=given), {}).given})


def rowless_keys(draft: TargetDraft) -> set[str]:
    """Places of generators' keys that their types have no rows for."""
    return {
        f"{GENERATORS}[{at}].{key}"
        for at, generator in enumerate(draft.generators)
        for key in generator
        if key not in _own_keys(generator)
    }


def with_templates(draft: TargetDraft, texts: Mapping[str, str]) -> TargetDraft:
    """The draft with the templates that were read, by their paths."""
    if not any(generator.get(TEMPLATE_PATH) in texts for generator in draft.generators):
        return draft
    generators: list[Json] = [
        {**each, TEMPLATE_CONTENT: texts[path]}
        if isinstance(path := each.get(TEMPLATE_PATH), str) and path in texts
        else each
        for each in draft.generators
    ]
    return replace(draft, given={**draft.given, GENERATORS: generators})


def template_paths(form: Form) -> tuple[str, ...]:
    """The paths of templates in the form, each once."""
    items = form.items_at((GENERATORS,))
    paths = (item.get(TEMPLATE_PATH) for item in items)
    return tuple(dict.fromkeys(path for path in paths if isinstance(path, str) and path))


def retyped_item(item: JsonObject, name: str) -> JsonObject:
    """A generator in the form with another type: what only the old type had goes, since it would have no row."""
    return _as_item(retyped(_from_item(item), name))


def generator_fields(generator: JsonObject) -> tuple[Field, ...]:
    """The rows of one generator: only what its type has, and one for all other keys."""
    known = known_type(generator)
    return (_TYPE, *(known.fields if known is not None else ()), _UNKNOWN)


def generator_title(generator: JsonObject) -> str:
    """A generator in a few raw words: its type, how many questions, and what tells it from another of its type."""
    count = question_count(generator)
    told = "questions: the service decides" if count is None else f"{count} question{'' if count == 1 else 's'}"
    detail = generator.get("dataset") or generator.get(TEMPLATE_PATH) or next(iter(questions_of(generator)), "")
    return " · ".join(part for part in (type_of(generator) or "no type", told, str(detail)) if part)


def _as_item(generator: JsonObject) -> JsonObject:
    """A generator as the form holds it: keys that its type has no row for stand together under one.

    An uploaded text is left out, since the form holds the path of its file.
    """
    own = _own_keys(generator)
    others = {key: value for key, value in generator.items() if key not in own and key != TEMPLATE_CONTENT}
    return {**{key: value for key, value in generator.items() if key in own}, **({MORE: others} if others else {})}


def _each(listed: Json, change: Callable[[JsonObject], JsonObject]) -> Json:
    """Each generator changed; what is none stays to be seen and put right."""
    if isinstance(listed, str) or not isinstance(listed, Sequence):
        return listed
    return [change(one) if isinstance(one, Mapping) else one for one in listed]


def _own_keys(generator: JsonObject) -> set[str]:
    known = known_type(generator)
    return {TYPE, *(key_of(field) for field in (known.fields if known is not None else ()))}


def _from_item(item: JsonObject) -> JsonObject:
    more = item.get(MORE)
    own = {key: value for key, value in item.items() if key != MORE}
    return {**own, **more} if isinstance(more, Mapping) else own


def _new_item(known: GeneratorType) -> NewItem:
    return NewItem(known.name, new_generator(known.name), known.does)


_GENERATORS = Field(
    (GENERATORS,),
    "generators",
    Kind.ITEMS,
    "who writes the questions; each adds its own",
    items=Items(
        generator_fields,
        generator_title,
        (*(_new_item(each) for each in TYPES), NewItem("another type", {"type": ""}, "typed by hand, keys as JSON")),
        noun="generator",
    ),
    unset="none: stim will want one",
)
