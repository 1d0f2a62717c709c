"""What happened to the session itself: the link, the key, the calls, and words worth telling."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from breadtui.domain.calls import ApiCall
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import Choice, Severity
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class LinkDegraded:
    """Two jobs failed by the way to the service, or a probe did again."""

    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkRestored:
    """An answer came through."""

    at: datetime


@dataclass(frozen=True, slots=True)
class WaitAsked:
    """The service asked for a wait until then, this process or the recorder that it follows; None once it is over."""

    until: datetime | None
    is_recorders: bool = False


@dataclass(frozen=True, slots=True)
class KeyRefused:
    """401: polling stops."""

    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """A new key was given: polling may go on."""


@dataclass(frozen=True, slots=True)
class CallRecorded:
    """One call for the transcript."""

    call: ApiCall


@dataclass(frozen=True, slots=True)
class Marked:
    """A person set things aside, or no longer; marking comes after unmarking."""

    marked: tuple[Choice, ...] = ()
    unmarked: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricsDropped:
    """Nobody looks at the metrics of these bakes any more: a recorder that runs for weeks keeps none of them."""

    keys: tuple[JobKey, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something worth telling that no other event says."""

    severity: Severity
    text: str
    at: datetime
    about: JobKey | None = None


SessionEvent: TypeAlias = (
    LinkDegraded | LinkRestored | WaitAsked | KeyRefused | KeyChanged | CallRecorded | Marked | MetricsDropped | Noticed
)
