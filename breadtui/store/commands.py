"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.comparing import Comparing
from breadtui.store.depending import Depending
from breadtui.store.finding import Finding
from breadtui.store.marking import Marking
from breadtui.store.past import Past
from breadtui.store.recreating import Recreating
from breadtui.store.starting import Starting
from breadtui.store.tagging import Tagging
from breadtui.store.teaching import Teaching


class Commands(Comparing, Depending, Finding, Marking, Past, Recreating, Starting, Tagging, Teaching):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
