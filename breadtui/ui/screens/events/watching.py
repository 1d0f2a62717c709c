"""Watching jobs, and what the doctor found: the key `w`, and words such as `watch` and `doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey
from breadtui.store.facts.state import Choice
from breadtui.ui.present.clean import clean
from breadtui.ui.screens.events.digesting import Digesting

if TYPE_CHECKING:
    from breadtui.ui.screens.words.table import Typed

WATCH_WORDS = frozenset({"watch", "unwatch", "mute", "unmute", "notify", "doctor"})
NOTHING_TO_WATCH = "choose a stim, a rollout, a bake or a target to watch"
TOLD_OF = "told when it settles, stalls or diverges"
TOLD_AGAIN = "failed already; told how it ends once it is started again"


class Watching(Digesting):
    """What is watched is told of away from the screen, once, whichever window is open then."""

    def action_watch(self) -> None:
        """Watch what is marked or chosen, or no longer, where all of it is watched."""
        keys = self.watchable()
        self._watch(keys, is_on=not keys <= self.bridge.state.watched, tail=self._unseen_tail())

    def run_watch_word(self, typed: Typed) -> None:
        """Do `watch`, `unwatch`, `mute`, `unmute`, `notify` or `doctor`."""
        if typed.name == "doctor":
            self.doctor()
        elif typed.name == "notify":
            self.try_notices()
        elif typed.name in {"mute", "unmute"}:
            self.mute(typed.rest, is_muted=typed.name == "mute")
        else:
            self.watch_named(typed.rest, is_on=typed.name == "watch")

    def watch_named(self, words: str, *, is_on: bool = True) -> None:
        """Watch what the words name, else what is marked or chosen; or no longer."""
        if not is_on and words == "all":
            self._watch(self.bridge.state.watched, is_on=False)
            return
        if words:
            self._watch(self._named(words), is_on=is_on)
        else:
            self._watch(self.watchable(), is_on=is_on, tail=self._unseen_tail())

    def _unseen_tail(self) -> str:
        return self.unseen_marks().tail(self.bridge.state.marked)

    def why_not_watch(self) -> str:
        """Why there is nothing to watch; empty where there is."""
        if self.commands is None:
            return "not connected yet"
        return "" if self.watchable() else NOTHING_TO_WATCH

    def watchable(self) -> frozenset[JobKey]:
        """The jobs of what is marked; else the job under the monitor's cursor, or of what is chosen."""
        if marked := frozenset(key for what in self.bridge.state.marked if (key := self._job_of(what)) is not None):
            return marked
        cursor = self.jobs.job_at_cursor if self.jobs.has_focus else None
        key = cursor or self._job_of(self.bridge.state.chosen)
        return frozenset() if key is None else frozenset({key})

    def _job_of(self, what: Choice | None) -> JobKey | None:
        """A job itself; of a target the stage that is under way, or comes next."""
        if isinstance(what, TargetKey):
            stim = JobKey(what.repo, Phase.STIM, what.name)
            seen = self.bridge.state.jobs.get(stim)
            is_stimmed = seen is not None and seen.job.status is JobStatus.COMPLETE
            return JobKey(what.repo, Phase.ROLLOUT, what.name) if is_stimmed else stim
        return what if isinstance(what, JobKey) else None

    def _named(self, words: str) -> frozenset[JobKey]:
        """`REPO/NAME`, a bake where there is one of that name, else the stage of a target."""
        repo, _, name = words.partition("/")
        of_name = [JobKey(RepoName(repo), phase, name) for phase in (Phase.BAKE, Phase.ROLLOUT, Phase.STIM)]
        known = [key for key in of_name if key in self.bridge.state.jobs]
        active = [key for key in known if self.bridge.state.jobs[key].job.is_active]
        return frozenset((active or known)[:1])

    def _watch(self, keys: frozenset[JobKey], *, is_on: bool, tail: str = "") -> None:
        """Watch them, or no longer; `tail` says which of them are not in sight."""
        if self.commands is None or not keys:
            self.say(NOTHING_TO_WATCH, is_problem=True)
            return
        ended = [key for key in keys if self._job_status(key) is JobStatus.COMPLETE]
        if is_on and len(ended) == len(keys):
            self.say(f"{ended[0].name} is complete: there is nothing to wait for", is_problem=True)
            return
        keys = keys.difference(ended) if is_on else keys
        self.ask(partial(self.commands.watch, keys, is_on=is_on), group="watch")
        whose = (next(iter(keys)).name if len(keys) == 1 else f"{len(keys)} jobs") + tail
        told_of = TOLD_AGAIN if all(self._job_status(key) is JobStatus.FAILED for key in keys) else TOLD_OF
        self.say(f"watching {whose}: {told_of}" if is_on else f"no longer watching {whose}")

    def mute(self, words: str, *, is_muted: bool) -> None:
        """Tell no more, or again, what a rule finds of what is chosen, named, or all; alone what is muted."""
        from breadtui.ui.screens.words.mutes import ALL, NotAMute, changes_of, muted_text, outcome_text, parse_mute  # noqa: PLC0415  when it is asked for

        mutes = self.bridge.state.mutes
        if not words:
            self.say(muted_text(mutes))
            return
        try:
            wish = parse_mute(words, is_muted=is_muted)
        except NotAMute as problem:
            self.say(str(problem), is_problem=True)
            return
        keys = self._named(wish.whom) if wish.whom else self.watchable()
        if self.commands is None or not (wish.whom == ALL or keys):
            self.say(f"there is no job {wish.whom}" if wish.whom else NOTHING_TO_WATCH, is_problem=True)
        elif wish.rule in mutes.rules and not is_muted and wish.whom != ALL:
            self.say(f"{wish.rule} is muted for all jobs: unmute {wish.rule} all", is_problem=True)
        else:
            changes = changes_of(wish, keys, mutes, is_muted=is_muted)
            self.app.run_worker(self._mute_each(changes, is_muted=is_muted), group="mute")
            self.say(outcome_text(wish, keys, mutes, is_muted=is_muted))

    async def _mute_each(self, changes: Sequence[tuple[Rule, JobKey | None]], *, is_muted: bool) -> None:
        for rule, key in changes:
            if self.commands is not None:
                await self.commands.mute(rule, key, is_muted=is_muted)

    @work(group="try notices", exclusive=True)
    async def try_notices(self) -> None:
        """Send a test by every way that works here, and say which those are."""
        notices = None if self.rooms is None else self.rooms.run_notices
        if notices is None:
            self.say("not connected yet", is_problem=True)
        else:
            self.say(clean(await notices.tried()))

    def _job_status(self, key: JobKey) -> JobStatus | None:
        seen = self.bridge.state.jobs.get(key)
        return None if seen is None else seen.job.status

    @work(group="doctor", exclusive=True)
    async def doctor(self) -> None:
        """List what the rules found, and go to what is chosen there."""
        from breadtui.ui.screens.events.doctor import DoctorScreen  # noqa: PLC0415  when it is asked for

        job = await self.app.push_screen_wait(DoctorScreen(self.bridge, self.commands))
        self.go_to_thing(job)
