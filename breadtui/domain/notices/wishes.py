"""What a person wants to be told, and in which ways."""

from __future__ import annotations

from breadtui.domain.notices.announcements import WANTED, Kind
from breadtui.domain.notices.terminals import Way
from breadtui.values import dataclass

COMMAND_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class NoticeWishes:
    """The settings of notifications.

    `way` None is the best that the terminal is known for. `command` is a program with its arguments, or with
    `is_shell` one line for the shell; it gets JSON on its standard input and `command_seconds` to take it.
    `watches_own` has the jobs that are started from here watched without a key.
    """

    events: frozenset[Kind] = WANTED
    way: Way | None = None
    has_bell: bool = True
    command: tuple[str, ...] = ()
    is_shell: bool = False
    command_seconds: float = COMMAND_SECONDS
    watches_own: bool = True
