"""When a running job is called stalled."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.store.state import SeenJob

STALL_SECONDS = 600.0
"""A running job that was looked at and did not change for this long is called stalled."""


def stalled_seconds(seen: SeenJob) -> float | None:
    """How long a running job was seen without any change, or None where it is not stalled.

    Counted up to the last look, so that a lost connection is never taken for a stall.
    """
    if seen.job.status is not JobStatus.RUNNING or seen.is_gone:
        return None
    still = (seen.seen_at - seen.changed_at).total_seconds()
    return still if still >= STALL_SECONDS else None
