"""When a job as last seen will end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.estimates import Eta, eta_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.domain.preflight.estimates import PastRun
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import SeenJob

PastRuns = Mapping[Phase, Sequence[PastRun]]
"""The runs of each phase that were watched to their end, as `AppState.past_runs` has them."""


def eta_of_seen(seen: SeenJob, series: MetricSeries | None = None, past: PastRuns | None = None) -> Eta | None:
    """The range in which it ends, told from its last look (`Eta.after` counts it down); None where nothing can be said.

    None as well of what stands still or is gone. `series` are a bake's metrics where they are known.
    """
    job = seen.job
    if not job.is_active or seen.is_gone or stalled_seconds(seen) is not None:
        return None
    return eta_of(job, seen.seen_at, seen.course, series, (past or {}).get(job.key.phase, ()))
