"""Which run of a stim or rollout rows belong to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from breadtui.domain.jobs import Job
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.values import dataclass

HEAD_ROWS = 10


@dataclass(frozen=True, slots=True)
class PageRun:
    """One run of a stim or rollout that has settled: its rows do not change any more.

    The service numbers no runs, so `print` is made of what it says of the job and of the first rows: another run of
    the same target differs in them.
    """

    key: JobKey
    print: str


def run_of(job: Job, head: Sequence[Json]) -> PageRun | None:
    """The run that a job and its first rows belong to; None while rows may still come or change."""
    if not job.is_settled or not head:
        return None
    told = [job.status_text or job.status.value, job.lines, job.total_expected, job.config, list(head[:HEAD_ROWS])]
    text = json.dumps(told, sort_keys=True, default=dict)
    return PageRun(job.key, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
