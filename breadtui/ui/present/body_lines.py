"""A line of the detail pane with what it stands for."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.store.state import Choice
from breadtui.ui.present.tones import Line


class BodyLine(NamedTuple):
    """One line of a tab: what it says, where enter leads from it, and what `y` copies.

    `goto` is None where there is nowhere to go; `copied` is raw text, empty where the line stands for nothing.
    """

    line: Line
    goto: Choice | None = None
    copied: str = ""
