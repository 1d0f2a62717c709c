"""What can be done right now: the live key bindings, each with its key and, where greyed out, the reason; the foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Protocol, runtime_checkable

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen

from breadtui.ui.keymap import Hint
from breadtui.ui.present.footer_lines import FootKeys, KeyWord
from breadtui.values import dataclass, replace

_SIGNS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}
"""Keys by names of Textual's own that Unicode does not know."""
_HELP = frozenset({"help", "app.help"})
_UNSPOKEN = frozenset({"help", "command_palette", "command_line"})


@runtime_checkable
class Explains(Protocol):
    """A node that can say why one of its actions cannot be done now."""

    def why_not(self, action: str) -> str:
        """The reason as a few words."""
        ...


@dataclass(frozen=True, slots=True)
class Available:
    """One action as help and palette list it; `reason` is empty where it can be done."""

    id: str
    key: str
    label: str
    tooltip: str
    action: str
    node: DOMNode
    reason: str = ""


def available_actions(screen: Screen[Any]) -> tuple[Available, ...]:
    """Every action of ours that is bound in the focused pane, the screen and the program, each once, in that order.

    Where the focus is in a text, keys that are letters of it are no keys.
    """
    found: dict[tuple[str, int], Available] = {}
    written = {(each.binding.action, id(each.node), character_of(key)) for key, each in screen.active_bindings.items()}
    for name, (node, binding, is_enabled, tooltip) in screen.active_bindings.items():
        if binding.id is None or binding.action in _UNSPOKEN or _is_letter(screen, name):
            continue
        place = (binding.action, id(node))
        before = found[place].key if place in found else ""
        sign = screen.app.get_key_display(binding)
        # One sign may be told for several keys: of another one's character, or of one told before, this is not the key.
        is_others = (*place, sign) in written and character_of(name) != sign
        is_told_so = is_others or _is_letter(screen, sign) or sign in before.split()
        key = _written(name) if is_told_so else sign
        if place in found:
            found[place] = replace(found[place], key=f"{before} {key}")
            continue
        reason = "" if is_enabled else _reason(node, binding.action)
        found[place] = Available(
            binding.id,
            key,
            binding.description,
            tooltip or binding.description,
            binding.action,
            node,
            reason,
        )
    return tuple(found.values())


def character_of(key: str) -> str:
    """What a key writes in a text; empty for a key that writes nothing."""
    return _SIGNS.get(key) or key_to_character(key) or ""


def _written(key: str) -> str:
    """What is printed on the key; its name where that is nothing."""
    return character_of(key) if _is_printed(key) else key


def _is_printed(key: str) -> bool:
    """It writes something that can be seen."""
    written = character_of(key)
    return written.isprintable() and bool(written.strip())


def _is_letter(screen: Screen[Any], key: str) -> bool:
    """The text that has the focus takes this key for itself; Textual leaves out those that it knows to be letters."""
    written = character_of(key)
    return bool(written) and screen.focused is not None and screen.focused.check_consume_key(key, written)


def _reason(node: DOMNode, action: str) -> str:
    return node.why_not(action) if isinstance(node, Explains) else "not now"


def foot_of(screen: Screen[Any], hints: Iterable[Hint], back: Hint) -> FootKeys:
    """The keys of a foot: of `hints` those that can be done where the focus is, then help and the way back."""
    # Where several keys do the same, the letter or sign is shown: it comes last and so stays.
    shown = {
        active.binding.id: (_key_shown(screen, active.binding), active.binding.action)
        for active in sorted(screen.active_bindings.values(), key=lambda active: _is_printed(active.binding.key))
        if active.enabled and active.binding.id and not _is_sign_in_text(screen, character_of(active.binding.key))
    }
    keys = {name: key for name, (key, _) in shown.items()}
    help_keys = (KeyWord(key, "help") for key, action in shown.values() if action in _HELP)
    return FootKeys(_told(hints, keys), (*islice(help_keys, 1), *_told((back,), keys)))


def _told(hints: Iterable[Hint], keys: Mapping[str, str]) -> tuple[KeyWord, ...]:
    return tuple(
        KeyWord(hint.typed or "/".join(keys[name] for name in hint.ids), hint.label)
        for hint in hints
        if all(name in keys for name in hint.ids)
    )


def _key_shown(screen: Screen[Any], binding: Binding) -> str:
    """The key's sign; its name where the sign is another key's, which is a letter of the text now."""
    shown = screen.app.get_key_display(binding)
    return binding.key if _is_sign_in_text(screen, shown) else shown


def _is_sign_in_text(screen: Screen[Any], sign: str) -> bool:
    """In a text this is a letter of it, whatever it does elsewhere."""
    return len(sign) == 1 and screen.focused is not None and screen.focused.check_consume_key(sign, sign)
