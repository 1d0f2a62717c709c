"""The names of all actions that can be given a key, found by loading the whole UI; writes the page that holds them."""

from __future__ import annotations

import pkgutil
import textwrap
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

import breadtui.ui

PAGE = Path(breadtui.ui.__path__[0]) / "action_names.py"
_INDENT = " " * 4
_TEXT = '''"""The name of every action that can be given a key; `poe action-names` writes this page anew."""

ACTION_NAMES = frozenset(
    """
{names}
    """.split()  # noqa: SIM905  names are looked over and merged by line
)
'''


def bound_names() -> set[str]:
    """The id of every binding of the project's own classes."""
    for module in pkgutil.walk_packages(breadtui.ui.__path__, "breadtui.ui."):
        import_module(module.name)
    return set(_bound())


def page_of(names: set[str]) -> str:
    """The module that holds these names, a paragraph a screen or pane: one more moves no others."""
    topics = groupby(sorted(names), lambda name: name.partition(".")[0])
    lines = [
        textwrap.fill(" ".join(some), 118, initial_indent=_INDENT, subsequent_indent=_INDENT) for _, some in topics
    ]
    return _TEXT.format(names="\n".join(lines))


def _bound() -> Iterator[str]:
    classes: list[type[DOMNode]] = [DOMNode]
    for each in classes:
        classes += each.__subclasses__()
        if each.__module__.startswith("breadtui."):
            yield from (
                binding.id
                for binding in vars(each).get("BINDINGS", ())
                if isinstance(binding, Binding) and binding.id is not None
            )


if __name__ == "__main__":
    PAGE.write_text(page_of(bound_names()), "utf-8")
