"""The first frame from the last session: what was known comes back with its age, and is no news."""

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName
from breadtui.store.commands import Commands
from breadtui.store.events.event import TreeLoaded
from breadtui.store.facts.remote import Ready, last_ready, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_state, a_tree, after

RUNNING, COMPLETE = JobStatus.RUNNING, JobStatus.COMPLETE


class Session:
    """Commands on a state of its own, at a time of its own, with a journal that outlives it."""

    def __init__(self, journal: MemoryJournal, state: AppState | None = None, at_seconds: float = 0.0) -> None:
        self.store = Store(state)
        self.journal = journal
        self.clock = ManualClock(after(at_seconds))
        self.commands = Commands(self.store, FakeApi(), journal, MemoryDrafts(), self.clock)


def yesterday() -> AppState:
    jobs = [a_job("b0", RUNNING, progress_percent=46.0, loss=a_loss(), job_id=7), a_job("b1", COMPLETE)]
    state = a_state(a_tree({"b0": RUNNING, "b1": COMPLETE}), jobs, targets=("wise",))
    return replace(state, repos=Ready(state.repos.value, NOW) if isinstance(state.repos, Ready) else state.repos)


async def restored(at_seconds: float = 50_000) -> Session:
    journal = MemoryJournal()
    Session(journal, yesterday()).commands.keep_last_known()
    session = Session(journal, at_seconds=at_seconds)
    await session.commands.restore_last_known(RepoName(REPO), 4)
    return session


async def test_tree_names_and_jobs_are_there_with_the_time_at_which_they_were_seen() -> None:
    state = (await restored()).store.state
    before = yesterday()
    tree = last_ready(state.trees[REPO])
    assert tree is not None
    assert (tree.value, tree.at) == (value_of(before.trees[REPO]), NOW)
    assert value_of(state.contents[REPO]) == value_of(before.contents[REPO])
    seen = state.jobs[a_key("b0")]
    assert (seen.job.progress_percent, seen.job.loss, seen.seen_at) == (46.0, a_loss(), NOW)
    assert state.lineages[REPO].descents.keys() == before.lineages[REPO].descents.keys()


async def test_what_is_restored_is_not_written_down_as_seen_and_tells_nothing() -> None:
    session = await restored()
    assert (session.journal.jobs, session.journal.happened, session.journal.listings) == ([], [], [])
    assert session.store.state.notices == ()


async def test_the_first_look_is_held_against_what_was_known() -> None:
    session = await restored()
    state = session.store.state
    answer = TreeLoaded(state.opened[REPO], a_tree({"b0": COMPLETE, "b1": COMPLETE}), after(50_001))
    session.commands._dispatch(answer)
    assert [(one.key, one.status, one.last_look_at) for one in session.journal.jobs] == [(a_key("b0"), "complete", NOW)]


async def test_a_bake_that_was_never_started_is_not_restored_as_one_that_waits() -> None:
    """The tree calls both pending; only the bake's own answer, which was read last time, tells them apart."""
    journal = MemoryJournal()
    tree = a_tree({"b0": RUNNING, "fresh": JobStatus.PENDING})
    jobs = [a_job("b0", RUNNING), a_job("fresh", JobStatus.NOT_STARTED)]
    Session(journal, a_state(tree, jobs)).commands.keep_last_known()
    session = Session(journal, at_seconds=50_000)
    await session.commands.restore_last_known(RepoName(REPO), 4)
    assert session.store.state.jobs[a_key("fresh")].job.status is JobStatus.NOT_STARTED


async def test_only_the_first_repositories_are_restored_and_none_that_was_never_kept() -> None:
    session = await restored()
    assert list(session.store.state.opened) == [REPO]
    other = Session(session.journal, at_seconds=50_000)
    await other.commands.restore_last_known(RepoName("other"), 4)
    assert list(other.store.state.opened) == []


async def test_nothing_is_kept_of_a_large_repository_at_the_end() -> None:
    journal = MemoryJournal()
    session = Session(journal, a_state(a_tree([f"b{number}" for number in range(2_001)])))
    session.commands.keep_last_known(is_end=True)
    assert RepoName(REPO) not in journal.known
    session.commands.keep_last_known()
    assert RepoName(REPO) in journal.known
