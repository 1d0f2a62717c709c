"""What happened to recreation plans: held against the service, and run."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from breadtui.domain.errors import BreadError
from breadtui.domain.recreation.run import PlanRun, RunKey
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck


@dataclass(frozen=True, slots=True)
class PlanCheckAsked:
    """A plan is being held against a repository."""

    key: RunKey


@dataclass(frozen=True, slots=True)
class PlanChecked:
    """How a plan stands to a repository."""

    key: RunKey
    check: PlanCheck
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanCheckFailed:
    """The repository could not be asked."""

    key: RunKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanRunMoved:
    """A remaking began, came further, stopped, asks something, or is through."""

    run: PlanRun


@dataclass(frozen=True, slots=True)
class PlanRunForgotten:
    """A run that goes on nowhere is given up, and told no more."""

    key: RunKey


PlanRunEvent: TypeAlias = PlanCheckAsked | PlanChecked | PlanCheckFailed | PlanRunMoved | PlanRunForgotten
