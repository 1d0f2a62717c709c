"""What the steps of a recreation plan stand for, and how each stands to what the service has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeGuard

from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recipe import PlanStep
from breadtui.values import dataclass, field


class StepKind(StrEnum):
    """What a step does: makes a prompt, target or bake, or runs a stim, rollout or the bake's training."""

    PROMPT = "prompt"
    TARGET = "target"
    STIM = "stim"
    ROLLOUT = "rollout"
    BAKE = "bake"
    TRAINING = "training"
    UNKNOWN = "unknown"


CREATES = frozenset({StepKind.PROMPT, StepKind.TARGET, StepKind.BAKE})
RUNS: Mapping[StepKind, Phase] = {
    StepKind.STIM: Phase.STIM,
    StepKind.ROLLOUT: Phase.ROLLOUT,
    StepKind.TRAINING: Phase.BAKE,
}
_RESOURCES: Mapping[StepKind, str] = {
    StepKind.PROMPT: "prompt",
    StepKind.BAKE: "bake",
    StepKind.TRAINING: "bake",
}
_MADE = {"prompt": StepKind.PROMPT, "target": StepKind.TARGET, "bake": StepKind.BAKE}
_RUN = {
    "stim": StepKind.STIM,
    "rollout": StepKind.ROLLOUT,
    "bake": StepKind.TRAINING,
    "training": StepKind.TRAINING,
}
_RUN_VERBS = frozenset({"run", "start", "execute", "train"})
_NAME_KEYS = ("name", "prompt_name", "target_name", "bake_name")
_ALIASES = {"u": "teacher_prompt", "v": "student_prompt"}
_NOT_SETTINGS = frozenset({*_NAME_KEYS, "repo_name", "template"})

COMPUTED = frozenset({"total_trajectories"})
"""Worked out by the service when a bake is made, from finished rollouts. Source: the API contract, bakes."""

_DEFAULTS: Mapping[StepKind, JsonObject] = {
    StepKind.TARGET: {"num_traj_per_stimulus": 1, "max_concurrency": 10, "temperature": 1.0},
    StepKind.BAKE: {
        "type": "single_baker",
        "seed": 42,
        "micro_batch_size": 2,
        "gradient_accumulation_steps": 1,
        "train_log_iter_interval": 1,
        "eval_interval": 0,
        "epochs": 1,
    },
}
"""What the service fills in where nothing is said. Source: the API contract, targets and bakes."""


class ResourceRef(NamedTuple):
    """One resource of a plan, as renames and dependencies speak of it."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a step stands for: `name` is of a prompt, target or bake; `settings` what is sent for a target or bake.

    `template` is the template that the settings are laid upon; `prompt` is given for a prompt only.
    """

    number: int
    kind: StepKind
    name: str
    needs: tuple[str, ...] = ()
    settings: JsonObject = field(default_factory=dict)
    template: str = "default"
    prompt: Prompt | None = None

    @property
    def ref(self) -> ResourceRef:
        """The resource it makes or runs."""
        return ResourceRef(_RESOURCES.get(self.kind, "target"), self.name)

    def job_key(self, repo: RepoName) -> JobKey:
        """The job it runs in a repository; for a bake that is made, the bake itself."""
        return JobKey(repo, RUNS.get(self.kind, Phase.BAKE), self.name)


