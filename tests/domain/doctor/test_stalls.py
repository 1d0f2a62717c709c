"""A job stands still where looks show it, by its own pace; where nobody could look, nothing is said."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.pulse import NO_PULSE, Pulse, Unit, felt
from breadtui.domain.doctor.stall import AFTER_ALL_SECONDS, FALLBACK_SECONDS, Stall, Stillness, stall_of
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import Phase
from tests.fakes.states import NOW, a_job, after

RUNNING = a_job()
ROLLOUT = a_job("wise", phase=Phase.ROLLOUT, lines=40)


def looks(*counts: float, every: float = 30, pulse: Pulse = NO_PULSE) -> Pulse:
    for place, count in enumerate(counts):
        pulse = felt(pulse, count, after(place * every))
    return pulse


def stalled(job: Job, pulse: Pulse, *, changed: float = 0, looked: float = 0) -> Stall | None:
    return stall_of(job, Stillness(after(looked), after(changed), pulse))


def logged(*counts: float, every: float = 30, step_seconds: float = 8.8) -> Pulse:
    return looks(*counts, every=every, pulse=Pulse(step_seconds=step_seconds))


def test_no_step_for_five_times_the_median_is_a_stall() -> None:
    assert stalled(RUNNING, logged(70, 70)) is None
    found = stalled(RUNNING, logged(70, 70, 70))
    assert found is not None
    assert (found.seconds, found.evidence) == (60, "no new step for 60 s (median 8.8 s)")


def test_slow_steps_get_more_time() -> None:
    assert stalled(RUNNING, logged(70, 70, 70, step_seconds=60)) is None


def test_quick_steps_are_not_called_stalled_between_two_rounds() -> None:
    assert stalled(RUNNING, logged(70, 70, every=20, step_seconds=0.1)) is None


def test_a_change_of_the_answer_is_life_though_the_log_lags() -> None:
    assert stalled(RUNNING, logged(70, 70, 70), changed=50) is None


def test_a_run_that_went_on_after_a_long_silence_is_given_twice_that() -> None:
    silent = (100,) * 5
    assert stalled(RUNNING, logged(90, *silent, 110, *silent, 110 + 0)) is None
    saved_before = logged(90, *silent, 110, *((110,) * 7))
    assert saved_before.longest_quiet_seconds == 120
    assert stalled(RUNNING, saved_before) is None
    assert stalled(RUNNING, logged(90, *silent, 110, *((110,) * 9))) is not None


def test_nobody_looked_is_no_stall() -> None:
    lost = logged(70, 71)
    assert stalled(RUNNING, lost, looked=30) is None, "hours later too: looks count, not the clock"
    seen_again = felt(lost, 300, after(7200))
    assert stalled(RUNNING, seen_again, looked=7200, changed=7200) is None
    assert seen_again.longest_quiet_seconds == 0


def test_a_run_found_where_it_was_after_hours_without_a_look_stands_still() -> None:
    found = stalled(RUNNING, felt(logged(70), 70, after(7200)))
    assert found is not None
    assert found.evidence == "no new step for 2h00m (median 8.8 s)"


def of(unit: Unit, *counts: float, every: float = 30) -> Pulse:
    return looks(*counts, every=every, pulse=Pulse(unit=unit))


def test_rows_have_a_pace_of_their_own_once_they_were_seen_to_come() -> None:
    assert stalled(ROLLOUT, of(Unit.ROW, 10, 10, 10, 10, 10)) is None, "its pace is not known"
    moving = of(Unit.ROW, 10, 20, 30, 40)
    assert moving.beat_seconds == 3
    assert stalled(ROLLOUT, of(Unit.ROW, 10, 20, 30, 40, 40, 40)) is None
    found = stalled(ROLLOUT, of(Unit.ROW, 10, 20, 30, 40, 40, 40, 40))
    assert found is not None
    assert found.evidence == "no new row for 90 s (median 3 s)"


def test_a_bake_whose_log_nobody_reads_has_the_pace_of_its_answers() -> None:
    found = stalled(RUNNING, of(Unit.CHANGE, 1, 2, 3, 4, *([4] * 5)))
    assert found is not None
    assert found.evidence == "no change for 2m (usually one in 30 s)"
    assert stalled(RUNNING, of(Unit.CHANGE, 1, 2, 3, 4, *([4] * 4))) is None


def test_a_job_whose_answers_change_rarely_is_given_more_than_ten_minutes() -> None:
    rare = of(Unit.CHANGE, 1, 2, 3, 4, every=900)
    assert stalled(RUNNING, rare, looked=2700 + 3600, changed=2700) is None


def test_without_a_pace_ten_minutes_are_waited() -> None:
    assert stalled(RUNNING, NO_PULSE, looked=FALLBACK_SECONDS - 1) is None
    found = stalled(RUNNING, NO_PULSE, looked=FALLBACK_SECONDS)
    assert found is not None
    assert found.evidence == "no change for 10m"


def test_a_log_read_for_the_first_time_is_no_sign_of_life() -> None:
    first_read = felt(NO_PULSE, 70, after(900))
    assert stalled(RUNNING, first_read, looked=900) is not None
    grown = felt(first_read, 71, after(930))
    assert stalled(RUNNING, grown, looked=930) is None


def test_a_bake_that_has_all_its_steps_may_save_for_an_hour() -> None:
    done = a_job(progress_percent=100.0)
    assert stalled(done, logged(70, 70, 70, 70), looked=3600) is None
    assert stalled(done, logged(70), looked=AFTER_ALL_SECONDS) is not None


@pytest.mark.parametrize("status", [status for status in JobStatus if status is not JobStatus.RUNNING])
def test_only_what_runs_can_stand_still(status: JobStatus) -> None:
    assert stalled(a_job(status=status), logged(70, 70, 70, 70), looked=9000) is None


def test_a_count_that_falls_begins_another_pulse() -> None:
    assert looks(100, 110, 5) == Pulse(5, after(60), after(60))


def test_an_answer_that_came_late_tells_nothing() -> None:
    pulse = felt(looks(10, 20), 15, NOW)
    assert pulse.count == 20


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.floats(1, 25))
def test_a_run_that_grows_at_every_look_never_stalls(growths: Iterable[int], every: float) -> None:
    pulse, count = Pulse(step_seconds=0.01), 0
    for place, growth in enumerate(growths):
        count += growth
        pulse = felt(pulse, count, after(place * every))
        assert stalled(RUNNING, pulse, looked=place * every, changed=place * every) is None


@given(st.lists(st.integers(0, 3), min_size=2, max_size=60))
def test_the_quiet_is_never_longer_than_all_the_watching(growths: list[int]) -> None:
    counts = [sum(growths[: place + 1]) for place in range(len(growths))]
    pulse = looks(*counts)
    assert 0 <= (pulse.quiet_seconds or 0) <= 30 * len(growths)
    assert pulse.longest_quiet_seconds <= 30 * len(growths)
