"""What is gone from the service because it was deleted from here."""

from __future__ import annotations

from breadtui.domain.names import JobKey, TargetKey
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class TargetDeleted:
    """A target is gone, and its stim and rollout with it."""

    key: TargetKey


@dataclass(frozen=True, slots=True)
class BakeDeleted:
    """A bake is gone; what descends from it stays."""

    key: JobKey
