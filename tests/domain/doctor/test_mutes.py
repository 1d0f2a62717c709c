"""Rules that are not told: kept, found again, and taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.alarms import RULES, Alarm, Gravity, Rule, loud
from breadtui.domain.doctor.mutes import NO_MUTES, Mutes, mutes_from, mutes_json
from breadtui.domain.doctor.row_rules import Sample, rows_evidence, sample_of
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.outputs.digest import Flaw
from tests.fakes.states import a_key

KEYS = st.builds(JobKey, st.text(max_size=5).map(RepoName), st.sampled_from(Phase), st.text(max_size=5))
MUTES = st.builds(
    Mutes, st.frozensets(st.sampled_from(Rule)), st.frozensets(st.tuples(KEYS, st.sampled_from(Rule)), max_size=6)
)


@given(MUTES)
def test_what_is_kept_is_found_again(mutes: Mutes) -> None:
    assert mutes_from(mutes_json(mutes)) == mutes


def test_what_cannot_be_read_is_left_out() -> None:
    kept: Json = [
        "stalled",
        "later-rule",
        7,
        ["r", "bake", "b", "nan"],
        ["r", "bake", "b"],
        ["r", "oven", "b", "nan"],
        None,
    ]
    assert mutes_from(kept) == Mutes(
        frozenset({Rule.STALLED}), frozenset({(JobKey(RepoName("r"), Phase.BAKE, "b"), Rule.NAN)})
    )
    assert mutes_from({"a": 1}) == mutes_from("stalled") == NO_MUTES


def test_a_rule_is_muted_for_one_job_or_for_all() -> None:
    mutes = NO_MUTES.with_job(a_key("a"), Rule.NAN, is_muted=True)
    assert mutes.mutes(a_key("a"), Rule.NAN)
    assert not mutes.mutes(a_key("b"), Rule.NAN)
    everywhere = mutes.with_rule(Rule.NAN, is_muted=True)
    assert everywhere.mutes(a_key("b"), Rule.NAN)
    assert everywhere.with_rule(Rule.NAN, is_muted=False) == mutes


def test_muted_alarms_stay_and_are_not_loud() -> None:
    alarms = (Alarm(a_key(), Rule.PLATEAU, "flat"), Alarm(a_key(), Rule.NAN, "lost"), Alarm(a_key(), Rule.ROWS, "cut"))
    told = NO_MUTES.with_rule(Rule.ROWS, is_muted=True).applied(alarms)
    assert [alarm.rule for alarm in loud(told)] == [Rule.NAN, Rule.PLATEAU], "the gravest first"
    assert NO_MUTES.applied(alarms) is alarms


def test_every_rule_has_its_gravity_and_its_words() -> None:
    assert set(RULES) == set(Rule)
    assert all(about.does and about.gravity in Gravity for about in RULES.values())


def test_answers_are_told_only_where_many_are_flawed() -> None:
    assert rows_evidence(Sample(100, 2, 0)) is None
    assert rows_evidence(Sample(1000, 20, 3)) is None
    assert rows_evidence(Sample(100, 12, 30)) == "of 100 answers looked at, 12 empty and 30 cut"
    assert sample_of([Flaw.NONE, Flaw.CUT, Flaw.CUT | Flaw.EMPTY_ANSWER]) == Sample(3, 1, 2)
