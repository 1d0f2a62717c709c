"""Every key of the cockpit, also of screens that were never opened, and which of them may not do what they say."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import breadtui.ui
from breadtui.ui.app import BreadApp
from breadtui.ui.keymap import TERMINAL_CONFLICTS
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class BoundAction:
    """An action that can be given keys: `keys` as Textual spells them, `is_own` where they are the person's."""

    id: str
    keys: tuple[str, ...]
    label: str
    tooltip: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key of an action that may do something else: `taker` says what; without an `other` key it is the only one."""

    id: str
    key: str
    taker: str
    other: str = ""


class AllKeys:
    """All actions with the keys that a configuration leaves them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """`own` are other keys by the ids of actions, comma-separated. Loads the whole UI."""
        self._own = {name: tuple(key.strip() for key in keys.split(",")) for name, keys in own.items()}
        self._classes = {each: _bound(each) for each in _classes()}
        bound = [binding for bindings in self._classes.values() for binding in bindings]
        self._actions = {binding.id: self._action(binding, bound) for binding in bound if binding.id is not None}

    def actions(self) -> tuple[BoundAction, ...]:
        """Each action once, by id."""
        return tuple(self._actions[name] for name in sorted(self._actions))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Keys that something may swallow on the way, and own keys that another action has where both are valid."""
        return (*self._swallowed(), *self._clashes())

    def _action(self, binding: Binding, bound: Sequence[Binding]) -> BoundAction:
        same = [each for each in bound if each.id == binding.id]
        keys = dict.fromkeys(key.strip() for each in same for key in each.key.split(","))
        name = str(binding.id)
        own = self._own.get(name)
        about = binding.tooltip or binding.description
        return BoundAction(name, own or tuple(keys), binding.description, about, is_own=own is not None)

    def _swallowed(self) -> Iterator[Conflict]:
        for action in self.actions():
            others = [key for key in action.keys if key not in TERMINAL_CONFLICTS]
            for key in action.keys:
                if key in TERMINAL_CONFLICTS:
                    yield Conflict(action.id, key, TERMINAL_CONFLICTS[key], others[0] if others else "")

    def _clashes(self) -> Iterator[Conflict]:
        for name in sorted(self._own.keys() & self._actions.keys()):
            action, beside = self._actions[name], self._valid_beside(name)
            for key in action.keys:
                takers = [other for other in beside if key in self._actions[other].keys]
                yield from (Conflict(name, key, taker) for taker in takers)

    def _valid_beside(self, name: str) -> list[str]:
        """The other actions of the panes and screens that have this one, and those of the program."""
        everywhere = _ids(BreadApp, self._classes)
        found: set[str] = set()
        for each in self._classes:
            ids = _ids(each, self._classes)
            if name in ids or name in everywhere:
                found |= ids | everywhere
        return sorted(found - {name})


def _classes() -> list[type[DOMNode]]:
    """Our own screens, panes and dialogs, each after what it is made of."""
    for module in pkgutil.walk_packages(breadtui.ui.__path__, "breadtui.ui."):
        import_module(module.name)
    classes: list[type[DOMNode]] = [DOMNode]
    for each in classes:
        classes += [one for one in each.__subclasses__() if one not in classes]
    return [each for each in classes if each.__module__.startswith("breadtui.")]


def _bound(each: type[DOMNode]) -> list[Binding]:
    return [binding for binding in vars(each).get("BINDINGS", ()) if isinstance(binding, Binding)]


def _ids(each: type[DOMNode], classes: Mapping[type[DOMNode], Sequence[Binding]]) -> set[str]:
    """What can be done in a class: by its own keys and those of what it is made of."""
    made_of = [one for one in each.__mro__ if issubclass(one, DOMNode)]
    return {binding.id for one in made_of for binding in classes.get(one, ()) if binding.id is not None}
