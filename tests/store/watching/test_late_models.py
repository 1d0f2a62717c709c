"""Models that are not served yet, and answers that are sampled: looked after by one window for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.happenings import What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.values import replace
from tests.fakes.states import a_job
from tests.store.watching.windows import DONE, KEY, MODEL, NOT_NAMED, RUNNING, late, window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def test_a_model_that_is_not_served_is_found_and_found_to_be_there_at_last(folder: Path) -> None:
    async with window(folder) as here:
        here.see(RUNNING)
        await here.commands.watch([KEY])
        here.see(DONE)
        await here.pass_seconds(3)
        assert here.words == ["b finished | coder/b (bake)"]
        await here.pass_seconds(90)
        assert here.rules == [Rule.NOT_SERVED]
        assert here.words[1:] == [f"b needs a look | coder/b (bake): complete for 70 s, {NOT_NAMED}"]
        here.api.served = (MODEL,)
        await here.pass_seconds(300)
        assert here.rules == []
        assert await here.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]
        asked = here.api.counted("models")
        await here.pass_seconds(3600)
        assert here.api.counted("models") == asked, "nothing is asked any more"


async def test_answers_of_a_watched_rollout_are_sampled_with_one_request(folder: Path) -> None:
    rollout = a_job("t", JobStatus.RUNNING, phase=Phase.ROLLOUT, lines=400, job_id=9)
    async with window(folder) as here:
        here.api.jobs[rollout.key] = replace(rollout, status=JobStatus.COMPLETE)
        here.api.rows[rollout.key] = tuple({"question": "Why?", "response": {"content": ""}} for _ in range(400))
        here.see(rollout)
        await here.commands.watch([rollout.key])
        here.see(replace(rollout, status=JobStatus.COMPLETE, status_text="complete"))
        await here.pass_seconds(5)
        (alarm,) = here.store.state.jobs[rollout.key].alarms
        assert alarm.evidence == "of 100 answers looked at, 100 empty"
        assert here.api.counted("output_page") == 1
        assert here.words[1:] == ["t needs a look | coder/t (rollout): of 100 answers looked at, 100 empty"]


async def test_a_model_that_an_earlier_session_found_late_is_looked_after_until_it_is_there(folder: Path) -> None:
    async with late(folder):
        pass
    async with window(folder) as later:
        await later.pass_seconds(600)
        later.see(DONE)
        await later.commands.take_up()
        await later.pass_seconds(3)
        assert (later.rules, later.api.counted("models")) == ([Rule.NOT_SERVED], 1)
        later.api.served = (MODEL,)
        await later.pass_seconds(330)
        assert later.rules == []
        assert await later.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]
        assert later.words == []
        asked = later.api.counted("models")
        await later.pass_seconds(7200)
        assert later.api.counted("models") == asked


async def test_a_model_that_never_comes_is_given_up(folder: Path) -> None:
    async with late(folder):
        pass
    async with window(folder) as later:
        await later.pass_seconds(600)
        later.see(DONE)
        await later.commands.take_up()
        for _ in range(12):  # a wait begins when the journal has answered, which a leap of the clock would not wait for
            await later.pass_seconds(600)
        assert (later.rules, later.api.counted("models")) == ([Rule.NOT_SERVED], 5)
        later.see(replace(DONE, progress_percent=100.0))
        await later.pass_seconds(7200)
        assert later.api.counted("models") == 5


async def test_what_one_window_finds_the_others_know_and_it_is_told_once(folder: Path) -> None:
    async with window(folder) as other:
        other.see(RUNNING)
        async with late(folder) as one:
            other.see(DONE)
            await other.pass_seconds(3)
            assert (one.rules, other.rules) == ([Rule.NOT_SERVED], [Rule.NOT_SERVED])
            assert len([words for words in (*one.words, *other.words) if NOT_NAMED in words]) == 1
            one.api.served = other.api.served = (MODEL,)
            await one.pass_seconds(300)
        other.see(replace(DONE, progress_percent=100.0))
        await other.pass_seconds(3)
        assert other.rules == []
        assert await other.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]
