"""All jobs in one line."""

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.jobs import JobStatus
from breadtui.domain.labels.labels import Label, labels_of
from breadtui.domain.names import RepoName
from breadtui.store.facts.remote import Ready
from breadtui.store.views.subjects import SubjectFacts
from breadtui.ui.present.jobs.glance import job_glance
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_seen, a_tree

READ = SubjectFacts(repos=Ready((), NOW), lineages={REPO: lineage_of(a_tree(()))})


def line(
    width: int, *names: str, status: JobStatus = JobStatus.RUNNING, read: SubjectFacts = READ, opened: str = REPO
) -> str:
    jobs = [a_job(name, status, progress_percent=46.0, loss=a_loss(1.4e-7)) for name in names]
    facts = JobsSlice({job.key: a_seen(job) for job in jobs}, opened={RepoName(opened): 1}, filtered_by=read)
    return "".join(span.text for span in job_glance(facts, width))


def test_each_job_says_state_name_percent_and_loss() -> None:
    assert line(80, "coder_v7") == " R coder_v7 46% 1.4e-7   "


def test_what_finds_no_room_is_counted() -> None:
    assert line(32, "coder_v7", "coder_v8", "coder_v9") == " R coder_v7 46% 1.4e-7   +2"


def test_a_quiet_account_says_so() -> None:
    assert line(80) == " nothing runs"
    assert line(80, "done", status=JobStatus.COMPLETE) == " nothing runs"


def test_nothing_is_said_to_run_not_before_every_repository_answered() -> None:
    assert line(80, read=SubjectFacts()).strip() == ""
    assert line(80, opened="still_loading").strip() == ""


def test_a_hostile_name_is_shown_and_not_obeyed() -> None:
    assert "\x1b" not in line(80, "a\x1b]0;x\x07")


def test_what_is_amiss_comes_first_and_what_is_hidden_not_at_all() -> None:
    jobs = [a_seen(a_job(name)) for name in ("calm", "hidden", "lost")] + [a_seen(a_job("broke", JobStatus.FAILED))]
    jobs[2] = replace(jobs[2], alarms=(Alarm(a_key("lost"), Rule.NAN, "the loss is no number"),))
    labels = labels_of({a_key("hidden"): Label(is_hidden=True)})
    facts = JobsSlice({one.job.key: one for one in jobs}, opened={REPO: 1}, filtered_by=SubjectFacts(labels=labels))
    said = "".join(span.text for span in job_glance(facts, 80)).split()
    assert said == ["!", "lost", "-", "R", "calm", "-", "F", "broke"]
