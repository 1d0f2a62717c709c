"""What is wrong in the table of own keys: names that no action has, and keys that no keyboard has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys

from breadtui.ui.action_names import ACTION_NAMES

_MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})
_KEYS = frozenset(
    {*(key.value for key in Keys if "<" not in key.value), *KEY_TO_UNICODE_NAME, *KEY_NAME_REPLACEMENTS.values()}
)


def wrong_names(names: Iterable[str]) -> dict[str, str]:
    """Those that are no action's name, each with the one that was probably meant, or nothing."""
    return {name: _nearest(name, ACTION_NAMES) for name in sorted(set(names) - ACTION_NAMES)}


def wrong_keys(keys: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By action's name, the first of its keys that is none, with the one that was probably meant, or nothing."""
    given = {name: next((key for key in _listed(text) if not is_key(key)), None) for name, text in keys.items()}
    return {name: (key, _meant(key)) for name, key in sorted(given.items()) if key is not None}


def usable_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """Without the keys that are none: an action that is left with nothing keeps its usual ones."""
    good = {name: ",".join(key for key in _listed(text) if is_key(key)) for name, text in keys.items()}
    return {name: text for name, text in good.items() if text}


def is_key(key: str) -> bool:
    """A character, or the name of a key as Textual spells it, with or without others held down: `ctrl+pagedown`."""
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    if key in _KEYS:
        return True
    *held, base = key.split("+")
    is_base = base in _KEYS or (len(base) == 1 and base.isalnum()) or (not held and _is_character_name(base))
    return is_base and len(set(held)) == len(held) and _MODIFIERS.issuperset(held)


def _listed(text: str) -> list[str]:
    return [key.strip() for key in text.split(",")]


def _is_character_name(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return name == name.lower()


def _meant(key: str) -> str:
    """The nearest key: each of its parts by itself, so that what is held down stays."""
    *held, base = key.lower().replace("-", "+").split("+")
    parts = [part if part in _MODIFIERS else _nearest(part, _MODIFIERS) for part in held]
    base = base if base in _KEYS or len(base) == 1 else _nearest(base, _KEYS)
    meant = "+".join([*parts, base])
    return meant if all(parts) and base and is_key(meant) else ""


def _nearest(word: str, words: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, sorted(words), 1)), "")
