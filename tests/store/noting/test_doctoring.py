"""Jobs are held against the rules as they are seen again; what is found is told once and written down."""

from __future__ import annotations

from math import nan

import pytest

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.examine import log_alarms
from breadtui.domain.doctor.mutes import NO_MUTES
from breadtui.domain.errors import Unreachable
from breadtui.domain.happenings import What
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.domain.outputs import OutputPage
from breadtui.store.events.doctor import LookedInto, MutesChanged, WatchChanged
from breadtui.store.events.event import JobsPolled, MetricsLoaded, TreeLoaded
from breadtui.store.events.finding import RowsSeen
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import AppState, SeenJob, Severity
from breadtui.store.noting import doctoring
from breadtui.store.noting.doctoring import alarm_happenings
from breadtui.store.polling.unread_logs import unread_logs
from breadtui.store.reducers.whole import reduce
from breadtui.values import replace
from tests.domain.doctor.runs import a_log
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_state, a_tree, after

KEY = a_key("b")
BEGUN = a_job("b", progress_percent=10.0, loss=a_loss(3e-7), job_id=7)
TREE = a_tree({"b": JobStatus.RUNNING})


def start() -> AppState:
    return polled(a_state(TREE), BEGUN, 0)


def polled(state: AppState, job: Job | Unreachable, seconds: float) -> AppState:
    key = job.key if isinstance(job, Job) else KEY
    return reduce(state, JobsPolled({REPO: state.opened[REPO]}, {key: job}, after(seconds)))


def read(state: AppState, series: MetricSeries, seconds: float) -> AppState:
    return reduce(state, MetricsLoaded(KEY, series, after(seconds)))


def steps(count: int) -> MetricSeries:
    return a_log([3e-7] * count, step_time=[8.8] * count)


def seen(state: AppState) -> SeenJob:
    return state.jobs[KEY]


def rules(state: AppState) -> list[Rule]:
    return [alarm.rule for alarm in seen(state).alarms]


def words(state: AppState) -> list[str]:
    return [notice.text for notice in state.notices]


def test_a_log_without_a_new_step_for_five_steps_is_a_stall_that_is_told_once() -> None:
    state = start()
    for seconds in (0, 30, 60, 90):
        state = read(state, steps(20), seconds)
    assert stalled_seconds(seen(state)) == 90
    assert words(state) == ["b stalled: no new step for 60 s (median 8.8 s)"]
    assert state.notices[0].severity is Severity.ERROR
    assert state.notices[0].about == KEY


def test_one_step_more_ends_the_stall() -> None:
    state = start()
    for seconds in (0, 30, 60):
        state = read(state, steps(20), seconds)
    state = read(state, steps(21), 90)
    assert rules(state) == []
    assert stalled_seconds(seen(state)) is None


def test_a_lost_connection_is_never_a_stall() -> None:
    state = read(start(), steps(20), 0)
    for seconds in range(30, 7200, 30):
        state = polled(state, Unreachable("no route"), seconds)
    assert rules(state) == []
    assert stalled_seconds(seen(state)) is None


def test_a_bake_that_only_the_tree_was_asked_about_is_not_called_stalled() -> None:
    state = start()
    for seconds in range(30, 3600, 30):
        state = reduce(state, TreeLoaded(state.opened[REPO], TREE, after(seconds)))
    assert seen(state).seen_at == after(3570)
    assert stalled_seconds(seen(state)) is None


def test_its_own_answer_that_does_not_change_for_ten_minutes_is_a_stall() -> None:
    state = polled(start(), BEGUN, 600)
    assert stalled_seconds(seen(state)) == 600
    assert words(state) == ["b stalled: no change for 10m"]


def test_a_bake_whose_answers_used_to_change_is_found_sooner() -> None:
    state = start()
    for look in range(1, 6):
        state = polled(state, replace(BEGUN, progress_percent=10.0 + look), 30 * look)
    last = replace(BEGUN, progress_percent=15.0)
    assert rules(polled(state, last, 150 + 120)) == []
    assert rules(polled(state, last, 150 + 150)) == [Rule.STALLED]


def test_rows_that_come_no_more_are_a_stall_by_their_own_pace() -> None:
    rollout = a_job("t", phase=Phase.ROLLOUT, lines=0, total_expected=900)
    state = a_state(TREE)
    for look, lines in enumerate((0, 10, 20, 30, 40)):
        state = polled(state, replace(rollout, lines=lines), 10 * look)
    assert state.jobs[rollout.key].alarms == ()
    state = polled(state, replace(rollout, lines=40), 40 + 90)
    (alarm,) = state.jobs[rollout.key].alarms
    assert alarm.evidence == "no new row for 90 s (median 1 s)"


