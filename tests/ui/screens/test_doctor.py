"""What the doctor found as a list: the gravest first, each leading to its job, each to be muted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App
from textual.pilot import Pilot

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.mutes import mutes_from
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.names import JobKey, Phase
from breadtui.store.commands import Commands
from breadtui.store.comparing.compared import LOGS_A_READ
from breadtui.store.events.doctor import LookedInto
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.events.doctor import AlarmRows, DoctorScreen
from breadtui.ui.themes import THEMES
from breadtui.values import replace
from tests.domain.doctor.runs import a_log
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, a_job, a_key, a_seen, a_state, a_tree

HOT, ROLLOUT = a_key("hot[b]"), a_key("wise", Phase.ROLLOUT)
FOUND = {
    HOT: (Alarm(HOT, Rule.PLATEAU, "loss stays near 2.0e-7"), Alarm(HOT, Rule.DIVERGED, "loss 1.0e-5 is 10 times")),
    ROLLOUT: (Alarm(ROLLOUT, Rule.ROWS, "of 100 answers looked at, 12 empty"),),
}


class Host(App[None]):
    def __init__(self, found: dict[JobKey, tuple[Alarm, ...]]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        jobs = [a_job(key.name, phase=key.phase) for key in found]
        state = a_state(a_tree({}), jobs)
        seen = {job.key: replace(a_seen(job), alarms=found[job.key]) for job in jobs}
        self.store = Store(replace(state, jobs=seen))
        self.journal = MemoryJournal()
        self.api = FakeApi()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), ManualClock(NOW))
        self.went: list[JobKey | None] = []

    def on_mount(self) -> None:
        self.push_screen(DoctorScreen(StoreBridge(self.store), self.commands), self.went.append)

    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def rules(self) -> list[tuple[str, Rule]]:
        return [(key.name, rule) for key, rule in self.screen.query_one(AlarmRows).alarms]


@asynccontextmanager
async def doctor(
    found: dict[JobKey, tuple[Alarm, ...]], size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host(found)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def test_the_gravest_stands_first_and_its_evidence_is_whole_below() -> None:
    async with doctor(FOUND, (80, 24)) as (app, _):
        assert app.rules() == [("hot[b]", Rule.DIVERGED), ("wise", Rule.ROWS), ("hot[b]", Rule.PLATEAU)]
        shown = "\n".join(app.lines())
        assert "Doctor: 3 found" in shown
        assert "coder/hot[b]: loss 1.0e-5 is 10 times" in shown
        assert "diverged: a loss that climbed far above its own minimum" in shown


async def test_enter_goes_to_the_job() -> None:
    async with doctor(FOUND) as (app, pilot):
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.went == [ROLLOUT]


async def test_m_mutes_a_rule_for_this_job_and_again_tells_it() -> None:
    async with doctor(FOUND) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert app.store.state.mutes.jobs == {(HOT, Rule.DIVERGED)}
        assert app.rules()[-1] == ("hot[b]", Rule.DIVERGED), "muted ones come last, the cursor stays with its own"
        assert "2 found, 1 muted" in "\n".join(app.lines())
        assert mutes_from(app.journal.facts["mutes"]) == app.store.state.mutes
        await pilot.press("m")
        await pilot.pause()
        assert app.store.state.mutes.jobs == frozenset()


async def test_a_row_that_stays_in_its_place_says_that_it_is_muted_before_its_evidence() -> None:
    longest = replace(FOUND[HOT][1], evidence="loss " * 60)
    async with doctor({HOT: (longest,)}, (80, 24)) as (app, pilot):
        said = []
        for _ in range(4):
            said += ["muted: loss" in line for line in app.lines() if "hot[b]  " in line and "diverged" in line]
            await pilot.press("m")
            await pilot.pause()
    assert said == [False, True, False, True]


async def test_shift_m_mutes_a_rule_for_every_job() -> None:
    async with doctor(FOUND) as (app, pilot):
        await pilot.press("M")
        await pilot.pause()
        assert app.store.state.mutes.rules == {Rule.DIVERGED}
        assert "muted for all" in "\n".join(app.lines())
        await pilot.press("M")
        await pilot.pause()
        assert app.store.state.mutes.rules == frozenset()


async def test_findings_come_and_go_while_it_is_open() -> None:
    async with doctor(FOUND) as (app, pilot):
        app.store.dispatch(LookedInto(ROLLOUT, Rule.ROWS, None, NOW))
        await pilot.pause()
        assert ("wise", Rule.ROWS) not in app.rules()


def running(*names: str) -> dict[JobKey, tuple[Alarm, ...]]:
    return {a_key(name): () for name in names}


async def test_who_could_not_be_judged_is_told_and_r_reads_their_logs() -> None:
    async with doctor(running("hot", "slow"), (80, 24)) as (app, pilot):
        shown = " ".join(" ".join(app.lines()).split())
        assert "2 running bakes not judged by the training log (not read yet): hot, slow" in shown
        app.api.series[a_key("hot")] = a_log([1e-6] * 60 + [1e-5] * 40)
        await pilot.press("r")
        await pilot.pause()
        await pilot.pause()
        assert app.rules() == [("hot", Rule.DIVERGED)]
        assert "not judged" not in "\n".join(app.lines())
        await pilot.press("r")
        await pilot.pause()
        assert [call for call in app.api.calls if call[0] == "metrics"] == [
            ("metrics", a_key("hot")),
            ("metrics", a_key("slow")),
        ]


async def test_one_key_reads_no_more_than_sixteen_logs() -> None:
    async with doctor(running(*(f"b{number}" for number in range(40)))) as (app, pilot):
        await pilot.press("r")
        await pilot.pause()
        await pilot.pause()
        assert sum(call[0] == "metrics" for call in app.api.calls) == LOGS_A_READ
        assert "24 running bakes not judged" in "\n".join(app.lines())


async def test_a_log_without_a_step_yet_and_one_that_failed_say_so() -> None:
    async with doctor(running("hot", "slow")) as (app, pilot):
        app.api.fail("metrics", NotFound("none"), Unreachable("no [route]"))
        await pilot.press("r")
        await pilot.pause()
        await pilot.pause()
        shown = " ".join(" ".join(app.lines()).split())
        assert "no step logged yet" in shown
        assert "2 running bakes not judged" in shown


async def test_where_nothing_is_amiss_that_is_said() -> None:
    async with doctor({}) as (app, pilot):
        assert "Nothing is amiss" in "\n".join(app.lines())
        await pilot.press("m", "enter", "escape")
        await pilot.pause()
        assert app.went == [None]
