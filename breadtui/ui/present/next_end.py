"""Which running job ends first, and about when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from breadtui.domain.estimates import Eta
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.etas import PastRuns, eta_of_seen
from breadtui.ui.present.ages import estimate_text
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import dataclass

NAME_CELLS = 16


@dataclass(frozen=True, slots=True)
class NextEnd:
    """The job, and the range in which it ends."""

    key: JobKey
    eta: Eta


def next_end_of(
    active: Iterable[SeenJob], metrics: Mapping[JobKey, Remote[MetricSeries]], past: PastRuns
) -> NextEnd | None:
    """The one of these jobs that probably ends first; None where nothing is known of any."""
    found = (
        NextEnd(seen.job.key, eta)
        for seen in active
        if (eta := eta_of_seen(seen, value_of(metrics.get(seen.job.key, NOT_ASKED)), past)) is not None
    )
    return min(found, key=lambda one: one.eta.at + timedelta(seconds=one.eta.middle_seconds), default=None)


def next_end_span(found: NextEnd, now: datetime) -> Span:
    """`next end ~12m coder_v7`; `soon` for one that is over its time."""
    left = found.eta.after(now)
    when = estimate_text(left.middle_seconds) if left.most_seconds > 0 else "soon"
    return Span(f"next end {when} {cut_middle(clean(found.key.name), NAME_CELLS)}", Tone.DIM)
