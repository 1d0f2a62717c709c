"""A window that opens goes on where the last one, or the recorder, left off: alarms stand, silences go on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from breadtui.domain.digest import Section
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.names import RepoName
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled, MetricsLoaded, TreeLoaded
from breadtui.store.facts.state import SeenJob
from breadtui.store.store import Store
from breadtui.values import replace
from tests.domain.doctor.runs import a_log
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_state, a_tree, after

KEY = a_key("b")
NAMED = (What.ALARM, What.CALM)


class Session:
    """Commands on a state of their own with the journal of an account on disk."""

    def __init__(self, store: Store, journal: SqliteJournal, clock: ManualClock) -> None:
        self.store = store
        self.journal = journal
        self.clock = clock
        self.commands = Commands(store, FakeApi(), journal, MemoryDrafts(), clock)

    @property
    def seen(self) -> SeenJob:
        """The bake as it stands here."""
        return self.store.state.jobs[KEY]

    def look(self, percent: float, seconds: float, *, loss: LossSummary | None = None) -> None:
        """The service answers that the bake is so far."""
        self.clock.jump((after(seconds) - self.clock.now()).total_seconds())
        job: Job = a_job("b", progress_percent=percent, loss=loss or a_loss(3e-7), job_id=7)
        self.commands._dispatch(JobsPolled(dict(self.store.state.opened), {KEY: job}, after(seconds)))

    def rules(self) -> list[Rule]:
        """What is amiss with the bake."""
        return [alarm.rule for alarm in self.seen.alarms]

    async def told(self) -> list[tuple[What, str]]:
        """All alarms and ends of alarms that were ever written down."""
        found: tuple[Happening, ...] = await self.journal.happenings_of(KEY)
        return [(one.what, one.after) for one in found if one.what in NAMED]


@asynccontextmanager
async def a_session(folder: Path, seconds: float, *, is_new: bool = True) -> AsyncIterator[Session]:
    """A session that begins so late; what is not new has opened the repository already."""
    problems: list[str] = []
    disk = DiskThread(problems.append)
    journal = SqliteJournal(folder, "account", disk, problems.append)
    store = Store() if is_new else Store(a_state(a_tree({"b": JobStatus.RUNNING})))
    try:
        yield Session(store, journal, ManualClock(after(seconds)))
    finally:
        journal.close()
        disk.stop()
    assert problems == []


async def stalled(folder: Path) -> None:
    """A session that saw the bake move each minute, then stand still for a quarter of an hour."""
    async with a_session(folder, 0, is_new=False) as session:
        for minute in range(10):
            session.look(1.0 + minute, 60.0 * minute)
        for minute in range(10, 26):
            session.look(10.0, 60.0 * minute)
        assert session.rules() == [Rule.STALLED]
        assert await session.told() == [(What.ALARM, "stalled")]
        session.commands.keep_last_known()


async def test_a_stall_stands_in_the_first_frame_and_goes_on_without_being_told_again(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_620) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        assert session.rules() == [Rule.STALLED]
        session.look(10.0, 1_620)
        (alarm,) = session.seen.alarms
        assert alarm.seconds == 1_620 - 540
        assert session.store.state.notices == ()
        assert await session.told() == [(What.ALARM, "stalled")]


async def test_a_bake_that_moved_meanwhile_is_calm_and_that_is_told_once(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 5_000) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        session.look(40.0, 5_000)
        assert session.rules() == []
        session.look(41.0, 5_060)
        assert await session.told() == [(What.ALARM, "stalled"), (What.CALM, "stalled")]


async def test_a_bake_first_seen_by_its_answer_is_taken_up_after_it(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_620, is_new=False) as session:
        session.look(10.0, 1_620)
        await session.commands.restore_pace()
        assert session.rules() == [Rule.STALLED]
        session.look(10.0, 1_650)
        assert [alarm.seconds for alarm in session.seen.alarms] == [1_650 - 540]
        assert await session.told() == [(What.ALARM, "stalled")]


async def test_a_stall_stands_where_the_log_was_read_before_it_was_taken_up(tmp_path: Path) -> None:
    """A recorder reads the log at once: the step is new to it alone, and no sign that the bake moved."""
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_620, is_new=False) as session:
        session.look(10.0, 1_620)
        session.commands._dispatch(MetricsLoaded(KEY, a_log([3e-7] * 40), after(1_621)))
        await session.commands.take_up()
        assert session.rules() == [Rule.STALLED]
        session.look(10.0, 1_650)
        session.commands._dispatch(MetricsLoaded(KEY, a_log([3e-7] * 40), after(1_651)))
        assert session.rules() == [Rule.STALLED]
        session.look(11.0, 1_680)
        session.commands._dispatch(MetricsLoaded(KEY, a_log([3e-7] * 41), after(1_681)))
        assert session.rules() == []
        assert await session.told() == [(What.ALARM, "stalled"), (What.CALM, "stalled")]


async def test_a_stall_stands_where_only_a_tree_was_kept_of_it_and_its_first_answer_has_the_figures_of_before(
    tmp_path: Path,
) -> None:
    """As where a recorder kept the tree, and ended before the bake's own turn came."""
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_600, is_new=False) as session:
        tree = TreeLoaded(session.store.state.opened[REPO], a_tree({"b": JobStatus.RUNNING}), after(1_600))
        session.store.dispatch(tree)
        session.commands.keep_last_known()
    async with a_session(tmp_path, 1_620) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        assert session.seen.job.progress_percent == 10.0
        session.look(10.0, 1_620)
        session.commands._dispatch(MetricsLoaded(KEY, a_log([3e-7] * 40), after(1_621)))
        assert session.rules() == [Rule.STALLED]
        assert await session.told() == [(What.ALARM, "stalled")]


