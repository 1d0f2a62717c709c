"""What the doctor found: in rows and details, and as a list of its own."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.mutes import NO_MUTES
from breadtui.domain.names import JobKey, Phase
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.events.doctor import DoctorScreen
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, a_key

HOT, WRITING = a_key("coder_v4"), a_key("next", Phase.ROLLOUT)
MUTES = NO_MUTES.with_job(HOT, Rule.SLOWER, is_muted=True)
FOUND: dict[JobKey, tuple[Alarm, ...]] = {
    HOT: (
        Alarm(
            HOT,
            Rule.DIVERGED,
            "loss 7.5e-6 is 10 times its low of 5.2e-7 near step 89, above it for 44 steps",
        ),
        Alarm(HOT, Rule.SLOWER, "19 s a step, 2.2 times the 8.8 s before"),
        Alarm(HOT, Rule.LEARNING_RATE, "learning rate 8.0e-2 at its highest, configured 1.0e-3"),
    ),
    WRITING: (Alarm(WRITING, Rule.STALLED, "no new row for 9m (median 0.7 s)", 540.0),),
}


def alarmed(state: AppState) -> AppState:
    """A bake that diverged, a rollout that stands still; one finding is known and muted."""
    jobs = {key: replace(state.jobs[key], alarms=MUTES.applied(found)) for key, found in FOUND.items()}
    return replace(state, jobs={**state.jobs, **jobs}, mutes=MUTES, watched=frozenset({HOT}))


def doctor(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """The list."""
    commands = Commands(store, FakeApi(), MemoryJournal(), MemoryDrafts(), ManualClock(NOW))
    return DoctorScreen(bridge, commands)
