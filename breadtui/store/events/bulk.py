"""What happened to a wish about many prompts."""

from __future__ import annotations

from dataclasses import dataclass

from breadtui.domain.bulk import BulkRun


@dataclass(frozen=True, slots=True)
class BulkMoved:
    """The wish as it stands now, in place of the one before."""

    run: BulkRun
