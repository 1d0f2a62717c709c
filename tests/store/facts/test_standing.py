"""How all jobs stand."""

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, RepoName
from breadtui.store.facts.standing import Standing, standing_of
from breadtui.values import replace
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_seen


def test_jobs_are_sorted_out_in_the_order_in_which_they_became_known() -> None:
    statuses = {
        "late": JobStatus.RUNNING,
        "done": JobStatus.COMPLETE,
        "odd": JobStatus.UNKNOWN,
        "bad": JobStatus.FAILED,
        "idle": JobStatus.NOT_STARTED,
        "soon": JobStatus.PENDING,
    }
    jobs = {a_key(name): a_seen(a_job(name, status)) for name, status in statuses.items()}
    assert replace(standing_of(jobs), settled_bakes={}) == Standing(
        (a_key("late"), a_key("odd"), a_key("soon")), (a_key("bad"),), (a_key("done"),)
    )


def test_what_only_a_tree_calls_pending_is_vague_until_its_own_answer_says_the_same() -> None:
    pending = a_job("a", JobStatus.PENDING)
    jobs = {a_key("a"): a_seen(replace(pending, is_vague=True))}
    assert (standing_of(jobs).active, standing_of(jobs).vague) == ((), (a_key("a"),))
    told = {a_key("a"): a_seen(pending)}
    assert (standing_of(told).active, standing_of(told).vague) == ((a_key("a"),), ())


def test_bakes_that_settled_are_known_by_repository_failed_ones_first() -> None:
    jobs = {
        job.key: a_seen(job)
        for job in (
            a_job("a", JobStatus.COMPLETE),
            a_job("b", JobStatus.FAILED),
            a_job("c", JobStatus.COMPLETE, repo="other"),
            a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM),
        )
    }
    other = RepoName("other")
    assert standing_of(jobs).settled_bakes == {REPO: (a_key("b"), a_key("a")), other: (a_key("c", repo=other),)}


def test_the_same_mapping_is_looked_through_once() -> None:
    jobs = {a_key("a"): a_seen(a_job("a", JobStatus.RUNNING))}
    first = standing_of(jobs)
    assert standing_of(jobs) is first
    assert standing_of({}) == Standing()


def test_a_running_job_that_moves_on_leaves_the_standing_as_it_is() -> None:
    jobs = {a_key("a"): a_seen(a_job("a")), a_key("b"): a_seen(a_job("b", JobStatus.COMPLETE))}
    first = standing_of(jobs)
    assert standing_of({**jobs, a_key("a"): a_seen(a_job("a", progress_percent=50))}) is first


def test_a_settled_job_of_which_more_is_known_makes_the_standing_another() -> None:
    jobs = {a_key("a"): a_seen(a_job("a")), a_key("b"): a_seen(a_job("b", JobStatus.COMPLETE))}
    first = standing_of(jobs)
    again = standing_of({**jobs, a_key("b"): a_seen(a_job("b", JobStatus.COMPLETE, loss=a_loss()))})
    assert again == first
    assert again is not first


names = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(JobStatus))


@given(st.lists(names, max_size=4))
def test_the_standing_is_that_of_the_last_mapping_whatever_was_asked_before(found: list[dict[str, JobStatus]]) -> None:
    for statuses in found:
        jobs = {a_key(name): a_seen(a_job(name, status)) for name, status in statuses.items()}
        active = tuple(key for key, seen in jobs.items() if seen.job.is_active)
        failed = tuple(key for key, seen in jobs.items() if seen.job.status is JobStatus.FAILED)
        complete = tuple(key for key, seen in jobs.items() if seen.job.status is JobStatus.COMPLETE)
        assert replace(standing_of(jobs), settled_bakes={}) == Standing(active, failed, complete)
