"""What happened to a wish about many prompts."""

from __future__ import annotations

from breadtui.domain.bulk import BulkRun
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class BulkMoved:
    """The wish as it stands now, in place of the one before."""

    run: BulkRun
