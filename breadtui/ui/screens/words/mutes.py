"""What may follow `mute` and `unmute` on the command line, and what is muted by now, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from breadtui.domain.doctor.alarms import Rule, rule_of
from breadtui.domain.doctor.mutes import Mutes
from breadtui.domain.names import JobKey
from breadtui.ui.present.clean import clean

ALL = "all"
NOTHING_MUTED = "nothing is muted: the doctor tells all that it finds"
_HOW = f"rules: {', '.join(Rule)}; then REPO/NAME, or all for every job"


class NotAMute(Exception):
    """Words that mute nothing; the message says what may stand there."""


class MuteWish(NamedTuple):
    """What to tell no more, or again.

    `rule` None is every rule; `whom` is empty for what is chosen, `all`, or a path.
    """

    rule: Rule | None
    whom: str = ""


def parse_mute(words: str, *, is_muted: bool) -> MuteWish:
    """The wish in words. Every rule at once can only be told again. Raises: NotAMute."""
    word, _, whom = words.strip().partition(" ")
    whom, rule = whom.strip(), rule_of(word)
    if rule is None and not (word == ALL and not whom and not is_muted):
        raise NotAMute(_HOW)
    if whom and whom != ALL and "/" not in whom:
        raise NotAMute(_HOW)
    return MuteWish(rule, ALL if rule is None else whom)


def muted_text(mutes: Mutes) -> str:
    """All that is muted, as one line."""
    rules = [f"{rule} for all jobs" for rule in sorted(mutes.rules)]
    jobs = [f"{rule} for {path_of(key)}" for key, rule in sorted(mutes.jobs)]
    return f"muted: {'; '.join([*rules, *jobs])}" if rules or jobs else NOTHING_MUTED


def changes_of(
    wish: MuteWish, keys: Iterable[JobKey], mutes: Mutes, *, is_muted: bool
) -> list[tuple[Rule, JobKey | None]]:
    """The rules to mute or to tell again, each for a job or for all (None); what is so already is left out."""
    if wish.whom != ALL:
        asked = [(wish.rule, key) for key in sorted(keys) if wish.rule is not None]
        return [(rule, key) for rule, key in asked if ((key, rule) in mutes.jobs) is not is_muted]
    if is_muted:
        return [(wish.rule, None)] if wish.rule is not None and wish.rule not in mutes.rules else []
    rules = [(rule, None) for rule in sorted(mutes.rules) if wish.rule in {None, rule}]
    return [*rules, *((rule, key) for key, rule in sorted(mutes.jobs) if wish.rule in {None, rule})]


def outcome_text(wish: MuteWish, keys: Iterable[JobKey], mutes: Mutes, *, is_muted: bool) -> str:
    """What the wish comes to, told by what was muted before it."""
    named = sorted(keys)
    what = "every rule" if wish.rule is None else wish.rule.value
    whose = "all jobs" if wish.whom == ALL else ", ".join(clean(key.name) for key in named)
    if not changes_of(wish, named, mutes, is_muted=is_muted):
        return f"{what} was{'' if is_muted else ' not'} muted{' already' if is_muted else ''} for {whose}"
    if is_muted:
        return f"{what} is muted for {whose}"
    return f"{what} is told again for {whose}"


def mute_completions(text: str, mutes: Mutes, paths: Iterable[str]) -> tuple[str, ...] | None:
    """How a line of `mute` or `unmute` may go on; `unmute` knows what is muted. None for other lines."""
    head, blank, rest = text.partition(" ")
    if not blank or head not in {"mute", "unmute"}:
        return None
    word, said, whom = rest.partition(" ")
    if not said:
        ends = list(Rule) if head == "mute" else [*sorted(_rules_of(mutes)), *([ALL] if _rules_of(mutes) else [])]
        return tuple(f"{head} {end}" for end in ends if end.startswith(word) and end != word)
    known = [ALL, *paths] if head == "mute" else _whose(mutes, word)
    return tuple(f"{head} {word} {end}" for end in known if end.startswith(whom) and end != whom)


def path_of(key: JobKey) -> str:
    """`REPO/NAME`, as a person types it."""
    return f"{clean(key.repo)}/{clean(key.name)}"


def _rules_of(mutes: Mutes) -> frozenset[Rule]:
    return mutes.rules | {rule for _, rule in mutes.jobs}


def _whose(mutes: Mutes, word: str) -> list[str]:
    return [ALL, *dict.fromkeys(path_of(key) for key, rule in sorted(mutes.jobs) if rule.value == word)]
