"""What a person does not want to be told: a rule for one job, or a rule for all."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.doctor.alarms import Alarm, Rule, rule_of
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mutes:
    """Rules that are muted everywhere, and rules muted for single jobs."""

    rules: frozenset[Rule] = frozenset()
    jobs: frozenset[tuple[JobKey, Rule]] = frozenset()

    def mutes(self, key: JobKey, rule: Rule) -> bool:
        """Whether this is not to be told."""
        return rule in self.rules or (key, rule) in self.jobs

    def applied(self, alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
        """The alarms as they are told by now; the same objects where nothing differs."""
        told = tuple(self._told(alarm) for alarm in alarms)
        return alarms if all(one is other for one, other in zip(alarms, told, strict=True)) else told

    def _told(self, alarm: Alarm) -> Alarm:
        is_muted = self.mutes(alarm.key, alarm.rule)
        return alarm if alarm.is_muted is is_muted else replace(alarm, is_muted=is_muted)

    def with_rule(self, rule: Rule, *, is_muted: bool) -> Mutes:
        """The same with a rule muted for all jobs, or told again."""
        return replace(self, rules=self.rules | {rule} if is_muted else self.rules - {rule})

    def with_job(self, key: JobKey, rule: Rule, *, is_muted: bool) -> Mutes:
        """The same with a rule muted for one job, or told again."""
        return replace(self, jobs=self.jobs | {(key, rule)} if is_muted else self.jobs - {(key, rule)})


NO_MUTES = Mutes()


def mutes_json(mutes: Mutes) -> Json:
    """Mutes as they are kept: a word for a rule, four words for a rule of one job."""
    jobs = sorted((key.repo, key.phase.value, key.name, rule.value) for key, rule in mutes.jobs)
    return [*sorted(rule.value for rule in mutes.rules), *map(list, jobs)]


def mutes_from(kept: Json) -> Mutes:
    """Mutes as they were kept; what cannot be read is left out."""
    rules: set[Rule] = set()
    jobs: set[tuple[JobKey, Rule]] = set()
    for entry in kept if isinstance(kept, Sequence) and not isinstance(kept, str) else ():
        if isinstance(entry, str) and (rule := rule_of(entry)) is not None:
            rules.add(rule)
        elif (muted := _muted_job(entry)) is not None:
            jobs.add(muted)
    return Mutes(frozenset(rules), frozenset(jobs))


def _muted_job(entry: Json) -> tuple[JobKey, Rule] | None:
    if not isinstance(entry, Sequence) or isinstance(entry, str):
        return None
    words = [word for word in entry if isinstance(word, str)]
    if len(words) != len(entry) or len(words) != 4 or words[1] not in set(Phase):
        return None
    rule = rule_of(words[3])
    return None if rule is None else (JobKey(RepoName(words[0]), Phase(words[1]), words[2]), rule)
