"""Somebody watches a bake and goes away: their own program hears of its end once, and the doctor has found the sick."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path

from breadtui.config.settings import Options
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.jobs import JobStatus
from breadtui.ui.screens.events.doctor import DoctorScreen
from tests.journeys.cockpit import EVERY_SECOND, Cockpit, DemoTime, bake_key, cockpit, demo_server

WATCHED = bake_key("coder_v7")
HOT = bake_key("tone_hot", "support_agent")
STILL = bake_key("wise_3")


def a_hook(home: Path) -> Path:
    """A program that writes down what it hears, and whether it sees a key; set in the configuration."""
    script, heard = home / "hook", home / "heard"
    script.write_text(f'#!/bin/sh\ncat >> "{heard}"\nenv | grep -c sk-journey >> "{home}/keys"\n')
    script.chmod(0o755)
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text(f'{EVERY_SECOND}\n[notify]\ncommand = ["{script}"]\n')
    return heard


async def choose(here: Cockpit, name: str) -> None:
    await here.until_ready()
    await here.type(f"go {name}")
    await here.until(lambda state: state.chosen is not None and getattr(state.chosen, "name", "") == name.split("/")[1])


def lines_in(heard: Path) -> list[str]:
    return heard.read_text().splitlines() if heard.exists() and heard.read_text().endswith("\n") else []


async def heard_by(here: Cockpit, heard: Path) -> list[dict[str, str]]:
    await here.until_true(lambda: lines_in(heard))
    return [json.loads(line) for line in lines_in(heard)]


async def test_a_watched_bake_is_told_to_a_program_of_theirs_when_it_is_through(tmp_path: Path) -> None:
    time, heard = DemoTime(), a_hook(tmp_path)
    with demo_server(clock=time) as demo:
        async with cockpit(demo, tmp_path) as here:
            await choose(here, "yoda_repo/coder_v7")
            await here.press("w")
            await here.until(lambda state: state.watched == {WATCHED})
            time.pass_seconds(100_000)
            await here.until(lambda _: here.status(WATCHED) is JobStatus.COMPLETE)
            (told,) = await heard_by(here, heard)
            assert (told["event"], told["title"], told["repo"]) == ("finished", "coder_v7 finished", "yoda_repo")
            await here.until(lambda state: state.watched == frozenset())
        assert lines_in(tmp_path / "keys") == ["0"], "the hook sees no key"


async def test_two_windows_tell_once_and_a_third_not_again(tmp_path: Path) -> None:
    time, heard = DemoTime(), a_hook(tmp_path)
    with demo_server(clock=time) as demo:
        async with AsyncExitStack() as stack:
            one = await stack.enter_async_context(cockpit(demo, tmp_path))
            await choose(one, "yoda_repo/coder_v7")
            await one.press("w")
            await one.until(lambda state: state.watched == {WATCHED})
        async with AsyncExitStack() as stack:
            other = await stack.enter_async_context(cockpit(demo, tmp_path))
            await other.until(lambda state: state.watched == {WATCHED})
            await other.until(lambda _: other.status(WATCHED) is JobStatus.RUNNING)
            time.pass_seconds(100_000)
            await other.until(lambda _: other.status(WATCHED) is JobStatus.COMPLETE)
            assert len(await heard_by(other, heard)) == 1
        async with cockpit(demo, tmp_path) as third:
            await third.until(lambda _: third.status(WATCHED) is JobStatus.COMPLETE)
            await third.until_ready()
            await asyncio.sleep(0)
            assert len(lines_in(heard)) == 1


async def test_w_again_watches_no_longer(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path) as here:
            await choose(here, "yoda_repo/coder_v7")
            await here.press("w")
            await here.until(lambda state: state.watched == {WATCHED})
            await here.press("w")
            await here.until(lambda state: state.watched == frozenset())
            await here.type("watch yoda_repo/coder_v7b")
            await here.until(lambda state: state.watched == {bake_key("coder_v7b")})
            await here.type("unwatch all")
            await here.until(lambda state: state.watched == frozenset())


async def test_a_bake_that_is_complete_is_not_worth_watching(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path) as here:
            await choose(here, "yoda_repo/coder_v6")
            await here.until(lambda _: here.status(bake_key("coder_v6")) is JobStatus.COMPLETE)
            await here.press("w")
            await here.until_true(lambda: any("nothing to wait for" in toast for toast in here.toasts))
            assert here.state.watched == frozenset()


async def test_the_bake_that_diverges_is_found_as_soon_as_it_is_looked_at(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="support_agent", bake="tone_hot")) as here:
            await here.until(lambda state: HOT in state.jobs and state.jobs[HOT].alarms)
            assert [alarm.rule for alarm in here.state.jobs[HOT].alarms] == [Rule.DIVERGED]
            await here.until_shown("DIVERGED")
            assert "1 alarm" in here.text
            await here.type("doctor")
            await here.until_screen(DoctorScreen)
            await here.until_shown("Doctor: 1 found")
            await here.press("m")
            await here.until_shown("nothing found, 1 muted")
            await here.press("escape")
            await here.until_true(lambda: "DIVERGED" not in here.text)


async def test_the_bake_that_stands_still_is_found_within_a_minute_of_looking(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(clock=time) as demo:
        options = Options(repo="yoda_repo", bake="wise_3")
        async with cockpit(demo, tmp_path, options=options, is_hurried=True) as here:
            await here.until(lambda state: STILL in state.jobs and state.jobs[STILL].alarms)
            (alarm,) = here.state.jobs[STILL].alarms
            assert alarm.rule is Rule.STALLED
            assert "no new step for" in alarm.evidence
            await here.until_shown("STALL")


async def test_a_test_can_be_sent_from_the_cockpit(tmp_path: Path) -> None:
    heard = a_hook(tmp_path)
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("notify")
            (told,) = await heard_by(here, heard)
            assert told["event"] == "test"
            await here.until_true(lambda: any(toast.startswith("a test was sent") for toast in here.toasts))


async def test_a_rule_is_muted_and_told_again_by_a_word(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="support_agent", bake="tone_hot")) as here:
            await here.until(lambda state: state.chosen == HOT and HOT in state.jobs and state.jobs[HOT].alarms)
            await here.until_shown("DIVERGED")
            await here.type("mute diverged")
            await here.until(lambda state: state.mutes.jobs == {(HOT, Rule.DIVERGED)})
            await here.type("mute plateau all")
            await here.until(lambda state: state.mutes.rules == {Rule.PLATEAU})
            await here.type("unmute diverged")
            await here.until(lambda state: state.mutes.jobs == frozenset())
            await here.type("mute weather")
            await here.until_true(lambda: any("rules: stalled, nan" in toast for toast in here.toasts))
