"""What the looks of an earlier session come to for the next: the pulse of a run, and the alarms it left open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.pulse import NO_PULSE, Unit
from breadtui.domain.doctor.taking_up import open_findings, pulse_of
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.sightings import JobSighting
from tests.fakes.states import REPO, a_key, after

BAKE = a_key("b")
ROLLOUT = JobKey(REPO, Phase.ROLLOUT, "t")


def look(
    seconds: float, percent: float | None = None, *, lines: int | None = None, loss: float | None = None, run: int = 7
) -> JobSighting:
    key = BAKE if lines is None else ROLLOUT
    return JobSighting(key, after(seconds), "running", percent, lines, loss, None, run)


def told(what: What, rule: Rule, seconds: float) -> Happening:
    return Happening(what, after(seconds), BAKE, after=rule.value, detail=f"{rule} at {seconds:.0f}")


def test_rows_have_the_pace_at_which_they_were_seen_to_come() -> None:
    pulse = pulse_of([look(30.0 * count, lines=10 * count) for count in range(1, 6)])
    assert (pulse.unit, pulse.count, pulse.beat_seconds) == (Unit.ROW, 50.0, 3.0)
    assert (pulse.since, pulse.longest_quiet_seconds) == (after(150), 30.0)


def test_a_bake_counts_the_changes_of_its_answer() -> None:
    pulse = pulse_of([look(60.0 * count, percent=1.0 * count) for count in range(6)])
    assert (pulse.unit, pulse.count, pulse.beat_seconds) == (Unit.CHANGE, 5.0, 60.0)


def test_answers_far_above_the_lowest_loss_are_counted_in_a_row() -> None:
    losses = [8e-7, 1e-7, 9e-6, 1e-7, 2e-6, 3e-6, 4e-6]
    pulse = pulse_of([look(60.0 * place, percent=place, loss=loss) for place, loss in enumerate(losses)])
    assert pulse.high_looks == 3


def test_a_run_begun_anew_has_a_pulse_of_its_own() -> None:
    first = [look(60.0 * count, percent=1.0 * count) for count in range(6)]
    assert pulse_of([*first, look(400, 0.0, run=8), look(460, 1.0, run=8)]).count == 1.0
    ended = JobSighting(BAKE, after(400), "complete", 100.0, None, None, None, 7)
    assert pulse_of([*first, ended]) is NO_PULSE


def test_what_was_told_and_never_ended_stands_open() -> None:
    found = open_findings(
        [
            told(What.ALARM, Rule.STALLED, 0),
            told(What.ALARM, Rule.DIVERGED, 10),
            told(What.CALM, Rule.STALLED, 20),
            told(What.ALARM, Rule.STALLED, 30),
            told(What.ALARM, Rule.NOT_SERVED, 40),
        ]
    )
    assert [(one.alarm.rule, one.alarm.evidence, one.told_at) for one in found[BAKE]] == [
        (Rule.DIVERGED, "diverged at 10", after(10)),
        (Rule.STALLED, "stalled at 30", after(30)),
        (Rule.NOT_SERVED, "not-served at 40", after(40)),
    ]


def test_a_new_run_has_no_alarm_of_the_last() -> None:
    assert open_findings([told(What.ALARM, Rule.STALLED, 0), Happening(What.STARTED, after(5), BAKE)]) == {}


@given(st.lists(st.tuples(st.integers(1, 3_600), st.integers(0, 50)), max_size=60))
def test_rows_never_have_a_pace_beyond_what_was_seen(steps: list[tuple[int, int]]) -> None:
    seconds, lines, history = 0.0, 1, [look(0.0, lines=1)]
    for pause, rows in steps:
        seconds, lines = seconds + pause, lines + rows
        history.append(look(seconds, lines=lines))
    pulse = pulse_of(history)
    assert (pulse.count, pulse.looked_at) == (float(lines), after(seconds))
    assert all(0 < beat <= seconds for beat in pulse.beats)
    assert pulse.longest_quiet_seconds <= seconds
