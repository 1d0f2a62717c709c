"""The names bgit gives: a base and the beginning of a hash over what the thing is made of."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from breadtui.domain.bgit.collation import sort_key
from breadtui.domain.bgit.script_json import in_script_order, script_json
from breadtui.domain.forms.places import is_list
from breadtui.domain.json_values import Json, JsonObject

SHORT_HASH_DIGITS = 16
_REFERENCES = frozenset({"teacher_prompt", "student_prompt", "u", "v"})


def hashed_name(base: str, digest: str) -> str:
    """`yoda_a4148a41416659d2`."""
    return f"{base}_{digest[:SHORT_HASH_DIGITS]}"


def prompt_hash(yaml_name: str, section: JsonObject) -> str:
    """The hash of one prompt, 64 hex digits; messages and tools count as they are written, the name does not."""
    kept: JsonObject = {"messages": section["messages"]} if "messages" in section else {}
    tools = section.get("tools")
    if _counts(tools):
        kept = {**kept, "tools": _sorted(tools)}
    return _digest({yaml_name: kept})


def target_hash(section: JsonObject, prompts: Mapping[str, str]) -> str:
    """The hash of the target; `prompts` are the hashes of all prompts of the file by their names there.

    A target changes with every prompt of the file, used or not. Generators count in no order of their own.
    """
    kept: dict[str, Json] = {}
    for key in in_script_order(section):
        value = section[key]
        if key == "name":
            continue
        if key == "generators" and is_list(value):
            kept[key] = sorted((_sorted(one) for one in value), key=lambda one: sort_key(script_json(one)))
        elif key in _REFERENCES and isinstance(value, str):
            kept[key] = f"{value}:{prompts[value]}" if prompts.get(value) else value
        else:
            kept[key] = _sorted(value)
    return _digest({**kept, **_hashes("_prompt_hashes", prompts)})


def bake_hash(section: JsonObject, prompts: Mapping[str, str], targets: Mapping[str, str]) -> str:
    """The hash of the bake; it changes with every prompt and with the target of the file."""
    kept: dict[str, Json] = {}
    for key in in_script_order(section):
        if key == "name":
            continue
        value = section[key]
        if key == "datasets" and is_list(value):
            entries = sorted(map(_dataset, value), key=lambda entry: sort_key(str(entry["target"])))
            kept[key] = [_with_hash(entry, targets) for entry in entries]
        elif key == "datasets" and isinstance(value, Mapping):
            kept[key] = _with_hash(_dataset(value), targets)
        else:
            kept[key] = _sorted(value)
    return _digest({**kept, **_hashes("_prompt_hashes", prompts), **_hashes("_target_hashes", targets)})


def _dataset(entry: Json) -> JsonObject:
    known = entry if isinstance(entry, Mapping) else {}
    weight = known.get("weight")
    return {"target": known.get("target"), "weight": 1 if weight is None else weight}


def _with_hash(entry: JsonObject, targets: Mapping[str, str]) -> JsonObject:
    return {**entry, "target_hash": targets.get(str(entry["target"]), "")}


def _hashes(name: str, known: Mapping[str, str]) -> JsonObject:
    return {name: {key: known[key] for key in in_script_order(known)}} if known else {}


def _sorted(value: Json) -> Json:
    """Objects with their keys in order, however deep; lists as they are, with all that is in them."""
    return {key: _sorted(value[key]) for key in in_script_order(value)} if isinstance(value, Mapping) else value


def _counts(value: Json) -> bool:
    """JavaScript holds it for something: an empty list is, an empty text is not."""
    return is_list(value) or isinstance(value, Mapping) or bool(value)


def _digest(value: JsonObject) -> str:
    return sha256(script_json(value).encode("utf-8", "replace")).hexdigest()
