"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.depending import Depending
from breadtui.store.editing import Editing
from breadtui.store.marking import Marking
from breadtui.store.starting import Starting


class Commands(Depending, Editing, Marking, Starting):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
