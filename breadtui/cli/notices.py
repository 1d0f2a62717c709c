"""What is told away from the screen, joined from its rooms: the journal is followed, terminal and hook are told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, NamedTuple

from breadtui.config.hook_telling import Teller
from breadtui.config.settings import Settings
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.store.notifying import Notifier


class NoticePlace(NamedTuple):
    """Where a program runs that tells: its environment, what must never leave it, and how it complains of a hook."""

    environ: Mapping[str, str]
    secrets: Callable[[], Sequence[str]]
    complain: Callable[[str], None]


def notices_of(
    notifier: Notifier, settings: Settings, place: NoticePlace
) -> Callable[[Callable[[str], None] | None], Coroutine[Any, Any, None]]:
    """What tells until cancelled, given the way to the terminal; without one, None, only the hook is told."""

    def run(send: Callable[[str], None] | None) -> Coroutine[Any, Any, None]:
        teller = Teller(settings.notify or NoticeWishes(), place.environ, place.secrets, place.complain, send)
        return notifier.run(teller.tell)

    return run
