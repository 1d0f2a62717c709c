"""The title of the monitor: every figure with a word, and as many words as there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.jobs import JobStatus
from breadtui.domain.monitor.arrangement import Arrangement, GroupBy, SortBy
from breadtui.ui.present.glyphs import ASCII
from breadtui.ui.present.jobs.heading import JobCounts, LeftOut, counted, jobs_heading
from breadtui.ui.present.jobs.rows import MOST_SETTLED, job_keys, older_count
from breadtui.ui.present.rule_words import RuleWords
from tests.fakes.states import a_job, a_seen, after
from tests.ui.panes.jobs_host import a_slice

COUNTS = JobCounts(running=6, queued=1, failed=2, done=49)
BY_LOSS = Arrangement(SortBy.LOSS, is_reversed=True, group=GroupBy.PIPELINE)
LEFT_OUT = LeftOut(hidden=2, dismissed=3, older=11)


def test_each_figure_says_what_it_counts() -> None:
    assert str(jobs_heading(COUNTS)) == "3 Jobs · 6 running · 1 queued · 2 failed · 49 done"
    assert str(jobs_heading()) == "3 Jobs"
    assert str(jobs_heading(JobCounts(done=1_234), glyphs=ASCII)) == "3 Jobs - 1,234 done"


def test_what_has_no_row_is_counted_by_why() -> None:
    assert str(jobs_heading(COUNTS, LEFT_OUT)).endswith(" · 49 done · +2 hidden · 3 dismissed · 11 older not listed")


def test_in_eighty_cells_the_filter_and_what_is_left_out_are_said_before_states_in_full() -> None:
    heading = jobs_heading(COUNTS, LEFT_OUT, BY_LOSS, ("stalled", 2), is_moved=True)
    whole = (
        "3 Jobs · 6 running · 1 queued · 2 failed · 49 done · loss ↓ moved since · by pipeline"
        " · +2 hidden · 3 dismissed · 11 older not listed  /stalled: 2 found"
    )
    assert heading.fitting(160) == str(heading) == whole
    assert heading.fitting(78) == "3 Jobs · 7 active · 51 settled · 16 not listed  /stalled: 2 found"
    assert heading.fitting(50) == "3 Jobs · 7 active · 51 settled  /stalled: 2 found"
    assert heading.fitting(30) == "3 Jobs  /stalled: 2 found"


@given(
    st.builds(JobCounts, *[st.integers(0, 2_000)] * 5),
    st.builds(LeftOut, *[st.integers(0, 2_000)] * 3),
    st.sampled_from([Arrangement(), BY_LOSS]),
    st.integers(1, 170),
)
def test_no_heading_is_wider_than_its_place_and_wider_places_say_no_less(
    counts: JobCounts, left_out: LeftOut, arrangement: Arrangement, width: int
) -> None:
    heading = jobs_heading(counts, left_out, arrangement, ("repo:a", 3))
    lengths = [cell_len(words) for words in heading.wordings]
    assert lengths == sorted(lengths, reverse=True)
    assert cell_len(heading.fitting(width)) <= width


def test_words_with_control_signs_are_made_showable() -> None:
    assert "\x1b" not in RuleWords(("3 Jobs  /\x1b[31m: 0 found",)).fitting(60)


def test_jobs_are_counted_by_how_they_stand() -> None:
    seen = [
        a_seen(a_job(f"b{at}", status)) for at, status in enumerate(JobStatus) if status is not JobStatus.NOT_STARTED
    ]
    assert counted(seen) == JobCounts(running=2, queued=1, failed=1, done=1)


def test_settled_jobs_beyond_those_that_are_listed_are_counted() -> None:
    settled = [a_seen(a_job(f"b{n}", JobStatus.COMPLETE), after(n)) for n in range(MOST_SETTLED + 11)]
    facts = a_slice(*settled)
    assert len(job_keys(facts)) == MOST_SETTLED
    assert older_count(facts) == 11
    assert older_count(a_slice(*settled[:MOST_SETTLED])) == 0
