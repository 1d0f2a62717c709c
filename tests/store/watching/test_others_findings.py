"""What another window found is known here, unless this one knows better."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.watching.others_findings import others_findings
from breadtui.values import replace
from tests.fakes.states import NOW, a_job, a_key, a_seen, a_state, a_tree

KEY = a_key("b")


def knowing(*rules: Rule) -> AppState:
    """A window with one running bake, of which these alarms are known."""
    seen = replace(a_seen(a_job("b")), alarms=tuple(Alarm(KEY, rule, "seen here") for rule in rules))
    return replace(a_state(a_tree({"b": JobStatus.RUNNING})), jobs={KEY: seen})


def told(what: What, rule: Rule | None = None, detail: str = "") -> Happening:
    return Happening(what, NOW, KEY, after="" if rule is None else rule.value, detail=detail)


def found(state: AppState, *happenings: Happening) -> list[tuple[Rule, str | None]]:
    return [(one.rule, one.evidence) for one in others_findings(state, happenings)]


def test_what_is_new_here_is_taken_and_what_is_over_goes() -> None:
    alarm = told(What.ALARM, Rule.NAN, "no number since step 7")
    assert found(knowing(), alarm) == [(Rule.NAN, "no number since step 7")]
    assert found(knowing(Rule.NAN), alarm) == []
    assert found(knowing(Rule.NAN), told(What.CALM, Rule.NAN)) == [(Rule.NAN, None)]
    assert found(knowing(), told(What.CALM, Rule.NAN)) == []


def test_what_was_found_and_over_meanwhile_is_nothing() -> None:
    assert found(knowing(), told(What.ALARM, Rule.ROWS, "x"), told(What.CALM, Rule.ROWS)) == []
    assert found(knowing(), told(What.ALARM, Rule.ROWS, "x"), told(What.STARTED)) == []


def test_a_stall_and_a_log_that_is_read_here_are_judged_here() -> None:
    reading = replace(knowing(Rule.DIVERGED), metrics={KEY: Ready(MetricSeries(), NOW)})
    assert found(reading, told(What.CALM, Rule.DIVERGED), told(What.ALARM, Rule.NAN, "x")) == []
    assert found(reading, told(What.ALARM, Rule.NOT_SERVED, "late")) == [(Rule.NOT_SERVED, "late")]
    assert found(knowing(), told(What.ALARM, Rule.STALLED, "still")) == []


def test_what_is_not_known_here_is_left_alone() -> None:
    assert found(AppState(), told(What.ALARM, Rule.NAN, "x")) == []
    assert found(knowing(), Happening(What.ALARM, NOW, KEY, after="no such rule")) == []
