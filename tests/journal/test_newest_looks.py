"""A look at many jobs reads and writes together, and leaves the same as if each had been looked at alone."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.journal.schema import open_journal, transaction
from breadtui.journal.tables import newest_looks
from breadtui.journal.tables.jobs import put_seen_jobs

AT = datetime(2026, 6, 1, tzinfo=UTC)
REPOS = [RepoName("yoda"), RepoName("café")]
SIGHTINGS = st.builds(
    JobSighting,
    st.builds(
        JobKey, st.sampled_from(REPOS), st.sampled_from([Phase.BAKE, Phase.STIM]), st.sampled_from(["a", "b\\n"])
    ),
    st.integers(0, 9).map(lambda seconds: AT + timedelta(seconds=seconds)),
    st.sampled_from(["pending", "running", "complete"]),
    st.sampled_from([None, 0.0, 50.0]),
    st.none(),
    st.sampled_from([None, 0.5]),
    st.none(),
    st.sampled_from([None, 1, 2]),
)


def kept(looks: Sequence[Sequence[JobSighting]], many: int) -> list[object]:
    """Everything the journal holds after these looks, where so many jobs are read together."""
    with pytest.MonkeyPatch.context() as patch, closing(open_journal(None)) as journal:
        patch.setattr(newest_looks, "MANY", many)
        for look in looks:
            with transaction(journal):
                put_seen_jobs(journal, look)
        tables = ("job_sightings", "happenings", "things")
        return [journal.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables]


@given(st.lists(st.lists(SIGHTINGS, max_size=8), max_size=4))
def test_jobs_read_together_leave_what_jobs_read_alone_leave(looks: list[list[JobSighting]]) -> None:
    assert kept(looks, many=1) == kept(looks, many=1_000)


def test_ten_thousand_bakes_that_stand_as_before_are_read_by_one_question_and_kept_by_one_update() -> None:
    yoda = RepoName("yoda")
    bakes = [
        JobSighting(JobKey(yoda, Phase.BAKE, f"b{n}"), AT, "complete", None, None, None, None) for n in range(10_000)
    ]
    with closing(open_journal(None)) as journal:
        put_seen_jobs(journal, bakes)
        said: list[str] = []
        journal.set_trace_callback(said.append)
        put_seen_jobs(journal, [])
        put_seen_jobs(journal, bakes)
        asked = [statement for statement in said if statement.lstrip().startswith("SELECT")]
        assert len(asked) == 1
        assert journal.execute("SELECT count(*) FROM job_sightings").fetchone() == (10_000,)


def test_a_name_with_signs_of_any_kind_is_found_again() -> None:
    strange = JobSighting(JobKey(REPOS[1], Phase.BAKE, 'a"\\\x00\ud800é'), AT, "odd\x7f", None, None, None, "é\n")
    later = JobSighting(strange.key, AT + timedelta(seconds=5), "odd\x7f", None, None, None, "é\n")
    for many in (1, 1_000):
        rows = kept([[strange], [later]], many)[0]
        assert isinstance(rows, list)
        assert len(rows) == 1
