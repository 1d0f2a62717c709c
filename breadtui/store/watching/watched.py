"""Commands that watch jobs, and that keep the doctor's rules quiet; both are kept in the journal for all windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import Mutes, mutes_from, mutes_json
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.desk import Desk
from breadtui.store.events.doctor import MutesChanged, WatchChanged

WATCH_FACT = "watched"
MUTES_FACT = "mutes"


class Watching(Desk):
    """What is watched and muted is read again before each change: another window may have changed it meanwhile."""

    async def watch(self, keys: Iterable[JobKey], *, is_on: bool = True) -> None:
        """Have the end of these jobs told, or no longer."""
        before, chosen = self._state.watched, frozenset(keys)
        kept, now = await self._journal.fact(WATCH_FACT), self._state.watched
        # What was changed here while the disk was read is on its way there.
        known = now if kept is None or now is not before else watched_from(kept)
        self._dispatch(WatchChanged(known | chosen if is_on else known - chosen))
        self._journal.change_fact(WATCH_FACT, partial(watch_changed, chosen, is_on=is_on))

    async def mute(self, rule: Rule, key: JobKey | None = None, *, is_muted: bool = True) -> None:
        """Do not tell of a rule for one job, or for all where None is given; or tell of it again."""
        before = self._state.mutes
        kept, now = await self._journal.fact(MUTES_FACT), self._state.mutes
        mutes = now if kept is None or now is not before else mutes_from(kept)
        self._dispatch(MutesChanged(_muted(mutes, rule, key, is_muted=is_muted)))
        self._journal.change_fact(MUTES_FACT, partial(mutes_changed, rule, key, is_muted=is_muted))


def watch_changed(keys: frozenset[JobKey], kept: Json, *, is_on: bool) -> Json:
    """What is watched as it is kept, after one window watches these jobs or no longer; the others' stay."""
    known = watched_from(kept)
    return watched_json(known | keys if is_on else known - keys)


def mutes_changed(rule: Rule, key: JobKey | None, kept: Json, *, is_muted: bool) -> Json:
    """What is muted as it is kept, after one window muted a rule or no longer; the others' mutes stay."""
    return mutes_json(_muted(mutes_from(kept), rule, key, is_muted=is_muted))


def _muted(mutes: Mutes, rule: Rule, key: JobKey | None, *, is_muted: bool) -> Mutes:
    if key is None:
        return mutes.with_rule(rule, is_muted=is_muted)
    return mutes.with_job(key, rule, is_muted=is_muted)


def watched_json(watched: Iterable[JobKey]) -> Json:
    """What is watched as the journal keeps it."""
    return [[key.repo, key.phase.value, key.name] for key in sorted(watched)]


def watched_from(kept: Json) -> frozenset[JobKey]:
    """What is watched as the journal kept it; what cannot be read is left out."""
    found: set[JobKey] = set()
    for entry in kept if isinstance(kept, Sequence) and not isinstance(kept, str) else ():
        words = [word for word in entry if isinstance(word, str)] if isinstance(entry, Sequence) else []
        if not isinstance(entry, str) and len(words) == 3 and words[1] in set(Phase):
            found.add(JobKey(RepoName(words[0]), Phase(words[1]), words[2]))
    return frozenset(found)
