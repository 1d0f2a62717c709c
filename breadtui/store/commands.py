"""What a person can ask for: one object with every command."""

from __future__ import annotations

from breadtui.store.bulk.marked import Bulk
from breadtui.store.chats.talking import Talking
from breadtui.store.comparing.compared import Comparing
from breadtui.store.making.bgit_making import BgitMaking
from breadtui.store.making.creating_bake import CreatingBake
from breadtui.store.making.creating_target import CreatingTarget
from breadtui.store.making.making_repos import MakingRepos
from breadtui.store.making.sweeping import Sweeping
from breadtui.store.marking.dismissing import Dismissing
from breadtui.store.marking.labelling import Labelling
from breadtui.store.marking.travelling import Travelling
from breadtui.store.marking.typing_again import TypingAgain
from breadtui.store.plans.chaining import Chaining
from breadtui.store.plans.recreating import Recreating
from breadtui.store.reading.depending import Depending
from breadtui.store.reading.finding import Finding
from breadtui.store.reading.happening_reading import HappeningReading
from breadtui.store.rows.reading import OutputReading
from breadtui.store.watching.watched import Watching


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
    TypingAgain,
    Watching,
):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
