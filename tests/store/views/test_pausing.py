"""A paused view stands still, but for what the person at it does."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import RepoName
from breadtui.store.events.event import JobsPolled
from breadtui.store.events.session import Noticed
from breadtui.store.facts.remote import Loading, Ready
from breadtui.store.facts.state import AppState, Severity
from breadtui.store.reducers.whole import reduce
from breadtui.store.views.pausing import PausedView
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_seen, a_state, a_tree, after

BEFORE = a_state(a_tree(), [a_job("v1", progress_percent=10.0), a_job("v2", progress_percent=10.0)])
SERIES = Ready(MetricSeries(range(1, 3), {"loss": [1.0, 2.0]}), NOW)


def moved(state: AppState, *names: str) -> AppState:
    jobs = {a_key(name): a_job(name, progress_percent=46.0) for name in names}
    return reduce(state, JobsPolled(dict(state.opened), jobs, after(30)))


def test_jobs_stand_still_and_are_the_very_same_object() -> None:
    view = PausedView(BEFORE)
    assert view.of(moved(BEFORE, "v1", "v3")).jobs is BEFORE.jobs


def test_what_is_new_is_counted_once_a_job_however_often_it_moved() -> None:
    view = PausedView(BEFORE)
    live = moved(moved(BEFORE, "v1"), "v1", "v3")
    assert view.news_count(live) == 2
    told = reduce(live, Noticed(Severity.WARNING, "the link broke", after(40)))
    assert view.news_count(told) == 3
    assert view.of(told).notices == BEFORE.notices


def test_a_look_that_saw_nothing_new_is_no_news() -> None:
    same = JobsPolled(dict(BEFORE.opened), {a_key("v1"): a_job("v1", progress_percent=10.0)}, after(30))
    assert PausedView(BEFORE).news_count(reduce(BEFORE, same)) == 0


def test_what_the_person_chooses_and_marks_is_shown() -> None:
    live = replace(BEFORE, chosen=a_key("v2"), marked=(a_key("v2"),), dismissed={a_key("v1"): None})
    shown = PausedView(BEFORE).of(live)
    assert (shown.chosen, shown.marked, shown.dismissed) == (live.chosen, live.marked, live.dismissed)


def test_metrics_that_were_never_read_are_shown_once_and_then_stand_still() -> None:
    view = PausedView(BEFORE)
    assert view.of(replace(BEFORE, metrics={a_key("v1"): Loading()})).metrics == {a_key("v1"): Loading()}
    first = view.of(replace(BEFORE, metrics={a_key("v1"): SERIES}))
    later = view.of(replace(BEFORE, metrics={a_key("v1"): Ready(SERIES.value, after(30))}))
    assert first.metrics == {a_key("v1"): SERIES}
    assert later.metrics is first.metrics


def test_metrics_that_were_there_stand_still() -> None:
    frozen = replace(BEFORE, metrics={a_key("v1"): SERIES})
    live = replace(frozen, metrics={a_key("v1"): Ready(SERIES.value, after(30))})
    assert PausedView(frozen).of(live).metrics is frozen.metrics


def test_a_repository_opened_meanwhile_is_shown_with_its_jobs() -> None:
    other = RepoName("other")
    job = a_seen(a_job("o1", JobStatus.RUNNING, repo="other"))
    view = PausedView(BEFORE)
    live = replace(moved(BEFORE, "v1"), opened={**BEFORE.opened, other: 9})
    live = replace(live, jobs={**live.jobs, job.job.key: job}, trees={**live.trees, other: Loading()})
    shown = view.of(live)
    assert shown.jobs == {**BEFORE.jobs, job.job.key: job}
    assert shown.trees == {**BEFORE.trees, other: Loading()}
    assert view.of(moved(live, "v2")).jobs is shown.jobs
    assert REPO in shown.opened
