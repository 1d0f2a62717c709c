"""Detach in the evening, come back in the morning: what happened is told at once, also where the service is away."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aibread import Bread

from breadtui.config.settings import Options
from breadtui.demo.serve import DemoServer
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, RepoName
from breadtui.journal.last_known import last_known_of, put_last_known
from breadtui.store.facts.remote import NOT_ASKED, last_ready
from breadtui.ui.screens.events import digesting
from breadtui.ui.screens.events.digest import DigestScreen
from breadtui.ui.screens.events.screen import EventsScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.values import replace
from tests.journeys.cockpit import KEY, YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

NIGHT_SECONDS = 15 * 3_600.0
YODA_ALONE = Options(repo="yoda_repo")
GENERATORS: list[Any] = [{"type": "hardcoded", "questions": ["Why?"], "numq": 1}]


def age_journal(home: Path, seconds: float) -> None:
    """Make all that was seen older, by a process that is gone."""
    (path,) = (home / "state" / "journal").glob("*.sqlite3")
    with sqlite3.connect(path) as journal:
        journal.execute("UPDATE happenings SET seen_at = seen_at - ?", (seconds,))
        for table in ("job_sightings", "things"):
            first = "seen_at" if table == "job_sightings" else "first_seen_at"
            journal.execute(
                f"UPDATE {table} SET {first} = {first} - ?, last_seen_at = last_seen_at - ?", (seconds, seconds)
            )
        journal.execute(
            "UPDATE watches SET process = 'gone', began_at = began_at - ?, last_alive_at = last_alive_at - ?,"
            " ended_at = last_alive_at - ?",
            (seconds, seconds, seconds),
        )
        for (cell,) in journal.execute("SELECT repo FROM last_known").fetchall():
            repo = RepoName(cell) if cell else None
            known = [replace(one, at=one.at - timedelta(seconds=seconds)) for one in last_known_of(journal, repo)]
            put_last_known(journal, repo, known, known[0].at)
    journal.close()


async def evening(here: Cockpit, key: JobKey) -> None:
    """Look at what runs, until it is written down."""
    await here.until(lambda state: here.status(key) is JobStatus.RUNNING and YODA in state.contents)
    await here.until(lambda state: last_ready(state.contents.get(YODA, NOT_ASKED)) is not None)


def others_work(url: str) -> None:
    """Somebody else makes a target at night."""
    with Bread(api_key=KEY, base_url=url) as other:
        other.targets.create(
            YODA,
            target_name="by_night",
            template="default",
            overrides={"teacher_prompt": "yoda", "student_prompt": "", "generators": GENERATORS},
        )


async def test_in_the_morning_the_digest_says_what_finished_and_what_others_made(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await evening(here, key)
        age_journal(tmp_path, NIGHT_SECONDS)
        time.pass_seconds(NIGHT_SECONDS)
        await asyncio.to_thread(others_work, demo.url)
        async with cockpit(demo, tmp_path, options=YODA_ALONE, size=(80, 24)) as here:
            await here.until_screen(DigestScreen)
            await here.until_shown("yoda_repo/coder_v7")
            assert "While you were away" in here.text
            assert "not watched" in here.text
            assert "finished" in here.row_of("yoda_repo/coder_v7")
            assert "by_night" in here.text
            assert here.text.index("finished") < here.text.index("changed by others")
            await here.press("e")
            await here.until_screen(EventsScreen)
            await here.until_shown("by_night")
            await here.press("escape", "enter")
            await here.until_screen(ExplorerScreen)
            await here.until(lambda state: isinstance(state.chosen, JobKey) and state.chosen.repo == YODA)
            assert len(here.writes()) == 1


async def test_the_digest_waits_until_no_more_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "CALM_SECONDS", 3.0)
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await evening(here, key)
        age_journal(tmp_path, NIGHT_SECONDS)
        time.pass_seconds(NIGHT_SECONDS)
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)
            await here.until(lambda state: last_ready(state.contents.get(YODA, NOT_ASKED)) is not None)
            for _ in range(15):
                await here.press("j", "k")
            assert isinstance(here.app.screen, ExplorerScreen)
            await here.until_screen(DigestScreen)
            await here.until_shown("yoda_repo/coder_v7")


async def test_news_do_not_open_over_a_line_that_is_being_typed(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await evening(here, key)
        age_journal(tmp_path, NIGHT_SECONDS)
        time.pass_seconds(NIGHT_SECONDS)
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await here.press(":")
            await here.until_true(lambda: any("digest tells more" in told for told in here.toasts))
            assert isinstance(here.app.screen, ExplorerScreen)


async def test_who_comes_back_within_minutes_is_told_nothing(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await evening(here, key)
        age_journal(tmp_path, 120.0)
        time.pass_seconds(NIGHT_SECONDS)
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)
            await here.until_true(lambda: not [one for one in here.app.workers if one.group == "digest"])
            assert isinstance(here.app.screen, ExplorerScreen)
            await here.type("events what:finished")
            await here.until_screen(EventsScreen)
            await here.until_shown("coder_v7")


async def test_what_was_known_is_there_with_its_age_while_the_service_is_away(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE) as here:
            await evening(here, key)
            await here.until(lambda state: state.jobs[key].job.progress_percent is not None)
            known, address = here.state.jobs[key].job, {"BREAD_BASE_URL": demo.url}
    with demo_server(key=KEY) as elsewhere:
        await nobody_there(elsewhere, tmp_path, address, known)


async def nobody_there(elsewhere: DemoServer, home: Path, address: dict[str, str], known: Job) -> None:
    """The same account, at an address where nobody answers any more."""
    key = known.key
    async with cockpit(elsewhere, home, options=YODA_ALONE, environ=address) as here:
        await here.until(lambda state: key in state.jobs)
        assert here.state.jobs[key].job.progress_percent == known.progress_percent
        await here.until_shown("coder_v8")
        await here.until_shown("o connection")
        assert here.state.jobs[key].job.status is JobStatus.RUNNING


async def test_one_glance_at_the_row_says_whether_a_bake_is_fine(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="yoda_repo", bake="coder_v7")) as here:
            await here.until(lambda state: last_ready(state.metrics.get(key, NOT_ASKED)) is not None)
            await here.until_true(lambda: "%" in here.row_of("coder_v7  "))
            await here.until_true(lambda: any(sign in here.row_of("coder_v7  ") for sign in "▁▂▃▄▅▆▇█"))
            row = here.row_of("coder_v7  ")
            assert row.strip(" >│").startswith("R")
            assert "e-" in row
            assert "~" in row or "–" in row


def _now(here: Cockpit) -> datetime:
    assert here.app.rooms is not None
    return here.app.rooms.commands.now()


async def test_who_was_away_from_the_terminal_is_told_at_the_first_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "AWAY_SECONDS", 3.0)
    time, key = DemoTime(), bake_key("coder_v7")
    with demo_server(clock=time, key=KEY) as demo:
        async with cockpit(demo, tmp_path, options=YODA_ALONE, is_hurried=True) as here:
            await here.until(lambda _: here.status(key) is JobStatus.RUNNING)
            await here.until_true(lambda: not [one for one in here.app.workers if one.group == "digest"])
            await here.press("j")
            left_at = here.explorer._last_key_at
            assert left_at is not None
            time.pass_seconds(NIGHT_SECONDS)
            await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)
            await here.until_true(lambda: _now(here) - left_at > timedelta(seconds=3))
            await here.press("k")
            await here.until_screen(DigestScreen)
            await here.until_shown("yoda_repo/coder_v7")
            await here.press("escape")
            await here.press("j")
            await here.until_screen(ExplorerScreen)