class StepStanding(StrEnum):
    """How a step stands to the service: its thing is there and equal, is not there, is another, runs, failed."""

    DONE = "done"
    MISSING = "missing"
    DIFFERENT = "different"
    RUNNING = "running"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One place in which plan and service differ; None where a side says nothing."""

    path: str
    planned: Json
    found: Json


@dataclass(frozen=True, slots=True)
class StepCheck:
    """How one step stands, with what differs, what is worth noting, and why it failed or is unknown.

    `found` is what the service has, as a prompt or as settings, where it differs.
    """

    standing: StepStanding
    differences: tuple[FieldDifference, ...] = ()
    notes: tuple[str, ...] = ()
    error: BreadError | None = None
    reason: str = ""
    progress_percent: float | None = None
    found: Prompt | JsonObject | None = None


def made_by(step: PlanStep) -> Made:
    """What a step stands for, whichever way it is spelled; UNKNOWN for an action that is not understood.

    Source: the API contract, recreation plans: `type` and `name` beside `action` and `resource_name`, messages
    under `content` or beside it, `u` and `v` for the two prompts.
    """
    kind = kind_of(step)
    config = step.config
    name = step.resource_name or next((word for key in _NAME_KEYS if isinstance(word := config.get(key), str)), "")
    if kind is StepKind.PROMPT:
        return Made(step.number, kind, name, step.dependencies, prompt=_prompt_of(name, config))
    template = config.get("template")
    return Made(
        step.number,
        kind,
        name,
        step.dependencies,
        settings_of(config),
        template if isinstance(template, str) and template else "default",
    )


def kind_of(step: PlanStep) -> StepKind:
    """What a step does, from its action, or from the kind of its resource where the action is one bare verb."""
    words = [word for word in re.split(r"[^a-z]+", step.action.lower()) if word]
    resource = step.resource_type.lower()
    verb = words[0] if words else ""
    noun = words[-1] if len(words) > 1 or verb in _MADE or verb in _RUN else resource
    if verb in _RUN_VERBS or verb in {"stim", "rollout"}:
        return _RUN.get(noun, StepKind.UNKNOWN)
    return _MADE.get(noun, StepKind.UNKNOWN)


def settings_of(config: JsonObject) -> JsonObject:
    """A target's or bake's settings in one spelling: aliases folded, nulls, names and uploaded templates dropped."""
    overrides = config.get("overrides")
    given = overrides if isinstance(overrides, Mapping) else config
    settings = {key: _tidied(item) for key, item in given.items() if item is not None and key not in _NOT_SETTINGS}
    for old, new in _ALIASES.items():
        if old in settings:
            settings.setdefault(new, settings[old])
            del settings[old]
    return settings


def _tidied(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _tidied(item) for key, item in value.items() if item is not None and key != "template_content"}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_tidied(item) for item in value]
    return value


def _prompt_of(name: str, config: JsonObject) -> Prompt:
    content = config.get("content")
    inner: JsonObject = content if isinstance(content, Mapping) else {}
    rows = inner.get("messages", config.get("messages", content))
    tools = inner.get("tools", config.get("tools"))
    listed = rows if isinstance(rows, Sequence) and not isinstance(rows, str) else []
    messages = tuple(_message(row) for row in listed if isinstance(row, Mapping))
    offered = tools if isinstance(tools, Sequence) and not isinstance(tools, str) else None
    kept = None if offered is None else tuple(tool for tool in offered if isinstance(tool, Mapping))
    return Prompt(PromptName(name), messages, kept)


def _message(row: JsonObject) -> Message:
    role = row.get("role")
    extra = {key: item for key, item in row.items() if key not in {"role", "content"}}
    return Message(role if isinstance(role, str) else "", row.get("content"), extra)


def compare_prompts(planned: Prompt, found: Prompt) -> tuple[FieldDifference, ...]:
    """Where two prompts differ: message by message, then tools; names are not compared."""
    one, other = (_prompt_json(prompt) for prompt in (planned, found))
    return tuple(_differences("", one, other))


def _prompt_json(prompt: Prompt) -> JsonObject:
    messages = [
        {**_tidy(message.extra), "role": message.role, "content": message.content} for message in prompt.messages
    ]
    return {"messages": messages, "tools": list(prompt.tools or ())}


def _tidy(extra: JsonObject) -> JsonObject:
    return {key: item for key, item in extra.items() if item is not None}


def compare_settings(made: Made, found: JsonObject, base_model: str = "") -> tuple[FieldDifference, ...]:
    """Where a target's or bake's planned settings and those found differ, spelled alike.

    What the service works out itself is left out, and so is what it fills in where nothing is said.
    """
    planned, theirs = _comparable(made.settings), _comparable(settings_of(found))
    for key in COMPUTED:
        planned.pop(key, None)
        theirs.pop(key, None)
    defaults = dict(_DEFAULTS.get(made.kind, {}))
    if made.kind is StepKind.TARGET and base_model:
        defaults["model_name"] = base_model
    for key, filled in defaults.items():
        if key not in planned and theirs.get(key) == filled:
            del theirs[key]
        if key not in theirs and planned.get(key) == filled:
            del planned[key]
    return tuple(_differences("", planned, theirs))


def _comparable(settings: JsonObject) -> dict[str, Json]:
    """Settings in which what means nothing is left out: an empty prompt is none, a weight not given is 1."""
    told = {key: item for key, item in settings.items() if item != "" or key not in _ALIASES.values()}
    datasets = told.get("datasets")
    if _is_list(datasets):
        told["datasets"] = [{"weight": 1, **entry} if isinstance(entry, Mapping) else entry for entry in datasets]
    return told


def computed_notes(made: Made, found: JsonObject) -> tuple[str, ...]:
    """What the service works out and plan and service see differently: worth noting, never a difference."""
    notes = []
    for key in sorted(COMPUTED):
        planned, theirs = made.settings.get(key), found.get(key)
        if planned is not None and theirs is not None and planned != theirs:
            notes.append(f"{key}: {planned} in the plan, {theirs} here; the service works it out")
    return tuple(notes)


def _differences(path: str, planned: Json, found: Json) -> list[FieldDifference]:
    """Differing leaves in the order of the plan, then what only the service has; stepped through, never recursive."""
    waiting: list[tuple[str, Json, Json]] = [(path, planned, found)]
    differing: list[FieldDifference] = []
    while waiting:
        place, one, other = waiting.pop()
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            keys = list(dict.fromkeys((*one, *other)))
            waiting += [(_joined(place, key), one.get(key), other.get(key)) for key in reversed(keys)]
        elif _is_list(one) and _is_list(other) and len(one) == len(other):
            pairs = list(enumerate(zip(one, other, strict=True)))
            waiting += [(f"{place}[{index}]", a, b) for index, (a, b) in reversed(pairs)]
        elif not _is_same(one, other):
            differing.append(FieldDifference(place, one, other))
    return differing


def _is_same(one: Json, other: Json) -> bool:
    """Equal as JSON: true is not 1, a missing object or list is an empty one."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    return one == other or (one in (None, {}, []) and other in (None, {}, []))


def _is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _joined(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
