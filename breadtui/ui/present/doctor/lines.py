"""What the doctor found as lines: below a job's figures, and in the list of everything found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from breadtui.domain.doctor.alarms import GRAVITIES, RULES, Alarm, Gravity, Rule, loud
from breadtui.domain.doctor.mutes import NO_MUTES, Mutes
from breadtui.domain.errors import NotFound
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, Remote
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.polling.unread_logs import unread_logs
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.doctor.marks import TONES, rule_word
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.tones import Line, Span, Tone

NOTHING_FOUND = "Nothing is amiss with what was looked at"
NAME_CELLS = 22
WORD_CELLS = 14
MOST_NAMES = 4
LONGEST_REASON = 60


class DoctorSlice(NamedTuple):
    """What the list of findings draws."""

    jobs: Mapping[JobKey, SeenJob] = {}
    opened: Mapping[RepoName, int] = {}
    mutes: Mutes = NO_MUTES
    metrics: Mapping[JobKey, Remote[MetricSeries]] = {}


FoundKey = tuple[JobKey, Rule]


def doctor_slice(state: AppState) -> DoctorSlice:
    """The list's slice of the state."""
    return DoctorSlice(state.jobs, state.opened, state.mutes, state.metrics)


def alarms_in(facts: DoctorSlice) -> dict[FoundKey, Alarm]:
    """All findings in open repositories: the gravest first, muted ones last."""
    found = [
        alarm
        for key, seen in facts.jobs.items()
        if seen.alarms and key.repo in facts.opened and not seen.is_gone
        for alarm in seen.alarms
    ]
    found.sort(key=lambda alarm: (alarm.is_muted, -GRAVITIES.index(alarm.gravity)))
    return {(alarm.key, alarm.rule): alarm for alarm in found}


def alarm_line(alarm: Alarm, facts: DoctorSlice, width: int) -> Line:
    """` !  wise_3   stalled   no new step for 9m (median 8.8 s)   yoda_repo`."""
    tone = Tone.DIM if alarm.is_muted else TONES[alarm.gravity]
    place = f"  {clean(alarm.key.repo)}" if width >= 100 else ""
    name = pad(cut_middle(clean(f"{alarm.key.name} {_phase(alarm)}".strip()), NAME_CELLS), NAME_CELLS)
    return (
        Span(" - " if alarm.is_muted else " ! " if alarm.gravity is not Gravity.NOTE else " . ", tone),
        Span(f"{name} ", Tone.DIM if alarm.is_muted else Tone.STRONG),
        Span(pad(rule_word(alarm.rule), WORD_CELLS), tone),
        Span(_muted_words(alarm, facts.mutes), Tone.DIM),
        Span(clean(alarm.evidence), Tone.DIM if alarm.is_muted else Tone.PLAIN),
        Span(place, Tone.DIM),
    )


def unjudged_text(facts: DoctorSlice) -> str:
    """`2 running bakes not judged by the training log (not read yet): hot, slow`; empty where all were.

    Of several reasons each stands once.
    """
    unread = unread_logs(facts.jobs, facts.opened, facts.metrics)
    if not unread:
        return ""
    why = dict.fromkeys(_unread_word(facts.metrics.get(key, NOT_ASKED)) for key in unread)
    names = ", ".join(cut_middle(clean(key.name), NAME_CELLS) for key in unread[:MOST_NAMES])
    rest = f" +{len(unread) - MOST_NAMES}" if len(unread) > MOST_NAMES else ""
    bakes = "1 running bake" if len(unread) == 1 else f"{len(unread)} running bakes"
    return f"{bakes} not judged by the training log ({', '.join(why)}): {names}{rest}"


def _unread_word(log: Remote[MetricSeries]) -> str:
    match log:
        case Failed(NotFound()):
            return "no step logged yet"
        case Failed(error):
            return clean(reason_of(error), limit=LONGEST_REASON)
        case Loading():
            return "being read"
        case Ready():
            return "not read lately"
        case _:
            return "not read yet"


def heading_text(alarms: Iterable[Alarm]) -> str:
    """`3 found, 1 muted`."""
    listed = list(alarms)
    muted_count = sum(alarm.is_muted for alarm in listed)
    found = f"{len(listed) - muted_count} found" if len(listed) > muted_count else "nothing found"
    return f"{found}, {muted_count} muted" if muted_count else found


def about_line(rule: Rule) -> str:
    """What a rule looks for, in a sentence."""
    return f"{rule.value}: {RULES[rule].does}"


def alarm_lines(seen: SeenJob | None) -> list[Line]:
    """The findings of one job with their evidence, below its figures; muted ones only counted."""
    if seen is None or not seen.alarms or seen.is_gone:
        return []
    lines: list[Line] = [
        field_line(
            "doctor" if place == 0 else "", Span(f"{rule_word(alarm.rule)}: ", TONES[alarm.gravity]), _said(alarm)
        )
        for place, alarm in enumerate(loud(seen.alarms))
    ]
    muted_count = sum(alarm.is_muted for alarm in seen.alarms)
    if muted_count:
        lines.append(field_line("" if lines else "doctor", Span(f"{muted_count} muted, :doctor lists them", Tone.DIM)))
    return lines


def _said(alarm: Alarm) -> Span:
    return Span(clean(alarm.evidence))


def _phase(alarm: Alarm) -> str:
    return "" if alarm.key.phase.value == "bake" else f"({alarm.key.phase.value})"


def _muted_words(alarm: Alarm, mutes: Mutes) -> str:
    if not alarm.is_muted:
        return ""
    return "muted for all: " if alarm.rule in mutes.rules else "muted: "
