"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.bgit_making import BgitMaking
from breadtui.store.bulk import Bulk
from breadtui.store.chaining import Chaining
from breadtui.store.comparing import Comparing
from breadtui.store.creating_bake import CreatingBake
from breadtui.store.creating_target import CreatingTarget
from breadtui.store.depending import Depending
from breadtui.store.dismissing import Dismissing
from breadtui.store.finding import Finding
from breadtui.store.happening_reading import HappeningReading
from breadtui.store.labelling import Labelling
from breadtui.store.making_repos import MakingRepos
from breadtui.store.output_reading import OutputReading
from breadtui.store.recreating import Recreating
from breadtui.store.sweeping import Sweeping
from breadtui.store.talking import Talking
from breadtui.store.travelling import Travelling
from breadtui.store.watching import Watching


class Commands(
    BgitMaking,
    Bulk,
    Chaining,
    Comparing,
    CreatingBake,
    CreatingTarget,
    Depending,
    Dismissing,
    Finding,
    HappeningReading,
    Labelling,
    MakingRepos,
    OutputReading,
    Recreating,
    Sweeping,
    Talking,
    Travelling,
    Watching,
):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
