"""What is told away from the screen, joined from its rooms: the journal is followed, terminal and hook are told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from breadtui.config.settings import Settings
from breadtui.domain.notices.announcements import Announcement, trial_announcement
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.store.clock import SystemClock
from breadtui.store.watching.notifying import Notifier
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.config.hook_telling import Teller


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
        self._send: Callable[[str], None] | None = None
        self._is_begun = False
        self._made: Teller | None = None

    def __call__(self, send: Callable[[str], None] | None) -> Coroutine[Any, Any, None]:
        """What is to be run."""
        self._send, self._is_begun, self._made = send, True, None
        return self._notifier.run(self._tell)

    async def tried(self) -> str:
        """Send a test by every way that works; which ways those are, in words."""
        if not self._is_begun:
            return "nothing is told yet"
        await self._teller().tell(trial_announcement(SystemClock().now()))
        ladder = await self._teller().ladder()
        taken = [f"{rung.name} ({rung.reason})" for rung in ladder.rungs() if rung.is_taken]
        return f"a test was sent: {', '.join(taken)}" if taken else "no way works here; breadtui notify says why"

    def _teller(self) -> Teller:
        """What tells, from the first announcement on."""
        if self._made is None:
            from breadtui.config.hook_telling import Teller

            place = self._place
            self._made = Teller(self._wishes, place.environ, place.secrets, place.complain, self._send)
        return self._made

    async def _tell(self, announcement: Announcement) -> None:
        await self._teller().tell(announcement)


def notices_of(notifier: Notifier, settings: Settings, place: NoticePlace) -> Notices:
    """What tells of watched jobs."""
    return Notices(notifier, settings, place)
