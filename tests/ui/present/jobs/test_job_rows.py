"""The monitor's rows and columns as text."""

from __future__ import annotations

from typing import Any

import pytest

from breadtui.domain.chain.wish import ChainWish, chain_plan
from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.errors import Unreachable
from breadtui.domain.estimates import Progress
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, Phase, RepoName
from breadtui.domain.recreation.run import PlanRun
from breadtui.domain.repos import TreeBake
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.sighting import seen_again, seen_in_tree
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import Head, columns_of, header_line
from breadtui.ui.present.jobs.rows import MOST_EXACT_AGES, MOST_SETTLED, JobsSlice, job_keys, job_line
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_seen, after


def a_slice(*jobs: Job | SeenJob, **parts: Any) -> JobsSlice:
    seen = [job if isinstance(job, SeenJob) else a_seen(job) for job in jobs]
    return JobsSlice({one.job.key: one for one in seen}, opened={REPO: 1})._replace(**parts)


def said(job: Job | SeenJob, *, seconds: float = 4, width: int = 120, glyphs: Glyphs = UNICODE, **parts: Any) -> str:
    facts = a_slice(job, **parts)
    line = job_line(facts, next(iter(facts.jobs)), columns_of(width), after(seconds), glyphs)
    return " ".join("".join(span.text for span in line).split())


@pytest.mark.parametrize(
    ("job", "text"),
    [
        (a_job("v7", progress_percent=46.0, loss=a_loss(1.4e-7)), "R v7 bake ████▌ 46% 1.4e-7 - - >4s ago coder"),
        (a_job("v7", progress_percent=None), "R v7 bake - - - - >4s ago coder"),
        (a_job("v7", JobStatus.PENDING), "Q v7 bake queued - - - >4s ago coder"),
        (a_job("v7", JobStatus.COMPLETE), "D v7 bake done - - - >4s ago coder"),
        (a_job("v7", JobStatus.FAILED, progress_percent=12.0), "F v7 bake failed - - - >4s ago coder"),
        (a_job("v7", JobStatus.UNKNOWN, status_text="paused"), "? v7 bake paused - - - >4s ago coder"),
        (
            a_job("wise", phase=Phase.ROLLOUT, lines=412, total_expected=1900),
            "R wise rollout ██▏ 21% - 412/1900 - >4s ago coder",
        ),
    ],
)
def test_each_state_reads_at_a_glance(job: Job, text: str) -> None:
    assert said(job) == text


def test_a_stall_shows_its_evidence() -> None:
    seen = replace(a_seen(a_job("v7", progress_percent=19.0)), seen_at=after(720))
    assert said(seen, seconds=724) == "! v7 bake STALL 12m 19% - - - >12m ago coder"


def test_the_shape_of_the_loss_and_an_estimate_come_from_the_metrics() -> None:
    series = MetricSeries(range(1, 15), {"loss": [float(14 - n) for n in range(14)], "step_time": [10.0] * 14})
    text = said(a_job("v7", progress_percent=50.0), metrics={a_key("v7"): Ready(series, NOW)})
    assert "██▇▇▆▅▅▄▄▃▂▂▁▁ ~2m" in text


def test_a_job_that_is_gone_is_grey_all_over() -> None:
    facts = a_slice(replace(a_seen(a_job("v7", progress_percent=46.0)), is_gone=True))
    line = job_line(facts, a_key("v7"), columns_of(120), after(4))
    assert {span.tone for span in line} == {Tone.DIM}
    assert "gone" in "".join(span.text for span in line)


def changed(seen: SeenJob, seconds: float, others: int = 0, width: int = 120) -> Span:
    """What stands in the column so long after the first look."""
    facts = a_slice(seen, *(a_job(f"run_{n}") for n in range(others)))
    columns = columns_of(width)
    place = next(2 * at + 1 for at, column in enumerate(columns) if column.head is Head.CHANGED)
    return job_line(facts, seen.job.key, columns, after(seconds))[place]


def test_how_long_ago_a_job_changed_is_told_by_one_rule_whether_it_runs_or_is_over() -> None:
    for status in (JobStatus.PENDING, JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.FAILED):
        first = a_seen(a_job("v7", JobStatus.NOT_STARTED))
        moved = seen_again(first, a_job("v7", status), after(10))
        seen = seen_again(moved, a_job("v7", status), after(200))
        assert changed(seen, 250).text.strip() == "4m ago"
        assert seen.seen_at == after(200)


