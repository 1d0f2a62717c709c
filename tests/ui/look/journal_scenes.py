"""What happened over a night: the events, and the digest for whoever comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from textual.screen import Screen

from breadtui.domain.digest import digest_of
from breadtui.domain.durations import Duration, Knowledge
from breadtui.domain.happenings import Gap, Happening, Origin, Thing, Watch, What
from breadtui.domain.names import Phase
from breadtui.store.commands import Commands
from breadtui.store.facts.standing import standing_of
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.events.digest import DigestScreen
from breadtui.ui.screens.events.screen import EventsScreen
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, a_key, a_prompt_key, a_target_key

EVENING, MORNING = NOW - timedelta(hours=18), NOW - timedelta(hours=3)
HERE, ELSEWHERE = Origin.HERE, Origin.ELSEWHERE


def at(hours: float) -> datetime:
    """So many hours before now."""
    return NOW - timedelta(hours=hours)


def night() -> list[Happening]:
    """Two evenings, a night that nobody watched, and what the morning found."""
    found: list[tuple[What, float, Thing | None, dict[str, Any]]] = [
        (What.STARTED, 30, a_key("coder_v1"), {"origin": HERE}),
        (What.FINISHED, 27, a_key("coder_v1"), {}),
        (What.TEXT, 26, a_prompt_key(), {"origin": HERE}),
        (What.STARTED, 20, a_key("coder_v3"), {"origin": HERE}),
        (What.LINK_LOST, 19, None, {"detail": "connection refused"}),
        (What.LINK_BACK, 18.5, None, {}),
        (What.FAILED, 3, a_key("coder_v3"), {"detail": "CUDA out of memory. Tried 2.5 GiB.", "not_before": EVENING}),
        (What.FINISHED, 3, a_key("coder_v2"), {"not_before": EVENING}),
        (What.FINISHED, 3, a_key("wise", Phase.ROLLOUT), {"not_before": EVENING}),
        (What.CONFIG, 2.9, a_target_key("next"), {"detail": "numq: 100 -> 400", "not_before": EVENING}),
        (What.APPEARED, 2.8, a_prompt_key("student_2"), {"origin": ELSEWHERE}),
        (What.STARTED, 2, a_key("coder_v4"), {"origin": ELSEWHERE}),
        (What.ALARM, 0.2, a_key("next", Phase.ROLLOUT), {"after": "stalled", "detail": "no new row for 9m"}),
    ]
    return [Happening(what, at(hours), about, **more) for what, hours, about, more in found]


def commands(store: Store) -> Commands:
    """A journal of that night."""
    journal = MemoryJournal()
    journal.record_happenings(night())
    journal.watched = [Watch(at(31), EVENING, EVENING), Watch(MORNING, NOW)]
    return Commands(store, FakeApi(), journal, MemoryDrafts(), ManualClock(NOW))


def events(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """All of it."""
    return EventsScreen(bridge, commands(store))


def digest(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """What is told in the morning."""
    happened = [one for one in night() if one.seen_at >= EVENING]
    active = standing_of(store.state.jobs).active
    found = digest_of(happened, active, EVENING, NOW, [Gap(EVENING, MORNING)])
    took = Duration(7_800, Knowledge.ABOUT)
    lines = [replace(line, took=took) if line.about == a_key("coder_v2") else line for line in found.lines]
    found = replace(found, lines=tuple(lines))
    return DigestScreen(bridge, commands(store), found)
