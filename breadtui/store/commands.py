"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.bulk import Bulk
from breadtui.store.comparing import Comparing
from breadtui.store.creating_bake import CreatingBake
from breadtui.store.creating_target import CreatingTarget
from breadtui.store.depending import Depending
from breadtui.store.finding import Finding
from breadtui.store.making_repos import MakingRepos
from breadtui.store.marking import Marking
from breadtui.store.preflighting import Preflighting
from breadtui.store.recreating import Recreating
from breadtui.store.starting import Starting
from breadtui.store.tagging import Tagging
from breadtui.store.teaching import Teaching


class Commands(
    Bulk,
    Comparing,
    CreatingBake,
    CreatingTarget,
    Depending,
    Finding,
    MakingRepos,
    Marking,
    Preflighting,
    Recreating,
    Starting,
    Tagging,
    Teaching,
):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