def test_a_job_that_never_was_seen_to_change_is_as_it_is_for_longer_than_it_is_known() -> None:
    job = a_job("v7", JobStatus.COMPLETE)
    assert changed(seen_again(a_seen(job), job, after(60)), 7_300).text.strip() == ">2h ago"


def test_in_a_narrow_monitor_no_row_says_ago_and_in_a_wide_one_each_does() -> None:
    seen = a_seen(a_job("v7"))
    assert [changed(seen, seconds, width=80).text.strip() for seconds in (4, 44, 444)] == [">4s", ">44s", ">7m"]
    assert [changed(seen, seconds).text.strip() for seconds in (4, 44, 444)] == [">4s ago", ">44s ago", ">7m ago"]


def test_figures_whose_look_failed_stand_out() -> None:
    seen = replace(a_seen(a_job("v7")), error=Unreachable("cut"))
    assert changed(seen, 4) == Span(" >4s ago", Tone.STALLED)


def test_bars_and_shapes_have_an_ascii_form() -> None:
    text = said(a_job("v7", progress_percent=46.0), glyphs=ASCII)
    assert text.isascii()
    assert "[###" in text


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (120, [head.value for head in Head if head is not Head.THEN]),
        (80, ["S", "NAME", "STAGE", "PROGRESS", "LOSS", "LAST STEPS", "ETA", "CHANGED"]),
        (60, ["S", "NAME", "STAGE", "PROGRESS", "LOSS", "ETA"]),
        (30, ["S", "NAME", "PROGRESS"]),
        (1, ["S", "NAME"]),
    ],
)
def test_narrow_terminals_keep_what_matters_most(width: int, heads: list[str]) -> None:
    columns = columns_of(width)
    assert [column.head.value for column in columns] == heads
    assert sum(column.gap + column.width for column in columns) <= max(width, 14)
    assert len(header_line(columns)) == len(columns)


def test_what_a_chain_starts_next_has_a_column_only_where_there_is_a_chain() -> None:
    settings = {"v8": {"datasets": [{"target": "wise"}]}}
    wish = ChainWish(a_key().repo, bakes=("v8",), bake_settings=settings)
    run = PlanRun(wish.key, chain_plan(wish), NOW)
    job = a_job("wise", phase=Phase.STIM)
    facts = a_slice(a_seen(job))._replace(chains=(run,))
    for width, words in ((100, "then"), (140, "then rollout, bake v8")):
        columns = columns_of(width, has_chains=True)
        assert words in "".join(span.text for span in job_line(facts, job.key, columns, NOW))


def test_jobs_of_closed_repositories_and_those_never_started_are_left_out() -> None:
    facts = a_slice(a_job("a"), a_job("b", JobStatus.NOT_STARTED), a_job("c", repo="closed"))
    assert job_keys(facts) == [a_key("a")]
    assert job_keys(facts._replace(opened={RepoName("closed"): 1})) == [a_key("c", repo="closed")]


def test_only_the_jobs_that_settled_last_are_listed_in_the_order_they_had() -> None:
    settled = [a_seen(a_job(f"b{n}", JobStatus.COMPLETE), after(n)) for n in range(MOST_SETTLED + 10)]
    assert job_keys(a_slice(*settled)) == [one.job.key for one in settled[10:]]


def test_a_job_that_is_gone_or_at_its_end_has_no_time_left() -> None:
    steps = MetricSeries(range(1, 51), {"loss": [1.0] * 50, "step_time": [8.0] * 50})
    series = {a_key("v7"): Ready(steps, NOW)}
    assert "~" in said(a_job("v7", progress_percent=46.0), metrics=series)
    assert "~" not in said(a_seen(a_job("v7", progress_percent=46.0), is_gone=True), metrics=series)
    assert "~" not in said(a_job("v7", progress_percent=250.0), metrics=series)


