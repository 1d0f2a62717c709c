"""What the cockpit shows first."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName
from breadtui.store.facts.state import AppState
from breadtui.ui.screens.base.reading import liveliest
from breadtui.values import replace
from tests.fakes.states import a_job, a_key, a_seen

ONE, OTHER = RepoName("one"), RepoName("other")


def two_repos(*repos: RepoName, status: JobStatus = JobStatus.RUNNING) -> AppState:
    """Two open repositories; their bakes became known in the order of `repos`."""
    jobs = {a_key("b", repo=repo): a_seen(a_job("b", status, repo=repo)) for repo in repos}
    return AppState(opened={ONE: 1, OTHER: 2}, jobs=jobs)


def test_the_first_running_bake_is_shown_whichever_repository_answers_first() -> None:
    assert liveliest(two_repos(OTHER, ONE)) == a_key("b", repo=ONE)
    assert liveliest(two_repos(ONE, OTHER)) == a_key("b", repo=ONE)


def test_a_running_bake_in_a_later_repository_goes_before_the_first_repository() -> None:
    assert liveliest(two_repos(OTHER)) == a_key("b", repo=OTHER)


def test_without_a_running_bake_it_is_the_first_repository() -> None:
    assert liveliest(two_repos(ONE, OTHER, status=JobStatus.COMPLETE)) == ONE
    assert liveliest(AppState()) is None


def test_what_runs_goes_before_what_a_tree_calls_pending() -> None:
    waiting = a_job("a", JobStatus.PENDING, repo=ONE)
    state = two_repos(OTHER)
    assert liveliest(replace(state, jobs={waiting.key: a_seen(waiting), **state.jobs})) == a_key("b", repo=OTHER)
    assert liveliest(replace(state, jobs={waiting.key: a_seen(waiting)})) == waiting.key
