"""The jobs of all open repositories in a few figures."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.jobs import JobStatus
from breadtui.store.facts.state import AppState
from breadtui.store.recording.tallying import tally_of
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_seen


def test_alarms_are_counted_by_job_unless_they_are_muted_notes_or_stalls() -> None:
    found = {
        "hot": (Rule.DIVERGED, False),
        "muted": (Rule.DIVERGED, True),
        "flat": (Rule.PLATEAU, False),
        "still": (Rule.STALLED, False),
    }
    jobs = {}
    for name, (rule, is_muted) in found.items():
        seen = a_seen(a_job(name))
        alarm = Alarm(seen.job.key, rule, "evidence", 900.0 if rule is Rule.STALLED else None, is_muted=is_muted)
        jobs[seen.job.key] = replace(seen, alarms=(alarm,))
    failed = a_seen(a_job("wise_2", JobStatus.FAILED))
    tally = tally_of(AppState(jobs={**jobs, failed.job.key: failed}, opened={REPO: 1}), NOW)
    assert (tally.running, tally.stalled, tally.alarms, tally.failed) == (3, 1, 1, 1)