def test_a_loss_that_diverges_is_told_and_stays_with_the_bake_that_ended() -> None:
    hot = a_log([1e-6] * 60 + [1e-5] * 40)
    state = read(start(), hot, 10)
    assert rules(state) == [Rule.DIVERGED]
    assert words(state)[0].startswith("b diverged: loss 1.0e-5 is 10 times its low of 1.0e-6")
    done = polled(state, replace(BEGUN, status=JobStatus.COMPLETE), 40)
    assert rules(done) == [Rule.DIVERGED]


def climbing(latest: float, look: int) -> Job:
    return replace(BEGUN, progress_percent=10.0 + look, loss=LossSummary(latest, None, 3e-7, 2e-6))


def test_a_loss_far_above_its_minimum_is_found_without_its_log_but_not_at_the_first_spike() -> None:
    state = start()
    for look, latest in enumerate((3e-6, 3e-7, 3e-6, 4e-6)):
        state = polled(state, climbing(latest, look), 30 * look + 30)
    assert rules(state) == []
    state = polled(state, climbing(6e-6, 5), 180)
    assert words(state) == ["b diverged: loss 6.0e-6 is 20 times its minimum 3.0e-7, 3 looks in a row"]
    assert rules(polled(state, climbing(4e-7, 6), 210)) == []


def test_what_the_log_shows_is_believed_before_single_answers() -> None:
    state = start()
    for look in range(4):
        state = polled(state, climbing(6e-6, look), 30 * look + 30)
    assert rules(state) == [Rule.DIVERGED]
    assert rules(read(state, steps(60), 160)) == []


def test_what_matters_only_while_it_runs_is_gone_once_it_ended() -> None:
    slow = a_log([3e-7] * 120, step_time=[8.0] * 90 + [40.0] * 30)
    state = read(start(), slow, 0)
    assert rules(state) == [Rule.SLOWER]
    assert rules(polled(state, replace(BEGUN, status=JobStatus.COMPLETE), 40)) == []


def test_reading_the_log_of_a_job_long_over_is_no_news() -> None:
    state = polled(a_state(a_tree({"b": JobStatus.COMPLETE})), replace(BEGUN, status=JobStatus.COMPLETE), 0)
    told = len(state.notices)
    read_now = read(state, a_log([1e-6] * 60 + [1e-5] * 40), 10)
    assert rules(read_now) == [Rule.DIVERGED]
    assert len(read_now.notices) == told
    assert alarm_happenings(state, read_now, after(10)) == ()


def test_a_run_begun_anew_has_neither_pulse_nor_alarms_of_the_last() -> None:
    state = read(start(), a_log([1e-6] * 60 + [1e-5] * 40), 10)
    anew = polled(state, replace(BEGUN, job_id=8, progress_percent=0.0), 40)
    assert rules(anew) == []
    assert seen(anew).pulse.count == 0
    calm = alarm_happenings(state, anew, after(40))
    assert [(one.what, one.after) for one in calm] == [(What.CALM, "diverged")]


def test_what_is_found_and_what_is_over_is_written_down() -> None:
    before = start()
    hot = read(before, a_log([1e-6] * 60 + [1e-5] * 40), 10)
    (alarm,) = alarm_happenings(before, hot, after(10))
    assert (alarm.what, alarm.about, alarm.after) == (What.ALARM, KEY, "diverged")
    assert alarm.detail == seen(hot).alarms[0].evidence
    assert alarm_happenings(hot, polled(hot, BEGUN, 20), after(20)) == ()


def test_a_run_seen_to_move_closes_the_stall_an_earlier_session_left_open() -> None:
    before = read(start(), steps(20), 0)
    after_it = read(before, steps(24), 30)
    assert [(one.what, one.after) for one in alarm_happenings(before, after_it, after(30))] == [(What.CALM, "stalled")]


def test_a_muted_rule_is_neither_told_nor_written_nor_counted() -> None:
    mutes = NO_MUTES.with_job(KEY, Rule.STALLED, is_muted=True)
    state = reduce(start(), MutesChanged(mutes))
    quiet = polled(state, BEGUN, 900)
    assert rules(quiet) == [Rule.STALLED]
    assert stalled_seconds(seen(quiet)) is None
    assert words(quiet) == []
    assert alarm_happenings(state, quiet, after(900)) == ()


def test_muting_quietens_what_was_found_already_and_telling_again_brings_it_back() -> None:
    state = polled(start(), BEGUN, 900)
    quiet = reduce(state, MutesChanged(NO_MUTES.with_rule(Rule.STALLED, is_muted=True)))
    assert stalled_seconds(seen(quiet)) is None
    assert stalled_seconds(seen(reduce(quiet, MutesChanged(NO_MUTES)))) == 900
    assert reduce(quiet, MutesChanged(quiet.mutes)) is quiet


def test_muting_ends_nothing_and_what_ends_while_it_is_muted_is_written_down() -> None:
    state = polled(start(), BEGUN, 900)
    quiet = reduce(state, MutesChanged(NO_MUTES.with_rule(Rule.STALLED, is_muted=True)))
    assert alarm_happenings(state, quiet, after(900)) == ()
    moved = polled(quiet, replace(BEGUN, progress_percent=90.0), 960)
    assert rules(moved) == []
    assert [(one.what, one.after) for one in alarm_happenings(quiet, moved, after(960))] == [(What.CALM, "stalled")]


