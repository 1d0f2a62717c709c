"""What another window of the account found, for one that did not: alarms that its own looks do not show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.domain.doctor.alarms import Rule, rule_of
from breadtui.domain.doctor.examine import FROM_LOG
from breadtui.domain.doctor.taking_up import open_findings
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey
from breadtui.store.events.doctor import LookedInto
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.stalling import alarm_of
from breadtui.store.facts.state import AppState


def others_findings(state: AppState, happenings: Sequence[Happening]) -> Iterator[LookedInto]:
    """What happened, oldest first, as far as the state does not say so yet.

    Whether a job stands still each window sees by itself, and whoever reads a log knows better what it shows. What
    was found of a run that ended meanwhile is nothing any more.
    """
    open_ones = open_findings(happenings)
    for one in happenings:
        key, rule = one.about, rule_of(one.after)
        if one.what not in {What.ALARM, What.CALM} or not isinstance(key, JobKey) or rule is None:
            continue
        seen = state.jobs.get(key)
        if seen is None or rule is Rule.STALLED or (rule in FROM_LOG and _reads_log(state, key)):
            continue
        found = next((each.alarm for each in open_ones.get(key, ()) if each.alarm.rule is rule), None)
        if (alarm_of(seen, rule) is None) is (found is not None):
            yield LookedInto(key, rule, None if found is None else found.evidence, one.seen_at)


def _reads_log(state: AppState, key: JobKey) -> bool:
    return value_of(state.metrics.get(key, NOT_ASKED)) is not None
