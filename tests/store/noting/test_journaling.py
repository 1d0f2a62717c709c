"""What a change of the state tells the journal."""

from datetime import UTC, datetime

from breadtui.domain.errors import Unreachable
from breadtui.domain.happenings import Origin, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Repo, Target
from breadtui.store.events.event import (
    ContentsLoaded,
    JobsPolled,
    RepoListLoaded,
    RepoMade,
    StartAsked,
    TargetLoaded,
    TreeLoaded,
)
from breadtui.store.events.session import LinkDegraded, LinkRestored
from breadtui.store.facts.state import AppState, RepoContents
from breadtui.store.noting.journaling import changed_words, record_change
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import a_job, a_seen, a_state, a_tree, after

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
RUNNING = JobStatus.RUNNING


class Told:
    """A store whose journal is told of each event."""

    def __init__(self, state: AppState) -> None:
        self.store = Store(state)
        self.journal = MemoryJournal()
        self.repo = next(iter(state.opened))

    def dispatch(self, event: object) -> None:
        before = self.store.state
        self.store.dispatch(event)  # type: ignore[arg-type]  # any event
        record_change(self.journal, before, self.store.state, event, AT)  # type: ignore[arg-type]  # as above


def told(count: int = 2) -> Told:
    return Told(a_state(a_tree({f"b{number}": RUNNING for number in range(count)})))


def test_a_tree_is_listed_only_where_its_bakes_are_others() -> None:
    desk = told()
    generation = desk.store.state.opened[desk.repo]
    desk.dispatch(TreeLoaded(generation, a_tree({"b0": RUNNING, "b1": JobStatus.COMPLETE}), AT))
    assert desk.journal.listings == []
    desk.dispatch(TreeLoaded(generation, a_tree({"b0": RUNNING, "b2": RUNNING}), AT))
    (listing,) = desk.journal.listings
    assert (listing.kind, listing.names) == ("bake", frozenset({"b0", "b2"}))


def test_repositories_are_listed_where_they_are_others_and_one_made_here_is_ours() -> None:
    desk = told()
    one, two, ours = (Repo(RepoName(name)) for name in ("one", "two", "ours"))
    for repos in ((one,), (one,), (one, two)):
        desk.dispatch(RepoListLoaded(repos, AT))
    desk.dispatch(RepoMade(ours))
    desk.dispatch(RepoMade(one))
    listed = [(listing.repo, listing.kind, sorted(listing.names)) for listing in desk.journal.listings]
    assert listed == [("", "repo", ["one"]), ("", "repo", ["one", "two"]), ("", "repo", ["one", "ours", "two"])]
    (own,) = [each for each in desk.journal.happened if each.origin is Origin.HERE]
    assert (own.what, own.about) == (What.APPEARED, "ours")


def test_names_of_prompts_and_targets_are_listed_when_they_were_read() -> None:
    desk = told()
    generation = desk.store.state.opened[desk.repo]
    contents = RepoContents((PromptName("teacher"),), (TargetName("wise"),))
    for _ in range(2):
        desk.dispatch(ContentsLoaded(generation, desk.repo, contents, AT))
    assert [(one.kind, [*one.names]) for one in desk.journal.listings] == [
        ("prompt", ["teacher"]),
        ("target", ["wise"]),
    ]


def test_a_target_that_reads_otherwise_than_before_is_told_with_what_changed() -> None:
    desk = told()
    key = TargetKey(desk.repo, TargetName("wise"))
    for numq in (10, 20):
        desk.dispatch(TargetLoaded(key, Target(key.name, {"numq": numq, "model_name": "Qwen"}), AT))
    assert [one.detail for one in desk.journal.configs] == ["", "numq: 10 -> 20"]
    assert len({one.digest for one in desk.journal.configs}) == 2


def test_a_bake_whose_configuration_changed_under_us_is_told() -> None:
    desk = told()
    key = JobKey(desk.repo, Phase.BAKE, BakeName("b0"))
    seen = a_seen(a_job("b0", config={"epochs": 3}))
    before = replace(desk.store.state, jobs={key: seen})
    changed = replace(before, jobs={key: replace(seen, job=replace(seen.job, config={"epochs": 5, "more": 1}))})
    record_change(desk.journal, before, changed, LinkRestored(AT), AT)
    assert [(one.about, one.detail) for one in desk.journal.configs] == [(key, "epochs: 3 -> 5")]


def test_what_only_one_answer_names_is_no_change() -> None:
    assert changed_words({"epochs": 3}, {"epochs": 3.0, "lr": 1e-4}) == ""
    assert changed_words({}, {"epochs": 3}) == ""


def test_the_link_is_told_when_it_breaks_and_when_it_is_back() -> None:
    desk = told()
    error = Unreachable("no route")
    for event in (LinkDegraded(error, AT), LinkDegraded(error, AT), LinkRestored(AT)):
        desk.dispatch(event)
    assert [one.what for one in desk.journal.happened] == [What.LINK_LOST, What.LINK_BACK]


def test_what_changes_nothing_is_not_told() -> None:
    desk = told()
    desk.dispatch(TreeLoaded(99, a_tree({}, repo=RepoName("other")), AT))
    assert (desk.journal.listings, desk.journal.happened, desk.journal.jobs) == ([], [], [])


def test_a_sighting_says_when_the_job_was_last_seen_as_it_was() -> None:
    desk = told()
    generation = desk.store.state.opened[desk.repo]
    for minutes in (1, 2):
        desk.store.dispatch(TreeLoaded(generation, a_tree({"b0": RUNNING, "b1": RUNNING}), after(60 * minutes)))
    desk.dispatch(TreeLoaded(generation, a_tree({"b0": RUNNING, "b1": JobStatus.COMPLETE}), after(180)))
    assert [(one.key.name, one.last_look_at) for one in desk.journal.jobs] == [("b1", after(120))]


def test_a_poll_that_shows_a_start_of_ours_before_its_answer_tells_it_as_ours() -> None:
    fresh = a_job("fresh", JobStatus.NOT_STARTED)
    desk = Told(a_state(a_tree({}), [fresh]))
    generation = desk.store.state.opened[desk.repo]
    desk.dispatch(StartAsked(fresh.key))
    desk.dispatch(JobsPolled({desk.repo: generation}, {fresh.key: a_job("fresh", RUNNING)}, AT))
    assert [(look.status, look.is_ours) for look in desk.journal.jobs] == [("running", True)]
