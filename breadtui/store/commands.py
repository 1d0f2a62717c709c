"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.editing import Editing
from breadtui.store.reading import Reading
from breadtui.store.starting import Starting


class Commands(Reading, Editing, Starting):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
