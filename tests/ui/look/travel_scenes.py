"""An earlier minute: one that was watched, and one in which nobody looked."""

from __future__ import annotations

from breadtui.domain.happenings import Happening, Watch, What
from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.store.marking.travelling import PastReader
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.looking.travel import TravelScreen
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import a_key, after


def _journal() -> MemoryJournal:
    journal = MemoryJournal()
    told = (("coder_v1", "complete", None), ("coder_v2", "complete", None), ("coder_v3", "running", 72.0))
    rows = [JobSighting(a_key(name), after(-9000), status, percent, None, 2e-7, None) for name, status, percent in told]
    rows.append(JobSighting(a_key("coder_v4"), after(-4000), "running", 20.0, None, 4.1e-7, None, 4711))
    rows.append(JobSighting(a_key("wise", Phase.ROLLOUT), after(-9000), "complete", None, 1900, None, None))
    journal.jobs.extend(rows)
    journal.record_happenings([Happening(What.APPEARED, after(-600), a_key("coder_v5"))])
    journal.watched = [Watch(after(-9000), after(-3000), after(-3000)), Watch(after(-1000), after(0))]
    return journal


def watched(_: Store, bridge: StoreBridge) -> TravelScreen:
    """An hour ago."""
    return TravelScreen(PastReader(_journal(), lambda: after(0)), lambda: bridge.state, at=after(-3600))


def unwatched(_: Store, bridge: StoreBridge) -> TravelScreen:
    """In between nobody looked."""
    return TravelScreen(PastReader(_journal(), lambda: after(0)), lambda: bridge.state, at=after(-2400))
