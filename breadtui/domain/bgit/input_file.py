"""What an `input.yml` asks for: prompts, one target, one bake, with the names that bgit would give them."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.bgit.hashes import bake_hash, hashed_name, prompt_hash, target_hash
from breadtui.domain.bgit.mapping_file import MappingFile
from breadtui.domain.forms.places import is_list
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass, field

_PROMPT_BASE, _TARGET_BASE, _BAKE_BASE = "prompt", "target", "bake"
_SIDES = {"teacher_prompt": "u", "student_prompt": "v"}
_STUDENT = "student"
_EMPTY: JsonObject = {"messages": []}
_NOT_SENT = frozenset({"name", "template"})


class NoInput(Exception):
    """A value that is no `input.yml`; the message says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """The three sections as they were written; a section that is missing or commented out is None, or no prompt."""

    prompts: Mapping[str, JsonObject] = field(default_factory=dict)
    target: JsonObject | None = None
    bake: JsonObject | None = None

    @property
    def is_empty(self) -> bool:
        """It asks for nothing, as after a bake, when bgit comments all out."""
        return not self.prompts and self.target is None and self.bake is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target or a bake as the service is asked for it."""

    name: str
    digest: str
    template: str
    overrides: JsonObject


@dataclass(frozen=True, slots=True)
class WantedPrompt:
    """A prompt as the service is asked for it; `content` holds messages and perhaps tools."""

    yaml_name: str
    name: str
    digest: str
    content: JsonObject


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a file asks for, in the order of making."""

    prompts: tuple[WantedPrompt, ...] = ()
    target: Wanted | None = None
    bake: Wanted | None = None


def input_of(value: Json) -> InputFile:
    """The sections of a value that was read from YAML. Raises: NoInput."""
    if not isinstance(value, Mapping):
        raise NoInput("an input.yml is a mapping with PROMPT, TARGET and BAKE")
    prompts = value.get("PROMPT")
    if prompts is not None and not isinstance(prompts, Mapping):
        raise NoInput("PROMPT holds prompts by their names")
    found: dict[str, JsonObject] = {}
    for name, prompt in (prompts or {}).items():
        if prompt is None:
            continue
        if not isinstance(prompt, Mapping) or not is_list(prompt.get("messages")):
            raise NoInput(f"prompt {name}: messages is a list of messages")
        found[name] = prompt
    file = InputFile(found, _section(value, "TARGET"), _section(value, "BAKE"))
    if file.target is not None and file.target.get("generators") is not None and not is_list(file.target["generators"]):
        raise NoInput("TARGET: generators is a list")
    return file


def order_of(file: InputFile, known: MappingFile | None = None) -> Order:
    """What the file asks for under the names that bgit gives; `known` fills in what the file leaves out.

    Source: the API contract, bgit files. A prompt `student` that is missing is added, empty. Teacher and student are
    the first two prompts of `known` and of the file where none are named; a recorded parent model answers the
    questions and is trained on, unless the file says otherwise.
    """
    sections = file.prompts if _STUDENT in file.prompts or file.is_empty else {**file.prompts, _STUDENT: _EMPTY}
    prompts = tuple(_prompt(name, section) for name, section in sections.items())
    hashes = {prompt.yaml_name: prompt.digest for prompt in prompts}
    names = {prompt.yaml_name: prompt.name for prompt in prompts}
    ordered = _in_known_order(names, known)
    parent = known.parent_model if known is not None else ""
    target = None if file.target is None else _target(file.target, hashes, ordered, parent)
    targets = _target_hashes(file, target, known)
    bake = None if file.bake is None else _bake(file.bake, hashes, targets, target, known)
    return Order(prompts, target, bake)


def _prompt(yaml_name: str, section: JsonObject) -> WantedPrompt:
    digest = prompt_hash(yaml_name, section)
    content = {key: section[key] for key in ("messages", "tools") if section.get(key) is not None}
    return WantedPrompt(yaml_name, hashed_name(_base(section, _PROMPT_BASE), digest), digest, content)


def _target(section: JsonObject, hashes: Mapping[str, str], names: Mapping[str, str], parent: str) -> Wanted:
    digest = target_hash(section, hashes)
    sides = dict(zip(_SIDES, _first_two(list(names.values())), strict=False))
    given: dict[str, Json] = {}
    for side, alias in _SIDES.items():
        said = next((value for key in (side, alias) if isinstance(value := section.get(key), str) and value), None)
        prompt = sides.get(side) if said is None else names.get(said, said)
        if prompt is not None:
            given[side] = prompt
    if section.get("model_name") is None and parent:
        given["model_name"] = parent
    others = {key: value for key, value in section.items() if key not in {*_SIDES, *_SIDES.values()}}
    name = hashed_name(_base(section, _TARGET_BASE), digest)
    return Wanted(name, digest, _template(section), {**_sent(others), **given})


def _bake(
    section: JsonObject,
    hashes: Mapping[str, str],
    targets: Mapping[str, str],
    target: Wanted | None,
    known: MappingFile | None,
) -> Wanted:
    digest = bake_hash(section, hashes, targets)
    here = target.name if target is not None else known.target.name if known is not None and known.target else ""
    overrides = _sent({key: value for key, value in section.items() if key != "model_name"})
    if (datasets := section.get("datasets")) is not None:
        entries = datasets if is_list(datasets) else [datasets]
        overrides = {**overrides, "datasets": [_dataset(entry, targets, here) for entry in entries]}
    if known is not None and known.parent_model:
        model = overrides.get("model")
        held = model if isinstance(model, Mapping) else {}
        overrides = {**overrides, "model": {"parent_model_name": known.parent_model, **held}}
    return Wanted(hashed_name(_base(section, _BAKE_BASE), digest), digest, _template(section), overrides)


def _dataset(entry: Json, targets: Mapping[str, str], here: str) -> JsonObject:
    """A target of this file by its name on the service; any other as it was written."""
    held = entry if isinstance(entry, Mapping) else {}
    name = held.get("target")
    weight = held.get("weight")
    return {"target": here if name in targets and here else name, "weight": 1 if weight is None else weight}


def _target_hashes(file: InputFile, target: Wanted | None, known: MappingFile | None) -> dict[str, str]:
    if target is not None and file.target is not None:
        return {_base(file.target, _TARGET_BASE): target.digest}
    if known is not None and known.target is not None:
        return {known.target.name.rpartition("_")[0] or _TARGET_BASE: known.target.digest}
    return {}


def _in_known_order(names: Mapping[str, str], known: MappingFile | None) -> Mapping[str, str]:
    """Prompts in the order of the mapping file, also those it still has from before; new ones behind."""
    before = {name: one.name for name, one in known.prompts.items()} if known is not None else {}
    return {**before, **names}


def _first_two(names: list[str]) -> list[str]:
    return [*names, *names][:2]


def _section(value: Mapping[str, Json], name: str) -> JsonObject | None:
    section = value.get(name)
    if section is None:
        return None
    if not isinstance(section, Mapping):
        raise NoInput(f"{name} is a mapping")
    return section


def _base(section: JsonObject, default: str) -> str:
    name = section.get("name")
    return name if isinstance(name, str) and name else default


def _template(section: JsonObject) -> str:
    template = section.get("template")
    return template if isinstance(template, str) and template else "default"


def _sent(section: JsonObject) -> JsonObject:
    return {key: value for key, value in section.items() if key not in _NOT_SENT and value is not None}
