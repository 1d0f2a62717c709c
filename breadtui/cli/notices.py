"""What is told away from the screen, joined from its rooms: the journal is followed, terminal and hook are told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from breadtui.config.hook_telling import Teller
from breadtui.config.settings import Settings
from breadtui.domain.notices.announcements import trial_announcement
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.store.clock import SystemClock
from breadtui.store.watching.notifying import Notifier
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """Where a program runs that tells: its environment, what must never leave it, and how it complains of a hook."""

    environ: Mapping[str, str]
    secrets: Callable[[], Sequence[str]]
    complain: Callable[[str], None]


class Notices:
    """Called with the way to the terminal, it tells until cancelled; without one, None, only the hook is told."""

    def __init__(self, notifier: Notifier, settings: Settings, place: NoticePlace) -> None:
        self._notifier = notifier
        self._wishes = settings.notify or NoticeWishes()
        self._place = place
        self._teller: Teller | None = None

    def __call__(self, send: Callable[[str], None] | None) -> Coroutine[Any, Any, None]:
        """What is to be run."""
        place = self._place
        self._teller = Teller(self._wishes, place.environ, place.secrets, place.complain, send)
        return self._notifier.run(self._teller.tell)

    async def tried(self) -> str:
        """Send a test by every way that works; which ways those are, in words."""
        if self._teller is None:
            return "nothing is told yet"
        await self._teller.tell(trial_announcement(SystemClock().now()))
        ladder = await self._teller.ladder()
        taken = [f"{rung.name} ({rung.reason})" for rung in ladder.rungs() if rung.is_taken]
        return f"a test was sent: {', '.join(taken)}" if taken else "no way works here; breadtui notify says why"


def notices_of(notifier: Notifier, settings: Settings, place: NoticePlace) -> Notices:
    """What tells of watched jobs."""
    return Notices(notifier, settings, place)