def test_the_sign_of_a_mark_stands_before_the_name_and_moves_nothing() -> None:
    facts = a_slice(a_job("v1"))
    plain, marked = (
        "".join(span.text for span in job_line(facts, a_key("v1"), columns_of(80), NOW, is_marked=is_marked))
        for is_marked in (False, True)
    )
    assert marked.replace(UNICODE.marked, " ") == plain
    assert f"{UNICODE.marked}v1" in marked


def test_in_a_crowd_seconds_are_told_as_less_than_a_minute_and_minutes_as_ever() -> None:
    seen = replace(a_seen(a_job("v7")), has_changed=True)
    told = [changed(seen, seconds, MOST_EXACT_AGES).text.strip() for seconds in (4, 130)]
    assert told == ["<1m ago", "2m ago"]
    assert changed(a_seen(a_job("v7")), 4, MOST_EXACT_AGES).text.strip() == "-"


def test_the_end_is_a_range_and_its_middle_where_there_is_no_room() -> None:
    course = tuple(Progress(after(60.0 * n), 10.0 + n * n / 11) for n in range(12))
    seen = a_seen(a_job("wise", phase=Phase.ROLLOUT, progress_percent=21.0, lines=400), after(660), course=course)
    wide, narrow = said(seen, seconds=660), said(seen, seconds=660, width=70)
    assert "–" in wide
    assert "–" not in narrow
    assert "~" in narrow


def test_the_shape_of_a_bake_nobody_reads_the_log_of_is_told_by_what_looks_said() -> None:
    def shape(count: int) -> str:
        course = tuple(Progress(after(60.0 * n), 10.0 + n, loss=8e-7 - 1e-7 * n) for n in range(count))
        return said(a_seen(a_job("v7", progress_percent=20.0, loss=a_loss()), course=course))

    assert "█▇▆▅▄▃▂▁" in shape(8)
    assert "█" not in shape(2).replace("██", "")


def test_a_dismissed_job_has_no_row_until_it_is_another_run() -> None:
    job = a_seen(a_job("v1", JobStatus.FAILED, job_id=7))
    assert job_keys(a_slice(job, dismissed={job.job.key: 7})) == []
    assert job_keys(a_slice(job, dismissed={job.job.key: 6})) == [job.job.key]


def test_evidence_stands_where_there_is_no_end_to_tell_if_it_finds_room() -> None:
    alarm = Alarm(a_key("v7"), Rule.STALLED, "no new step for 12m (median 8.8 s)", 720.0)
    seen = replace(a_seen(a_job("v7", progress_percent=19.0)), seen_at=after(720), alarms=(alarm,))
    assert "no new step for 12m (median 8.8 s)" in said(seen, width=180)
    assert "no new step" not in said(seen, width=100)


@pytest.mark.parametrize(("width", "told"), [(120, "DIVERGED 58% 1.5e-5 34x min 4.4e-7"), (80, "1.5e-5 34x min -")])
def test_a_bake_that_diverged_says_how_far_where_nobody_reads_its_log(width: int, told: str) -> None:
    alarm = Alarm(a_key("hot"), Rule.DIVERGED, "loss 8.1e-6 is 19 times its minimum 4.4e-7, 3 looks in a row")
    loss = replace(a_loss(1.5e-5), minimum=4.4e-7)
    seen = replace(a_seen(a_job("hot", progress_percent=58.0, loss=loss)), alarms=(alarm,))
    assert told in said(seen, width=width)
    assert "x min" not in said(replace(seen, alarms=(replace(alarm, is_muted=True),)), width=width)
    losses = MetricSeries(range(1, 4), {"loss": [3.0, 2.0, 4.0]})
    assert "x min" not in said(seen, width=width, metrics={seen.job.key: Ready(losses, NOW)})


def test_the_first_figures_of_a_bake_that_a_tree_told_of_are_no_change() -> None:
    bake = TreeBake(BakeName("v7"), JobStatus.COMPLETE)
    known = seen_again(seen_in_tree(None, a_key("v7"), bake, NOW), a_job("v7", JobStatus.COMPLETE, lines=9), after(60))
    assert changed(known, 180).text.strip() == ">2m ago"
    failed = seen_in_tree(known, a_key("v7"), TreeBake(BakeName("v7"), JobStatus.FAILED), after(90))
    assert changed(failed, 210).text.strip() == "2m ago"
