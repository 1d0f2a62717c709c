"""How all jobs stand."""

from breadtui.domain.jobs import JobStatus
from breadtui.store.standing import Standing, standing_of
from tests.fakes.states import a_job, a_key, a_seen


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
    assert standing_of(jobs) == Standing(
        (a_key("late"), a_key("odd"), a_key("soon")), (a_key("bad"),), (a_key("done"),)
    )


def test_the_same_mapping_is_looked_through_once_and_another_anew() -> None:
    jobs = {a_key("a"): a_seen(a_job("a", JobStatus.RUNNING))}
    first = standing_of(jobs)
    assert standing_of(jobs) is first
    assert standing_of(dict(jobs)) is not first
    assert standing_of({}) == Standing()
