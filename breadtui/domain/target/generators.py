"""The kinds of generators that write a target's questions, the fields each has, and how many questions come of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from breadtui.domain.forms.fields import NO_LIMITS, Field, Kind, Limits
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass

ONESHOT, HARDCODED, PERSONA = "oneshot_qs", "hardcoded", "persona"
FROM_DATASET, CUSTOM = "from_dataset", "custom"
KNOWN_DATASETS = ("squad", "gsm8k", "mmlu", "hellaswag", "code_contests", "math_problems")
"""Names that occur in the service's guides; any other may be typed."""
USUAL_MODEL = "claude-sonnet-4-5-20250929"
HIGHEST_TEMPERATURE = 2.0
TEMPLATE_FILES = "template files"
"""The picker of templates on this machine."""


def _field(key: str, kind: Kind, words: str, limits: Limits = NO_LIMITS) -> Field:
    return Field((key,), key, kind, words, limits)


def key_of(field: Field) -> str:
    """The key of a field that stands at the top of its thing."""
    return str(field.place[0])


@dataclass(frozen=True, slots=True)
class GeneratorType:
    """One type: what it does, its fields in the order in which a person fills them, and what a new one begins with."""

    name: str
    does: str
    fields: tuple[Field, ...]
    begins_with: JsonObject


_NUMQ = _field("numq", Kind.INTEGER, "how many questions it writes", Limits(1))
_SEED = _field("seed", Kind.INTEGER, "the same seed draws the same questions again")
_TEMPERATURE = _field("temperature", Kind.NUMBER, "0 is steady, 2 is wild", Limits(0, HIGHEST_TEMPERATURE))
_MAX_TOKENS = _field("max_tokens", Kind.INTEGER, "the longest question, in tokens", Limits(1))
_TEMPLATE = Field(
    ("template_path",),
    "template file",
    Kind.CHOICE,
    "a file on this machine that asks for the questions: UTF-8, at most 1 MB, with ${numq} and ${prompt_u}",
    picker=TEMPLATE_FILES,
    is_open=True,
)
_MODEL = Field(
    ("model",),
    "model",
    Kind.CHOICE,
    "who writes the questions: Anthropic's models only",
    choices=(USUAL_MODEL,),
    is_open=True,
)
_CONDITIONED = Field(
    ("rollout_with_conditioned",),
    "rollout as student",
    Kind.SWITCH,
    "rollout_with_conditioned: the student's conversation, not the teacher's, is answered",
)

COMMON = (_NUMQ, _SEED, _TEMPERATURE, _MAX_TOKENS, _CONDITIONED)
"""What a generator of any type may hold, whether its type has a row for it or not. Source: the API contract."""

TYPES: tuple[GeneratorType, ...] = (
    GeneratorType(
        ONESHOT,
        "a language model writes the questions",
        (_NUMQ, _MODEL, _TEMPERATURE, _MAX_TOKENS, _TEMPLATE, _SEED, _CONDITIONED),
        {"numq": 100, "model": USUAL_MODEL},
    ),
    GeneratorType(
        HARDCODED,
        "your own questions, word for word",
        (
            _field("questions", Kind.LINES, "one question a line"),
            _field("numq", Kind.INTEGER, "so many of them, the first; all where nothing is said", Limits(1)),
            _CONDITIONED,
        ),
        {"questions": []},
    ),
    GeneratorType(
        PERSONA,
        "questions of a curated set of people",
        (_NUMQ, _SEED, _TEMPERATURE, _MODEL, _MAX_TOKENS, _CONDITIONED),
        {"numq": 100},
    ),
    GeneratorType(
        FROM_DATASET,
        "a sample of a public set of questions",
        (
            Field(
                ("dataset",),
                "dataset",
                Kind.CHOICE,
                "the set that is drawn from",
                choices=KNOWN_DATASETS,
                is_open=True,
                is_required=True,
            ),
            _NUMQ,
            _SEED,
            _CONDITIONED,
        ),
        {"dataset": "squad", "numq": 50},
    ),
    GeneratorType(
        CUSTOM,
        "a template of your own; the service calls it unfinished",
        (_TEMPLATE, _NUMQ, _SEED, _TEMPERATURE, _MAX_TOKENS, _CONDITIONED),
        {"numq": 100},
    ),
)
_BY_NAME: Mapping[str, GeneratorType] = {each.name: each for each in TYPES}

GENERATOR_KEYS = frozenset({"type", "template_content", *(key_of(field) for each in TYPES for field in each.fields)})
"""Every key that a generator may hold; the service refuses any other. Source: the API contract, generators."""


def type_of(generator: JsonObject) -> str:
    """The word in `type`, empty where there is none."""
    word = generator.get("type")
    return word if isinstance(word, str) else ""


def known_type(generator: JsonObject) -> GeneratorType | None:
    """What is known of its type; None for a type that came later than this program."""
    return _BY_NAME.get(type_of(generator))


def new_generator(name: str) -> JsonObject:
    """A generator of this type as a person begins with it."""
    known = _BY_NAME.get(name)
    return {"type": name, **(known.begins_with if known is not None else {})}


def retyped(generator: JsonObject, name: str) -> JsonObject:
    """The same generator of another type: what both types have stays, what only the old one had goes."""
    known = _BY_NAME.get(name)
    if known is None:
        return {**generator, "type": name}
    fitting = {key_of(field) for field in known.fields} | {"template_content"}
    has_template = _TEMPLATE in known.fields
    kept = {
        key: value for key, value in generator.items() if key in fitting and (has_template or key != "template_content")
    }
    return {"type": name, **known.begins_with, **kept}


def questions_of(generator: JsonObject) -> tuple[str, ...]:
    """The literal questions; empty where there are none."""
    found = generator.get("questions")
    if isinstance(found, str) or not isinstance(found, Sequence):
        return ()
    return tuple(each for each in found if isinstance(each, str))


def lines_of(text: str) -> tuple[str, ...]:
    """Questions typed or pasted, one a line; blank lines and the blanks around each are left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def question_count(generator: JsonObject) -> int | None:
    """How many questions it writes; None where it does not say.

    Source: the API contract, number of stimuli: `numq`, or as many as are listed; of a list never more than it holds.
    """
    asked = generator.get("numq")
    count = asked if isinstance(asked, int) and not isinstance(asked, bool) and asked > 0 else None
    if "questions" not in generator or generator["questions"] is None:
        return count
    held = len(questions_of(generator))
    return held if count is None else min(held, count)


@dataclass(frozen=True, slots=True)
class RowCount:
    """Questions and the rows that come of them; `is_open` where a generator does not say how many it writes."""

    questions: int
    answers: int
    is_open: bool

    @property
    def rows(self) -> int:
        """Rows of the rollout: questions times answers."""
        return self.questions * self.answers


def row_count(generators: Iterable[JsonObject], answers: int) -> RowCount:
    """What all generators together come to."""
    counts = [question_count(each) for each in generators]
    return RowCount(sum(count or 0 for count in counts), answers, None in counts)


def as_generators(value: Json) -> tuple[JsonObject, ...]:
    """The generators in a configuration; what is no object is left out."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(each for each in value if isinstance(each, Mapping))
