"""Leads to what happened: the list of events, and the digest for somebody who comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker

from breadtui.domain.happenings import Thing
from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.screens.base.writing import Writing
from breadtui.ui.screens.line.command_line import CommandLine

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

AWAY_SECONDS = 600.0
"""Whoever was away for longer is told what happened."""
ELSEWHERE_SECONDS = 10.0
"""Whoever pressed no key for so long may have been at another window, and put jobs away there."""
LOOK_SECONDS = 20.0
"""The first look at the service may take so long before what is known is told without it."""
CALM_SECONDS = 1.0
"""Whoever pressed no key for so long is not in the middle of typing something."""
USUAL_DIGEST = timedelta(hours=24)
"""What `:digest` goes back to where nobody was away."""


class Digesting(Writing):
    """Events and digest."""

    _last_key_at: datetime | None = None
    _away_since: datetime | None = None
    _keys_count = 0

    def begin_watching(self) -> None:
        """Say that somebody watches, and tell what happened since the last time, once the service was looked at."""
        if self.commands is not None:
            watching: Worker[None] = self.app.run_worker(self.commands.keep_watching(), group="watch")
            del watching
            self._tell_at_start(self.commands)

    @work(group="digest")
    async def _tell_at_start(self, commands: Commands) -> None:
        began_at = commands.now()
        since = await commands.last_watched_at()
        await self._until(partial(_has_looked_at_trees, began_at))
        await commands.restore_pace()
        if since is not None and (commands.now() - since).total_seconds() > AWAY_SECONDS:
            self._away_since = since
            await self._until(partial(_has_looked_at_names, began_at))
            await self._tell(commands, since)

    async def _until(self, is_so: Callable[[AppState], tuple[bool]]) -> None:
        """Wait for the first look at the service, for a while."""
        looked = asyncio.Event()
        self.bridge.follow(self, is_so, lambda found: looked.set() if found[0] else None)
        try:
            await asyncio.wait_for(looked.wait(), LOOK_SECONDS)
        except TimeoutError:
            return

    async def _tell(self, commands: Commands, since: datetime) -> None:
        from breadtui.ui.present.digest.lines import digest_words  # noqa: PLC0415  when it is asked for

        digest = await commands.digest(since)
        if not digest.has_news:
            return
        await self._until_calm()
        if self.app.screen is not self or self.editor.has_focus or isinstance(self.focused, CommandLine):
            self.say(f"{digest_words(digest)}; digest tells more")
        else:
            self._show_digest(commands, since)

    async def _until_calm(self) -> None:
        """Keys typed ahead, or one after the other, are meant for the screen that is seen, not for one that opens."""
        count = -1
        while count != self._keys_count:
            count = self._keys_count
            await asyncio.sleep(CALM_SECONDS)

    def came_back(self) -> None:
        """A person pressed a key, or came back to this terminal: after a while away they are told what happened."""
        self._keys_count += 1
        if self.commands is None:
            return
        last, now = self._last_key_at, self.commands.now()
        self._last_key_at = now
        if last is not None and (now - last).total_seconds() > ELSEWHERE_SECONDS:
            looking: Worker[None] = self.run_worker(self.commands.restore_dismissals(), group="dismissals")
            del looking
        if last is not None and (now - last).total_seconds() > AWAY_SECONDS:
            self._away_since = last
            telling: Worker[None] = self.run_worker(partial(self._tell, self.commands, last), group="digest")
            del telling

    def digest(self) -> None:
        """Show again what happened since one was away, or in the last day."""
        if self.commands is not None:
            self._show_digest(self.commands, self._away_since)

    @work(group="show digest", exclusive=True)
    async def _show_digest(self, commands: Commands, since: datetime | None) -> None:
        from breadtui.ui.screens.events.digest import DigestScreen  # noqa: PLC0415  when it is asked for

        since = since or await commands.watched_since(USUAL_DIGEST)
        digest = await commands.digest(since)
        self.go_to_thing(await self.app.push_screen_wait(DigestScreen(self.bridge, commands, digest)))

    @work(group="events", exclusive=True)
    async def events(self, text: str = "") -> None:
        """List all that happened, filtered by what is typed."""
        from breadtui.ui.screens.events.screen import EventsScreen  # noqa: PLC0415  when it is asked for

        screen = EventsScreen(self.bridge, self.commands, text, self.glyphs)
        self.go_to_thing(await self.app.push_screen_wait(screen))

    def go_to_thing(self, thing: Thing | None) -> None:
        """Go where it stands, opening its repository where that is closed."""
        if thing is not None:
            self._go_to_thing(thing)

    @work(group="go", exclusive=True)
    async def _go_to_thing(self, thing: Thing) -> None:
        repo = RepoName(thing) if isinstance(thing, str) else thing.repo
        if self.commands is not None and repo not in self.bridge.state.opened:
            await self.commands.open_repo(repo)
        if _is_there(self.bridge.state, thing):
            self.go_into(thing)
        else:
            self.say("it is not there any more", is_problem=True)


def _has_looked_at_trees(began_at: datetime, state: AppState) -> tuple[bool]:
    """The tree of every open repository has answered since then, or could not be had."""
    return (_have_come([state.trees.get(repo) for repo in state.opened], began_at),)


def _has_looked_at_names(began_at: datetime, state: AppState) -> tuple[bool]:
    """The same of the names of prompts and targets."""
    return (_have_come([state.contents.get(repo) for repo in state.opened], began_at),)


def _have_come(looks: Sequence[object], began_at: datetime) -> bool:
    return bool(looks) and all(isinstance(look, Ready | Failed) and look.at >= began_at for look in looks)


def _is_there(state: AppState, thing: Thing) -> bool:
    """It is known, or nothing says that it is gone."""
    match thing:
        case JobKey():
            seen = state.jobs.get(thing)
            return seen is not None and not seen.is_gone
        case PromptKey() | TargetKey():
            return thing.repo in state.opened
        case _:
            return thing in state.opened