async def test_one_that_had_moved_by_its_first_answer_is_written_down_as_calm(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 5_000, is_new=False) as session:
        session.look(40.0, 5_000)
        await session.commands.restore_pace()
        assert session.rules() == []
        assert await session.told() == [(What.ALARM, "stalled"), (What.CALM, "stalled")]


async def test_what_another_process_saw_since_the_last_known_state_is_no_change_of_now(tmp_path: Path) -> None:
    async with a_session(tmp_path, 0, is_new=False) as session:
        session.look(1.0, 0)
        session.commands.keep_last_known()
        for minute in range(1, 10):
            session.look(1.0 + minute, 60.0 * minute)
        for minute in range(10, 26):
            session.look(10.0, 60.0 * minute)
    async with a_session(tmp_path, 1_620) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        assert (session.seen.job.progress_percent, session.seen.seen_at) == (10.0, after(540))
        session.look(10.0, 1_620)
        assert session.rules() == [Rule.STALLED]
        assert await session.told() == [(What.ALARM, "stalled")]


async def test_a_divergence_found_in_the_log_stands_until_an_answer_tells_a_low_loss(tmp_path: Path) -> None:
    climbing = a_log([3e-7] * 60 + [9e-7] * 30, step_time=[8.8] * 90)
    async with a_session(tmp_path, 0, is_new=False) as session:
        session.look(10.0, 0)
        session.commands._dispatch(MetricsLoaded(KEY, climbing, after(1)))
        assert session.rules() == [Rule.DIVERGED]
        session.commands.keep_last_known()
    async with a_session(tmp_path, 3_600) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        session.look(20.0, 3_600, loss=replace(a_loss(3e-7), latest=9e-7))
        session.look(21.0, 3_660, loss=replace(a_loss(3e-7), latest=9e-7))
        assert session.rules() == [Rule.DIVERGED]
        session.look(22.0, 3_720, loss=replace(a_loss(3e-7), latest=3.1e-7))
        assert session.rules() == []
        assert await session.told() == [(What.ALARM, "diverged"), (What.CALM, "diverged")]


async def test_what_is_muted_and_told_again_is_no_second_event_and_stays_out_of_the_digest(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_620) as session:
        await session.commands.restore_last_known(RepoName(REPO), 4)
        begun_at = session.commands.now() - timedelta(hours=2)
        before = await session.commands.digest(begun_at)
        await session.commands.mute(Rule.STALLED)
        after_it = await session.commands.digest(begun_at)
        assert Section.AMISS in {line.section for line in before.lines}
        assert Section.AMISS not in {line.section for line in after_it.lines}
        await session.commands.mute(Rule.STALLED, is_muted=False)
        assert await session.told() == [(What.ALARM, "stalled")]


async def test_what_is_muted_is_taken_up_as_muted(tmp_path: Path) -> None:
    await stalled(tmp_path)
    async with a_session(tmp_path, 1_620) as session:
        await session.commands.mute(Rule.STALLED)
        await session.commands.restore_last_known(RepoName(REPO), 4)
        assert [alarm.is_muted for alarm in session.seen.alarms] == [True]
