"""What happened to what is watched, what is not to be told, and what was looked into by itself."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import Mutes
from breadtui.domain.names import JobKey
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class WatchChanged:
    """These jobs are watched from now on, and no others."""

    watched: frozenset[JobKey]


@dataclass(frozen=True, slots=True)
class MutesChanged:
    """These rules are not told from now on."""

    mutes: Mutes


@dataclass(frozen=True, slots=True)
class LookedInto:
    """One rule was looked into for one job: found on this evidence, or None where all is well."""

    key: JobKey
    rule: Rule
    evidence: str | None
    at: datetime


DoctorEvent: TypeAlias = WatchChanged | MutesChanged | LookedInto
