"""What a person can ask for: one object with every command."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from breadtui.store.chats.talking import Talking
from breadtui.store.comparing.compared import Comparing
from breadtui.store.making.creating_target import CreatingTarget
from breadtui.store.making.deleting import Deleting
from breadtui.store.marking.dismissing import Dismissing
from breadtui.store.marking.labelling import Labelling
from breadtui.store.marking.marks import Marking
from breadtui.store.marking.travelling import Travelling
from breadtui.store.marking.typing_again import TypingAgain
from breadtui.store.plans.preflighting import Preflighting
from breadtui.store.plans.running import PlanRunning
from breadtui.store.prompts.past import Past
from breadtui.store.reading.bgit_seeing import BgitSeeing
from breadtui.store.reading.depending import Depending
from breadtui.store.reading.finding import Finding
from breadtui.store.reading.happening_reading import HappeningReading
from breadtui.store.rows.reading import OutputReading
from breadtui.store.watching.watched import Watching

if TYPE_CHECKING:
    from breadtui.store.bulk.marked import Bulk
    from breadtui.store.making.bgit_making import BgitMaking
    from breadtui.store.making.creating_bake import CreatingBake
    from breadtui.store.making.making_repos import MakingRepos
    from breadtui.store.making.sweeping import Sweeping
    from breadtui.store.plans.chaining import Chaining
    from breadtui.store.plans.recreating import Recreating


class Commands(
    BgitSeeing,
    Comparing,
    CreatingTarget,
    Deleting,
    Depending,
    Dismissing,
    Finding,
    HappeningReading,
    Labelling,
    Marking,
    OutputReading,
    Past,
    PlanRunning,
    Preflighting,
    Talking,
    Travelling,
    TypingAgain,
    Watching,
):
    """All commands. What fails becomes an event and nothing is swallowed; only `output_page` raises.

    What few ask for is of topics, which are loaded at the first of their commands and work at the same desk.
    """

    @cached_property
    def bulk(self) -> Bulk:
        """Everything that is marked, saved, made, deleted or exported."""
        from breadtui.store.bulk.marked import Bulk  # noqa: PLC0415  when it is asked for

        return self.beside(Bulk)

    @cached_property
    def sweeps(self) -> Sweeping:
        """Many bakes as a sheet, and starts of many."""
        from breadtui.store.making.sweeping import Sweeping  # noqa: PLC0415  when it is asked for

        return self.beside(Sweeping)

    @cached_property
    def bgit(self) -> BgitMaking:
        """What the files of bgit order, made."""
        from breadtui.store.making.bgit_making import BgitMaking  # noqa: PLC0415  when it is asked for

        return self.beside(BgitMaking)

    @cached_property
    def new_bakes(self) -> CreatingBake:
        """Bakes while they are written, and made."""
        from breadtui.store.making.creating_bake import CreatingBake  # noqa: PLC0415  when it is asked for

        return self.beside(CreatingBake)

    @cached_property
    def chains(self) -> Chaining:
        """Jobs one after another."""
        from breadtui.store.plans.chaining import Chaining  # noqa: PLC0415  when it is asked for

        return self.beside(Chaining)

    @cached_property
    def remaking(self) -> Recreating:
        """Bakes made again by the plan of the service."""
        from breadtui.store.plans.recreating import Recreating  # noqa: PLC0415  when it is asked for

        return self.beside(Recreating)

    @cached_property
    def new_repos(self) -> MakingRepos:
        """New repositories."""
        from breadtui.store.making.making_repos import MakingRepos  # noqa: PLC0415  when it is asked for

        return self.beside(MakingRepos)
