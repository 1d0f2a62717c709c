"""The names of all actions that can be given a key, found by loading the whole UI; writes the page that holds them."""

from __future__ import annotations

import textwrap
from itertools import groupby
from pathlib import Path

import breadtui.ui
from breadtui.ui.all_keys import AllKeys

PAGE = Path(breadtui.ui.__path__[0]) / "action_names.py"
_INDENT = " " * 4
_TEXT = '''"""The name of every action that can be given a key; `poe action-names` writes this page anew."""

ACTION_NAMES = frozenset(
    """
{names}
    """.split()  # noqa: SIM905  names are looked over and merged by line
)
'''


def page_of(names: set[str]) -> str:
    """The module that holds these names, a paragraph a screen or pane: one more moves no others."""
    topics = groupby(sorted(names), lambda name: name.partition(".")[0])
    lines = [
        textwrap.fill(" ".join(some), 118, initial_indent=_INDENT, subsequent_indent=_INDENT) for _, some in topics
    ]
    return _TEXT.format(names="\n".join(lines))


if __name__ == "__main__":
    PAGE.write_text(page_of({action.id for action in AllKeys({}).actions()}), "utf-8")
