"""What comes of a save: a question, two texts to put together, another name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker

from breadtui.domain.errors import Conflict, NotSupported
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Resolution, same_text
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice, ConfirmReplace, Conflicted, Save, Saved, SaveRefused
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.reading import Reading, Wish

if TYPE_CHECKING:
    from breadtui.ui.present.prompt.uses_words import Uses
    from breadtui.ui.screens.asking.conflict import ConflictScreen

_SAVE_AS = "saveas "
USES_SECONDS = 2.0
"""How long a question waits for the targets that nobody read yet."""


class Settling(Reading):
    """Saves a prompt and asks what the save needs to know; each outcome is asked about once."""

    _answered: Mapping[PromptKey, Save] = MappingProxyType({})

    def carry_out(self, wish: Wish) -> None:
        """Have something done that is not given up with this screen, nor for anything newer."""
        _: Worker[None] = self.app.run_worker(partial(self._then_wake, wish), group="write")

    def save(self, key: PromptKey) -> None:
        """Save a prompt; what comes of it is told by the state."""
        if self.commands is not None:
            self.carry_out(partial(self.commands.save_prompt, key))

    def answer_saves(self, state: AppState) -> None:
        """Ask what a save needs to know."""
        for key, save in state.saves.items():
            if self._answered.get(key) is save:
                continue
            if isinstance(save, Conflicted) and key in state.drafts:
                self._answered = {**self._answered, key: save}
                self._ask_conflict(key, save)
            elif isinstance(save, ConfirmReplace):
                self._answered = {**self._answered, key: save}
                self._ask_replace(key)

    def leave_to_list(self, state: AppState) -> None:
        """Ask nothing about conflicts met while many are saved: the list of outcomes tells them and leads there."""
        met = {key: save for key, save in state.saves.items() if isinstance(save, Conflicted)}
        keys = state.bulk.keys if state.bulk is not None else ()
        self._answered = {**self._answered, **{key: met[key] for key in keys if key in met}}

    @work(group="answer")
    async def _ask_conflict(self, key: PromptKey, conflict: Conflicted) -> None:
        from breadtui.ui.screens.asking.conflict import ConflictScreen, Way  # noqa: PLC0415  when two texts differ

        self.flush()  # letters typed while the save was on its way belong to what is put together
        draft = self.bridge.state.drafts.get(key)
        if draft is None:
            return
        aside = self.bridge.state.put_aside.get(key)
        screen = ConflictScreen(key, draft.mine, conflict.theirs, conflict.base, aside=aside, glyphs=self.glyphs)
        screen.look_at_uses = partial(self.look_at_uses, key)
        telling: Worker[None] = self.app.run_worker(partial(self._tell_uses, key, screen), group="uses")
        decision = await self.app.push_screen_wait(screen)
        telling.cancel()
        if self.commands is not None and (decision is None or decision.way is Way.SAVE_AS):
            self.commands.put_aside(key, screen.aside)
        if decision is None:
            return
        match decision.way:
            case Way.SAVE_AS:
                self.ask_name(key)
            case Way.EDIT:
                self._take(key, conflict.theirs, decision.merged)
                self.choose(key)
                self.show_pane(Pane.DETAIL)
            case Way.SAVE:
                self._save_merged(key, conflict.theirs, decision.merged)

    async def _tell_uses(self, key: PromptKey, screen: ConflictScreen) -> None:
        from breadtui.ui.present.prompt.uses_words import uses_sentence  # noqa: PLC0415  when a question needs it

        screen.show_uses(uses_sentence(await self._uses_read(key)))

    def _take(self, key: PromptKey, theirs: Prompt, merged: Prompt) -> None:
        if self.commands is not None:
            self.commands.begin_draft(key, merged, seen=theirs)

    def _save_merged(self, key: PromptKey, theirs: Prompt, merged: Prompt) -> None:
        if self.commands is None:
            return
        is_theirs = same_text(merged, theirs)
        if not is_theirs:
            self._take(key, theirs, merged)
        resolution = Resolution.TAKE_THEIRS if is_theirs else Resolution.KEEP_MINE
        self.carry_out(partial(self._resolve, key, resolution))

    @work(group="answer")
    async def _ask_replace(self, key: PromptKey) -> None:
        from breadtui.ui.screens.asking.confirm import ReplaceScreen  # noqa: PLC0415  when it is asked for

        lines = [
            "Nobody else changed it since you opened it.",
            *(await self.uses_lines(key) or ["Rows made from the old text stay as they are; the next stim changes."]),
        ]
        question = ReplaceScreen(f"Replace the text of {key.name} on the server?", lines)
        question.look_at_uses = partial(self.look_at_uses, key)
        is_yes = await self.app.push_screen_wait(question)
        if question.is_to_be_named:
            self.ask_name(key)
        elif is_yes:
            self.carry_out(partial(self._resolve, key, Resolution.KEEP_MINE))

    async def _resolve(self, key: PromptKey, resolution: Resolution) -> None:
        """Carry a decision out; where the server replaces nothing, another name is asked for."""
        if self.commands is None:
            return
        await self.commands.resolve_prompt(key, resolution)
        save = self.bridge.state.saves.get(key)
        if isinstance(save, SaveRefused) and isinstance(save.error, NotSupported):
            self.ask_name(key)

    async def uses_lines(self, key: PromptKey, *, is_deleted: bool = False) -> list[str]:
        """What depends on a prompt, in sentences; targets that nobody read yet are read, for a short while."""
        from breadtui.ui.present.prompt.uses_words import uses_lines  # noqa: PLC0415  when a question needs it

        return uses_lines(await self._uses_read(key), self.bridge.state, key, is_deleted=is_deleted)

    async def _uses_read(self, key: PromptKey) -> Uses:
        from breadtui.ui.present.prompt.uses_words import UsesWalk  # noqa: PLC0415  when a question needs it

        await self.read_targets(key.repo)
        return UsesWalk().uses(self.bridge.state, key)

    async def read_targets(self, repo: RepoName) -> None:
        """Read the targets that nobody read yet; what takes longer than a short while is not waited for."""
        is_read = asyncio.Event()
        # After that while it is left to go on: a reading that is cancelled would look as if it were on its way.
        _: Worker[None] = self.app.run_worker(partial(self._read_targets, repo, is_read), group="uses")
        with suppress(TimeoutError):
            async with asyncio.timeout(USES_SECONDS):
                await is_read.wait()

    async def _read_targets(self, repo: RepoName, is_read: asyncio.Event) -> None:
        if self.commands is not None:
            await self.commands.load_unread_targets(repo)
        is_read.set()

    async def look_at_uses(self, key: PromptKey) -> bool:
        """Show what uses a prompt above a question about it; whether one of that was chosen, and is gone to."""
        from breadtui.ui.screens.base.uses_screen import UsesScreen  # noqa: PLC0415  when it is asked for

        what = await self.app.push_screen_wait(UsesScreen(self.bridge, key, self.glyphs))
        if what is not None:
            self.go_along(what)
        return what is not None

    def go_along(self, what: Choice) -> object:
        """Look at another thing."""
        raise NotImplementedError

    # -- another name ---------------------------------------------------------------------------------------------

    def ask_name(self, key: PromptKey, name: str | None = None) -> None:
        """Ask under which other name to save, the next free one proposed."""
        self.choose(key)  # the line speaks of the prompt in the editor
        self.ask_line(_SAVE_AS + free_name(name or key.name, self._taken(key)))

    def save_as(self, key: PromptKey, name: PromptName) -> None:
        """Save under another name; where somebody has it, ask again with the next."""
        self.carry_out(partial(self._save_as, key, name))

    async def _save_as(self, key: PromptKey, name: PromptName) -> None:
        if self.commands is None:
            return
        await self.commands.save_prompt_as(key, name)
        save = self.bridge.state.saves.get(key)
        if isinstance(save, SaveRefused) and isinstance(save.error, Conflict):
            self.ask_name(key, name)
            return
        self.flush()
        copy = PromptKey(key.repo, name)
        is_left = key not in self.bridge.state.drafts and self.bridge.state.chosen == key
        if is_left and isinstance(self.bridge.state.saves.get(copy), Saved):
            self.follow_name(copy)

    def follow_name(self, key: PromptKey) -> None:
        """Look at what was saved under another name, where the screen shows what is chosen."""

    def save_names(self, text: str) -> tuple[str, ...]:
        """How a `saveas` line may go on: the next free version of the prompt's name, or of the one that is typed."""
        key = self.bridge.state.chosen
        if not isinstance(key, PromptKey):
            return ()
        taken, typed = self._taken(key), text.removeprefix(_SAVE_AS)
        names = [free_name(key.name, taken), *([free_name(typed, taken)] if typed in taken else [])]
        return tuple(_SAVE_AS + name for name in names if name.startswith(typed) and name != typed)

    def _taken(self, key: PromptKey) -> tuple[str, ...]:
        contents = value_of(self.bridge.state.contents.get(key.repo, NOT_ASKED))
        return (key.name, *(contents.prompts if contents is not None else ()))
