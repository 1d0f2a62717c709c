"""A target while it is written: what is given, the template below it, and its generators in order."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.generators import RowCount, as_generators, row_count
from breadtui.values import dataclass, field

DEFAULT_TEMPLATE = "default"
LONGEST_TEMPLATE_BYTES = 1024 * 1024
TEMPLATE_VARIABLES = ("${numq}", "${prompt_u}")
TEMPLATES_FOLDER = "templates/"
ALIASES: Mapping[str, str] = {"u": "teacher_prompt", "v": "student_prompt"}
GENERATORS = "generators"

SETTINGS = (
    "teacher_prompt",
    "student_prompt",
    "model_name",
    "num_traj_per_stimulus",
    "temperature",
    "max_tokens",
    "max_concurrency",
    "extra_kwargs",
)
TARGET_KEYS = frozenset({GENERATORS, *ALIASES, *SETTINGS})
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

    def overrides(self) -> JsonObject:
        """What is sent: nothing for what is left to the template, file names without their folders."""
        sent: dict[str, Json] = {key: value for key, value in self.given.items() if value is not None}
        if GENERATORS in sent:
            sent[GENERATORS] = [_as_sent(each) for each in self.generators]
        return sent


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


def file_name(path: str) -> str:
    """The last part of a path that is a name, as the service cuts it off; empty where there is none."""
    return next((part for part in reversed(path.split("/")) if part not in {"", "."}), "")


def _as_sent(generator: JsonObject) -> JsonObject:
    """A file goes by its bare name: where it lies on this machine is nobody's business."""
    told = {key: value for key, value in generator.items() if value is not None}
    path = told.get("template_path")
    if isinstance(path, str) and "template_content" in told:
        told["template_path"] = file_name(path)
    return told
