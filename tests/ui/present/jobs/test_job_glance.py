"""All jobs in one line."""

from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.jobs.glance import job_glance
from breadtui.ui.present.jobs.rows import JobsSlice
from tests.fakes.states import a_job, a_loss, a_seen


def line(width: int, *names: str, status: JobStatus = JobStatus.RUNNING) -> str:
    jobs = [a_job(name, status, progress_percent=46.0, loss=a_loss(1.4e-7)) for name in names]
    facts = JobsSlice({job.key: a_seen(job) for job in jobs}, opened={job.key.repo: 1 for job in jobs})
    return "".join(span.text for span in job_glance(facts, width))


def test_each_job_says_state_name_percent_and_loss() -> None:
    assert line(80, "coder_v7") == " R coder_v7 46% 1.4e-7   "


def test_what_finds_no_room_is_counted() -> None:
    assert line(32, "coder_v7", "coder_v8", "coder_v9") == " R coder_v7 46% 1.4e-7   +2"


def test_a_quiet_account_says_so() -> None:
    assert line(80) == " nothing runs"
    assert line(80, "done", status=JobStatus.COMPLETE) == " nothing runs"


def test_a_hostile_name_is_shown_and_not_obeyed() -> None:
    assert "\x1b" not in line(80, "a\x1b]0;x\x07")
