"""Leads to what was: the versions of a prompt, one of which may become a draft, and the last write taken back."""

from __future__ import annotations

import asyncio
from functools import partial

from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.past import Deed, PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import Writing

SLOW_SECONDS = 0.5
"""An answer that takes longer is said to be waited for."""


class LookingBack(Topic[Writing]):
    """History and undo."""

    def history(self, typed: str) -> None:
        """Show the versions of a prompt: of the chosen one, or of `[REPO/]NAME`, which may be deleted by now."""
        self.screen.flush()
        chosen = self.bridge.state.chosen
        repo, slash, name = typed.rpartition("/")
        place = RepoName(repo) if slash else self.screen.chosen_repo()
        if not typed and isinstance(chosen, PromptKey):
            self._begin_history(chosen)
        elif typed and place:
            self._begin_history(PromptKey(place, PromptName(name)))
        else:
            self.say("choose a prompt, or name one: history [REPO/]NAME", is_problem=True)

    def _begin_history(self, key: PromptKey) -> None:
        self.work_beside(partial(self._show_history, key), group="history")

    async def _show_history(self, key: PromptKey) -> None:
        from breadtui.ui.screens.looking.past import HistoryScreen  # noqa: PLC0415  when it is asked for

        wanted = await self.app.push_screen_wait(HistoryScreen(self.bridge, self.commands, key, self.screen.glyphs))
        if wanted is not None and await self._may_lose_draft(key, wanted):
            self._restore(key, wanted)

    async def _may_lose_draft(self, key: PromptKey, wanted: Prompt) -> bool:
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        draft = self.bridge.state.drafts.get(key)
        if draft is None or same_text(draft.mine, wanted):
            return True
        lines = ["Its text is not saved anywhere else. Nothing is sent to the server either way."]
        question = ConfirmScreen(f"Give up the draft of {key.name} for the old version?", lines, yes="give it up")
        return await self.app.push_screen_wait(question)

    def _restore(self, key: PromptKey, wanted: Prompt) -> None:
        there = value_of(self.bridge.state.prompts.get(key, NOT_ASKED))
        if self.commands is None:
            return
        self.commands.begin_draft(key, wanted, seen=there)
        if there is not None and same_text(there, wanted):
            self.say("that is the text on the server")
        else:
            self.say("the old version is a draft now: save it to put it back")
        self.screen.choose(key)
        self.screen.show_pane(Pane.DETAIL)

    def undo_write(self) -> None:
        """Show what undoing the last write would change, and do it after a yes."""
        self.work(self._undo_write, group="undo")

    async def _undo_write(self) -> None:
        from breadtui.ui.screens.looking.past import UndoScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            return
        looking = asyncio.ensure_future(self.commands.offer_undo())
        if not (await asyncio.wait([looking], timeout=SLOW_SECONDS))[0]:
            self.say("looking at what the service holds now, before anything is undone")
        offer = await looking
        if offer is None:
            return
        if offer.refusal:
            self.say(f"{offer.refusal}; history shows what it was and is", is_problem=True)
            return
        question = UndoScreen(offer, await self._uses_of_undo(offer.write))
        question.look_at_uses = partial(self.screen.look_at_uses, offer.write.key)
        if await self.app.push_screen_wait(question):
            self.screen.carry_out(partial(self.commands.undo, offer.write))

    async def _uses_of_undo(self, write: PromptWrite) -> list[str]:
        """What depends on a prompt that an undo changes or deletes; of one that comes back nothing need be said."""
        is_coming_back = write.deed is Deed.DELETED
        return [] if is_coming_back else await self.screen.uses_lines(write.key, is_deleted=write.before is None)
