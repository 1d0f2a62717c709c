"""How things stood then: folded from what was seen, never told of what nobody saw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.happenings import Gap, Happening, What
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.past import PromptPast, PromptStay, PromptWrite
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import JobSighting
from breadtui.domain.travel import (
    alarms_then,
    gap_at,
    job_then,
    moment_typed,
    presence_of,
    series_then,
    stepped,
    text_then,
)

NOW = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)
REPO = RepoName("yoda")
V1 = JobKey(REPO, Phase.BAKE, "v1")
MINUTES = st.integers(-5000, 5000)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def seen(status: str, percent: float | None = None, run_id: int | None = 7) -> JobSighting:
    return JobSighting(V1, at(-60), status, percent, None, 2e-7, None, run_id)


DONE = Job(V1, JobStatus.COMPLETE, "complete", job_id=7, model_names=("a/yoda/v1/30",), config={"epochs": 2})


def test_a_job_of_then_has_its_state_and_the_settings_that_cannot_have_changed() -> None:
    then = job_then(seen("running", 46.0), DONE)
    assert (then.status, then.progress_percent, then.loss) == (JobStatus.RUNNING, 46.0, LossSummary(latest=2e-7))
    assert then.config == {"epochs": 2}
    assert then.model_names == ()


def test_an_earlier_run_of_the_same_name_takes_nothing_from_the_one_of_now() -> None:
    assert job_then(seen("running", 46.0, run_id=3), DONE).config == {}


def test_a_log_is_cut_where_the_run_was() -> None:
    series = series_of_rows({"iter": step, "loss": 1.0 / step} for step in range(1, 101))
    half = series_then(series, job_then(seen("running", 50.0), DONE), DONE)
    assert half is not None
    assert (half.last_step, len(half.columns["loss"])) == (50, 50)
    begun = series_then(series, job_then(seen("pending"), DONE), DONE)
    assert begun is not None
    assert len(begun) == 0
    assert series_then(series, job_then(seen("running", None), DONE), DONE) is None
    assert series_then(series, job_then(seen("running", 50.0, run_id=3), DONE), DONE) is None


def test_the_first_word_on_a_thing_tells_whether_it_was_there() -> None:
    key, other = PromptKey(REPO, PromptName("a")), PromptKey(REPO, PromptName("b"))
    later = [
        Happening(What.APPEARED, at(-5), key),
        Happening(What.VANISHED, at(-4), other),
        Happening(What.VANISHED, at(-3), key),
        Happening(What.APPEARED, at(-2), other),
    ]
    presence = presence_of(later)
    assert presence.came_later == {key}
    assert presence.gone_since == {other}


def a_text(text: str) -> Prompt:
    return Prompt(PromptName("a"), (Message("user", text),))


def test_a_prompt_has_the_text_it_was_last_seen_with() -> None:
    key = PromptKey(REPO, PromptName("a"))
    past = PromptPast(
        key,
        (PromptStay(a_text("one"), at(-60), at(-30)), PromptStay(a_text("two"), at(-10), at(-5))),
        (PromptWrite(key, at(-20), a_text("one"), a_text("mine")), PromptWrite(key, at(-2), a_text("two"), None)),
    )
    texts = {minutes: text_then(past, at(minutes)) for minutes in (-61, -60, -25, -19, -9, -1)}
    assert texts == {
        -61: None,
        -60: a_text("one"),
        -25: a_text("one"),
        -19: a_text("mine"),
        -9: a_text("two"),
        -1: None,
    }


def test_a_gap_is_around_a_moment_or_there_is_none() -> None:
    gap = Gap(at(-30), at(-20))
    assert gap_at([gap], at(-25)) is gap
    assert gap_at([gap], at(-20)) is None


@given(MINUTES, MINUTES)
def test_steps_stay_within_what_there_is(start: int, by: int) -> None:
    first = at(-600)
    assert first <= stepped(at(max(min(start, 0), -600)), by, first, NOW) <= NOW


def test_a_step_goes_to_the_whole_minute_and_back() -> None:
    back = stepped(NOW, -1, at(-600), NOW)
    assert back == NOW.replace(second=0)
    assert stepped(back, -1, at(-600), NOW) == NOW.replace(minute=59, hour=11, second=0)
    assert stepped(back, 1, at(-600), NOW) == NOW


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("09:14", datetime(2026, 11, 24, 9, 14, tzinfo=UTC)),
        ("23:14", datetime(2026, 11, 23, 23, 14, tzinfo=UTC)),
        ("2026-11-20 09:14", datetime(2026, 11, 20, 9, 14, tzinfo=UTC)),
        ("-2h", NOW - timedelta(hours=2)),
        ("-90m", NOW - timedelta(minutes=90)),
        ("25:14", None),
        ("2026-02-30 09:14", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_is_typed_as_a_clock_shows_it(typed: str, wanted: datetime | None) -> None:
    assert moment_typed(typed, NOW, NOW, UTC) == wanted


def told(what: What, minutes: float, rule: str = "", detail: str = "") -> Happening:
    return Happening(what, at(minutes), V1, after=rule, detail=detail)


def test_alarms_that_nothing_took_back_stand_open_and_a_stall_lasts_since_the_last_change() -> None:
    events = [
        told(What.ALARM, -50, "stalled", "no new step for 5m"),
        told(What.ALARM, -45, "diverged", "too high"),
        told(What.CALM, -40, "stalled"),
        told(What.ALARM, -30, "stalled", "no new step for 6m"),
        told(What.CALM, -10, "diverged"),
    ]
    jobs = {V1: seen("running")}

    def found(minutes: float) -> list[tuple[Rule, str, float | None]]:
        alarms = alarms_then(events, jobs, at(minutes)).get(V1, ())
        return [(alarm.rule, alarm.evidence, alarm.seconds) for alarm in alarms]

    assert found(-55) == []
    assert found(-45) == [(Rule.STALLED, "no new step for 5m", 900.0), (Rule.DIVERGED, "too high", None)]
    assert found(-40) == [(Rule.DIVERGED, "too high", None)]
    assert found(0) == [(Rule.STALLED, "no new step for 6m", 3600.0)]


@pytest.mark.parametrize("end", [What.STARTED, What.STOPPED, What.VANISHED])
def test_a_run_begun_anew_has_none_of_the_alarms_of_the_one_before(end: What) -> None:
    events = [told(What.ALARM, -50, "nan", "no number"), told(end, -20), told(What.ALARM, -5, "no such rule")]
    assert set(alarms_then(events, {}, at(-30))) == {V1}
    assert alarms_then(events, {}, at(0)) == {}
