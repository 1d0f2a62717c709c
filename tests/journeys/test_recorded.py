"""With a recorder beside them, windows read what it was answered: five cost the service what one would."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aibread import AsyncBread

from breadtui.cli.cockpit import CockpitDoor
from breadtui.config.keys import with_key
from breadtui.config.settings import Options, settings_from
from breadtui.demo.serve import DemoServer
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.polling.following import Following
from breadtui.store.store import Store
from tests.journeys.cockpit import (
    DEADLINE_SECONDS,
    EVERY_SECOND,
    KEY,
    YODA,
    DemoTime,
    WatchedFaults,
    bake_key,
    demo_server,
)

LAB = RepoName("support_agent")


def surroundings(demo: DemoServer, home: Path) -> dict[str, str]:
    """One person's machine, with quick polls."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text(EVERY_SECOND)
    return {
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
        "HOME": str(home),
    }


@contextmanager
def recorder(demo: DemoServer, home: Path) -> Iterator[subprocess.Popen[str]]:
    """The recorder as a process of its own, at work."""
    words = [sys.executable, "-m", "breadtui", "record"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=surroundings(demo, home), stdout=pipe, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield process
        finally:
            process.kill()


@dataclass
class Window:
    """A cockpit without its screen."""

    store: Store
    following: Following

    @property
    def asked(self) -> int:
        """How many calls it has made itself."""
        return len(self.store.state.calls)

    @property
    def is_served(self) -> bool:
        """It reads of a recorder that watches all that is open here."""
        found = self.following.recorder
        return (
            found is not None
            and found.bearing.repos is not None
            and set(self.store.state.opened) <= found.bearing.repos
        )


@asynccontextmanager
async def window(demo: DemoServer, home: Path) -> AsyncIterator[Window]:
    """A window as the cockpit joins it, with two repositories open."""
    environ = surroundings(demo, home)
    store = Store()
    door = CockpitDoor(with_key(settings_from(Options(), environ), environ, home), environ, store)
    rooms = await door.enter()
    assert rooms.following is not None
    await rooms.commands.open_repo(YODA)
    await rooms.commands.open_repo(LAB)
    tasks = [asyncio.create_task(rooms.following.run()), asyncio.create_task(rooms.poller.run())]
    try:
        yield Window(store, rooms.following)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await door.close()


async def until(is_so: object) -> None:
    """Wait for something that other processes do."""
    assert callable(is_so)
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not is_so():  # noqa: ASYNC110  other processes set no event
            await asyncio.sleep(0.05)


async def test_five_windows_beside_a_recorder_ask_nothing_and_take_over_when_it_is_killed(tmp_path: Path) -> None:
    with demo_server(key=KEY, speed=20.0) as demo, recorder(demo, tmp_path) as recording:
        assert isinstance(demo.faults, WatchedFaults)
        async with AsyncExitStack() as stack:
            windows = [await stack.enter_async_context(window(demo, tmp_path)) for _ in range(5)]
            await until(lambda: all(one.is_served for one in windows))
            await asyncio.sleep(1.5)  # what was on its way before is answered
            asked, requests = [one.asked for one in windows], len(demo.faults.requests)
            seen_at = [one.store.state.jobs[bake_key("coder_v7")].seen_at for one in windows]
            await until(lambda: len(demo.faults.requests) > requests + 20)
            await until(
                lambda: all(
                    one.store.state.jobs[bake_key("coder_v7")].seen_at > at
                    for one, at in zip(windows, seen_at, strict=True)
                )
            )
            assert [one.asked for one in windows] == asked
            recording.kill()
            await until(lambda: all(one.asked > before for one, before in zip(windows, asked, strict=True)))


async def test_a_job_started_elsewhere_is_followed_to_its_end_by_a_window_that_asks_nothing(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(key=KEY, clock=time, job_seconds=100.0) as demo, recorder(demo, tmp_path):
        async with window(demo, tmp_path) as mine, AsyncBread(api_key=KEY, base_url=demo.url) as other:
            await until(lambda: mine.is_served)
            await asyncio.sleep(1.5)  # what was on its way before is answered
            asked = mine.asked
            await other.targets.stim.run("next_idea", repo_name=YODA, poll=False)
            stim = JobKey(YODA, Phase.STIM, "next_idea")
            await until(lambda: status_of(mine, stim) is JobStatus.RUNNING)
            time.pass_seconds(200)
            await until(lambda: status_of(mine, stim) is JobStatus.COMPLETE)
            assert mine.store.state.notices[-1].text == "next_idea finished"
            assert mine.asked == asked


def status_of(seen: Window, key: JobKey) -> JobStatus | None:
    job = seen.store.state.jobs.get(key)
    return None if job is None else job.job.status
