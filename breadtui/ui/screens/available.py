"""What can be done right now: the live key bindings, each with its key and, where greyed out, the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from textual.dom import DOMNode
from textual.screen import Screen

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
    """Every action of ours that is bound in the focused pane, the screen and the program, each once, in that order."""
    found: dict[tuple[str, int], Available] = {}
    for node, binding, is_enabled, tooltip in screen.active_bindings.values():
        if binding.id is None or binding.action in _UNSPOKEN:
            continue
        key = screen.app.get_key_display(binding)
        place = (binding.action, id(node))
        if place in found:
            found[place] = replace(found[place], key=f"{found[place].key} {key}")
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


def _reason(node: DOMNode, action: str) -> str:
    return node.why_not(action) if isinstance(node, Explains) else "not now"
