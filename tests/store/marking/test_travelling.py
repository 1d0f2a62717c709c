"""Earlier moments of the whole state: what came later is not there, what nobody saw is not told."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.mutes import NO_MUTES
from breadtui.domain.estimates import Basis
from breadtui.domain.happenings import Happening, Watch, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.names import Phase
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.sightings import JobSighting
from breadtui.domain.travel import Moment
from breadtui.store.facts.remote import Ready, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.marking.travelling import PastReader
from breadtui.store.views.etas import eta_of_seen
from breadtui.store.views.travelled import TravelView
from breadtui.values import replace
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree, after


def seen(name: str, status: str, at: datetime, percent: float | None = None) -> JobSighting:
    return JobSighting(a_key(name), at, status, percent, None, 2e-7, None, 7)


def a_now() -> AppState:
    bakes = {"v1": JobStatus.COMPLETE, "v2": JobStatus.COMPLETE, "v3": JobStatus.RUNNING}
    jobs = [a_job("v1", JobStatus.COMPLETE), a_job("v2", JobStatus.COMPLETE, job_id=7), a_job("v3")]
    state = a_state(a_tree(bakes, (("v2", "v1"), ("v3", "v2"))), jobs, prompts=(a_prompt(),), targets=("wise",))
    log = series_of_rows({"iter": step, "loss": 1.0 / step} for step in range(1, 101))
    return replace(state, metrics={a_key("v2"): Ready(log, NOW)}, chosen=a_key("v2"))


def a_moment(**parts: object) -> Moment:
    jobs = {one.key: one for one in (seen("v1", "complete", after(-900)), seen("v2", "running", after(-660), 40.0))}
    later = (
        Happening(What.APPEARED, after(-300), a_key("v3")),
        Happening(What.APPEARED, after(-200), a_prompt_key()),
        Happening(What.VANISHED, after(-100), a_target_key("old")),
    )
    return replace(Moment(after(-600), jobs, later), **parts)  # type: ignore[arg-type]  # by name


def test_states_names_descent_and_logs_are_of_then() -> None:
    then = TravelView(a_moment()).of(a_now())
    assert set(then.jobs) == {a_key("v1"), a_key("v2")}
    assert then.jobs[a_key("v2")].job.status is JobStatus.RUNNING
    tree = value_of(then.trees[REPO])
    assert tree is not None
    assert {name: bake.status for name, bake in tree.bakes.items()} == {
        "v1": JobStatus.COMPLETE,
        "v2": JobStatus.RUNNING,
    }
    assert set(then.lineages[REPO].descents) == {"v1", "v2"}
    contents = value_of(then.contents[REPO])
    assert contents is not None
    assert (contents.prompts, set(contents.targets)) == ((), {"wise", "old"})
    series = value_of(then.metrics[a_key("v2")])
    assert series is not None
    assert series.last_step == 40


def test_a_bake_that_nobody_saw_until_then_is_unknown_and_not_told_as_it_is_now() -> None:
    moment = a_moment(jobs={})
    tree = value_of(TravelView(moment).of(a_now()).trees[REPO])
    assert tree is not None
    assert {bake.status for bake in tree.bakes.values()} == {JobStatus.UNKNOWN}


def test_a_bake_deleted_since_is_there_without_parents() -> None:
    gone = seen("gone", "complete", after(-900))
    later = (Happening(What.VANISHED, after(-100), a_key("gone")),)
    then = TravelView(a_moment(jobs={gone.key: gone}, later=later)).of(a_now())
    assert "gone" in then.lineages[REPO].roots


def test_texts_of_now_and_drafts_are_not_told_of_then() -> None:
    live = replace(a_now(), prompts={a_prompt_key(): Ready(a_prompt("new"), NOW)})
    assert a_prompt_key() not in TravelView(a_moment()).of(live).prompts
    then = TravelView(a_moment(texts={a_prompt_key(): a_prompt("old")})).of(live)
    assert value_of(then.prompts[a_prompt_key()]) == a_prompt("old")


def test_what_goes_on_now_leaves_the_same_parts() -> None:
    view, live = TravelView(a_moment()), a_now()
    before = view.of(live)
    after_it = view.of(replace(live, jobs=dict(live.jobs), chosen=a_key("v1")))
    assert after_it.jobs is before.jobs
    assert after_it.lineages is before.lineages
    assert after_it.chosen == a_key("v1")


async def test_a_moment_is_read_with_its_gap_and_events_beside_it_are_found() -> None:
    journal = MemoryJournal()
    journal.record_jobs([seen("v2", "running", after(-7200), 10.0), seen("v2", "complete", after(-60))])
    journal.watched = [Watch(after(-9000), after(-7000), after(-7000)), Watch(after(-600), NOW)]
    past = PastReader(journal, lambda: NOW)
    moment = await past.moment(after(-3600))
    assert moment.jobs[a_key("v2")].status == "running"
    assert moment.gap is not None
    assert (moment.gap.since, moment.gap.until) == (after(-7000), after(-600))
    assert (await past.moment(after(-300))).gap is None
    ended = await past.event_beside(after(-3600), 1)
    assert ended is not None
    assert (ended.what, ended.seen_at) == (What.FINISHED, after(-60))
    assert await past.event_beside(NOW, 1) is None
    begun = await past.event_beside(after(-3600), -1)
    assert begun is not None
    assert begun.seen_at == after(-7200)
    assert await past.first_seen_at() == after(-9000)
    assert (await past.moment(after(-8000))).jobs == {}
    assert a_key("v2", Phase.STIM) not in moment.jobs


async def test_the_first_moment_is_one_at_which_something_had_been_seen() -> None:
    journal = MemoryJournal()
    journal.record_jobs([seen("v1", "complete", after(-8998)), seen("v2", "running", after(-8997), 10.0)])
    journal.watched = [Watch(after(-9000), NOW)]
    past = PastReader(journal, lambda: NOW)
    assert await past.first_seen_at() == after(-8998)
    assert set((await past.moment(after(-8998))).jobs) == {a_key("v1")}


async def test_what_the_doctor_had_found_by_then_stands_beside_the_job() -> None:
    journal = MemoryJournal()
    journal.record_jobs([seen("v2", "running", after(-7200), 10.0), seen("v2", "complete", after(-60))])
    stall = Happening(What.ALARM, after(-5400), a_key("v2"), after="stalled", detail="no new step for 9m")
    flaws = Happening(What.ALARM, after(-5000), a_key("v2"), after="rows", detail="3 answers are empty")
    journal.record_happenings([stall, flaws])
    past = PastReader(journal, lambda: NOW)

    async def alarms(seconds: float) -> tuple[Alarm, ...]:
        then = TravelView(await past.moment(after(seconds))).of(a_now())
        return then.jobs[a_key("v2")].alarms

    assert await alarms(-6000) == ()
    [found] = await alarms(-5300)
    assert (found.rule, found.evidence, found.seconds) == (Rule.STALLED, "no new step for 9m", 1900.0)
    assert [one.rule for one in await alarms(-10)] == [Rule.ROWS]
    quiet = replace(a_now(), mutes=NO_MUTES.with_rule(Rule.STALLED, is_muted=True))
    then = TravelView(await past.moment(after(-5300))).of(quiet)
    assert [one.is_muted for one in then.jobs[a_key("v2")].alarms] == [True]


async def test_an_end_is_told_by_what_was_seen_until_then_and_not_by_runs_that_ended_later() -> None:
    journal = MemoryJournal()
    looks = [seen("v2", "running", after(-7200 + 60 * n), 10.0 + n) for n in range(30)]
    journal.record_jobs([*looks, seen("v1", "running", after(-6000))])
    live = replace(a_now(), metrics={}, past_runs={Phase.BAKE: (PastRun(600.0, 0),)})
    then = TravelView(await PastReader(journal, lambda: NOW).moment(after(-6000))).of(live)
    job = then.jobs[a_key("v2")]
    assert [point.percent for point in job.course][-1] == 30.0
    eta = eta_of_seen(job, past=then.past_runs)
    assert eta is not None
    assert eta.basis is Basis.PACE
    assert eta_of_seen(then.jobs[a_key("v1")], past=then.past_runs) is None