def test_what_is_looked_into_by_itself_comes_and_goes() -> None:
    state = start()
    found = reduce(state, LookedInto(KEY, Rule.ROWS, "of 100 answers looked at, 12 empty", after(5)))
    assert words(found) == ["b: of 100 answers looked at, 12 empty"]
    assert rules(reduce(found, LookedInto(KEY, Rule.ROWS, None, after(9)))) == []
    assert reduce(state, LookedInto(KEY, Rule.ROWS, None, after(9))) is state
    assert reduce(state, LookedInto(a_key("gone"), Rule.ROWS, "x", after(9))) is state


def test_what_is_watched_is_one_fact() -> None:
    state = reduce(start(), WatchChanged(frozenset({KEY})))
    assert state.watched == {KEY}
    assert reduce(state, WatchChanged(frozenset({KEY}))) is state


def test_a_look_that_shows_nothing_new_keeps_the_alarms_as_they_are() -> None:
    state = read(start(), a_log([1e-6] * 60 + [1e-5] * 40), 10)
    assert seen(polled(state, BEGUN, 20)).alarms is seen(state).alarms


def a_page(answer: str) -> OutputPage:
    job = a_job("t", JobStatus.COMPLETE, phase=Phase.ROLLOUT, lines=100)
    return OutputPage(job, tuple({"question": "Why?", "response": {"content": answer}} for _ in range(100)), 0, False)


def test_rows_that_a_person_reads_show_flaws_without_being_told_away_from_the_screen() -> None:
    page = a_page("")
    state = polled(a_state(TREE), page.job, 0)
    read_now = reduce(state, RowsSeen(page))
    (alarm,) = read_now.jobs[page.job.key].alarms
    assert alarm.evidence == "of 100 answers looked at, 100 empty"
    assert words(read_now) == []
    assert alarm_happenings(state, read_now, after(1)) == ()
    assert reduce(state, RowsSeen(a_page("because"))).jobs is state.jobs


def test_a_running_bake_whose_log_was_not_read_lately_cannot_be_judged() -> None:
    def unread(state: AppState) -> tuple[str, ...]:
        return tuple(key.name for key in unread_logs(state.jobs, state.opened, state.metrics))

    state = start()
    assert unread(state) == ("b",)
    just_read = read(state, steps(20), 10)
    assert unread(just_read) == ()
    assert unread(polled(just_read, BEGUN, 905)) == ()
    assert unread(polled(just_read, BEGUN, 911)) == ("b",)
    assert unread(polled(state, replace(BEGUN, status=JobStatus.COMPLETE), 10)) == ()
    assert unread(replace(state, opened={})) == ()


@pytest.fixture
def examined_rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each log had that all rules were held against."""
    counts: list[int] = []

    def counted(job: Job, series: MetricSeries) -> tuple[Alarm, ...]:
        counts.append(len(series))
        return log_alarms(job, series)

    monkeypatch.setattr(doctoring, "log_alarms", counted)
    return counts


def test_a_long_log_is_examined_when_it_grew_by_a_share_and_when_it_ends(examined_rows: list[int]) -> None:
    state = start()
    for count in range(2000, 2013):
        state = read(state, steps(count), count)
    assert examined_rows == [2000, 2005, 2010]
    state = polled(state, replace(BEGUN, status=JobStatus.COMPLETE, progress_percent=100.0), 2013)
    state = read(state, steps(2012), 2014)
    assert examined_rows[3:] == [2012]


def test_a_short_one_is_examined_at_each_row(examined_rows: list[int]) -> None:
    state = start()
    for count in range(300, 304):
        state = read(state, steps(count), count)
    assert examined_rows == [300, 301, 302, 303]


def test_a_loss_that_is_lost_or_ill_is_examined_at_each_row_of_a_long_log(examined_rows: list[int]) -> None:
    lost = a_log([3e-7] * 2001 + [nan])
    state = read(read(start(), steps(2001), 0), lost, 1)
    assert examined_rows == [2001, 2002]
    assert rules(state) == [Rule.NAN]
    ill = [a_log([3e-7] * 1900 + [3e-6] * count) for count in (100, 101, 102)]
    state = start()
    for seconds, series in enumerate(ill):
        state = read(state, series, seconds)
    assert rules(state) == [Rule.DIVERGED]
    assert examined_rows[2:] == [2000, 2001, 2002], "what is told of it stays as new as the log"


def test_a_log_that_begins_anew_is_examined_whatever_its_length(examined_rows: list[int]) -> None:
    state = read(read(start(), steps(2000), 0), steps(500), 1)
    state = read(state, steps(501), 2)
    assert examined_rows == [2000, 500, 501]
