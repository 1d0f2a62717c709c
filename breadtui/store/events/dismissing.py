"""What happened to the monitor's rows that a person is done with."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.names import JobKey
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A person is done with these jobs; those that run are not among them."""

    keys: tuple[JobKey, ...]


@dataclass(frozen=True, slots=True)
class Undismissed:
    """A person wants these jobs listed again."""

    keys: tuple[JobKey, ...]


@dataclass(frozen=True, slots=True)
class DismissalsRestored:
    """Dismissals as all windows and earlier sessions left them, each with the run it was about where that was known."""

    dismissed: Mapping[JobKey, int | None]
