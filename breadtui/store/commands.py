"""What a person can ask for: one object with every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.store.at_need import AtNeed
from breadtui.store.chats.talking import Talking
from breadtui.store.making.creating_target import CreatingTarget
from breadtui.store.marking.dismissing import Dismissing
from breadtui.store.marking.labelling import Labelling
from breadtui.store.marking.marks import Marking
from breadtui.store.marking.typing_again import TypingAgain
from breadtui.store.plans.running import PlanRunning
from breadtui.store.prompts.editing import Editing
from breadtui.store.reading.bgit_seeing import BgitSeeing
from breadtui.store.reading.depending import Depending
from breadtui.store.reading.happening_reading import HappeningReading
from breadtui.store.watching.watched import Watching

if TYPE_CHECKING:
    from breadtui.store.bulk.marked import Bulk
    from breadtui.store.comparing.compared import Comparing
    from breadtui.store.making.bgit_making import BgitMaking
    from breadtui.store.making.creating_bake import CreatingBake
    from breadtui.store.making.making_repos import MakingRepos
    from breadtui.store.making.sweeping import Sweeping
    from breadtui.store.marking.travelling import Travelling
    from breadtui.store.plans.chaining import Chaining
    from breadtui.store.plans.recreating import Recreating
    from breadtui.store.reading.finding import Finding
    from breadtui.store.rows.reading import OutputReading

    class EveryCommand(
        AtNeed,
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
        """All of them."""

else:

    class EveryCommand(
        AtNeed,
        BgitSeeing,
        CreatingTarget,
        Depending,
        Dismissing,
        Editing,
        HappeningReading,
        Labelling,
        Marking,
        PlanRunning,
        Talking,
        TypingAgain,
        Watching,
    ):
        """What every run asks for, and the rest once it is asked for."""

        AT_NEED = (
            "breadtui.store.rows.reading:OutputReading",
            "breadtui.store.plans.recreating:Recreating",
            "breadtui.store.plans.chaining:Chaining",
            "breadtui.store.making.creating_bake:CreatingBake",
            "breadtui.store.making.making_repos:MakingRepos",
            "breadtui.store.reading.finding:Finding",
            "breadtui.store.comparing.compared:Comparing",
            "breadtui.store.marking.travelling:Travelling",
            "breadtui.store.bulk.marked:Bulk",
            "breadtui.store.making.sweeping:Sweeping",
            "breadtui.store.making.bgit_making:BgitMaking",
        )


class Commands(EveryCommand):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises."""
