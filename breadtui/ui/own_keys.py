"""Names in the table of own keys that no action has."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import breadtui.ui


def wrong_names(names: Iterable[str]) -> dict[str, str]:
    """Those that are the id of no binding, each with the id that was probably meant, or nothing.

    Screens that were never opened are loaded for it where a name is not found without them: some seconds, for a thread.
    """
    wanted = set(names)
    known = set(_bound())
    if wanted - known:
        for module in pkgutil.walk_packages(breadtui.ui.__path__, "breadtui.ui."):
            import_module(module.name)
        known = set(_bound())
    return {name: next(iter(get_close_matches(name, sorted(known), 1)), "") for name in sorted(wanted - known)}


def _bound() -> Iterator[str]:
    classes: list[type[DOMNode]] = [DOMNode]
    for each in classes:
        classes += each.__subclasses__()
        for binding in vars(each).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id is not None:
                yield binding.id
