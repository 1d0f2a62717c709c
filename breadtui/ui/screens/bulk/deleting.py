"""`:delete`: a prompt, target or bake goes once its name was typed; several marked ones, once their number was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.bulk import Thing, Wish, counted
from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey, TargetName
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.screens.bulk.bulking import Bulking

if TYPE_CHECKING:
    from breadtui.store.commands import Commands
    from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen
    from breadtui.ui.screens.words.lists import BulkWish

WHAT = "choose a prompt, target or bake to delete"


class Deleting(Bulking):
    """Deletes what is chosen; where that is one of several marked things, all of those."""

    def delete_chosen(self) -> None:
        """Delete what is chosen, or everything marked where it is marked too; asks first."""
        from breadtui.ui.screens.words.lists import BulkWish  # noqa: PLC0415  when it is asked for

        chosen = deletable(self.bridge.state.chosen)
        marked = self._marked_things()
        if len(marked) > 1 and chosen in marked:
            self.ask_bulk(BulkWish(Wish.DELETE), marked)
        elif chosen is None:
            self.say(WHAT, is_problem=True)
        else:
            self.work_beside(partial(self._ask_delete, chosen), group="answer")

    def _marked_things(self) -> tuple[Thing, ...]:
        found = (deletable(what) for what in self.bridge.state.marked)
        return tuple(dict.fromkeys(what for what in found if what is not None))

    async def _ask_delete(self, key: Thing) -> None:
        from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            self.say(WHAT, is_problem=True)
        elif isinstance(key, PromptKey):
            await self._ask_delete_prompt(self.commands, key)
        else:
            heading = f"Delete the {counted((key,)).removeprefix('1 ')} {key.name}?"
            question = ConfirmByNameScreen(heading, await self._lines_of((key,)), key.name)
            if await self.app.push_screen_wait(question):
                self.screen.carry_out(partial(self.commands.delete_thing, key))

    async def _ask_delete_prompt(self, commands: Commands, key: PromptKey) -> None:
        from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen  # noqa: PLC0415  when it is asked for

        self.screen.flush()
        if is_draft_alone(self.bridge.state, key):
            lines = ["It is not on the server: there is no other copy of its text."]
            question = ConfirmScreen(f"Give up the unsaved text of {key.name}?", lines, yes="give it up")
            if await self.app.push_screen_wait(question):
                commands.discard_draft(key)
            return
        lines = await self.screen.uses_lines(key, is_deleted=True) or ["No target seen so far uses it."]
        if key in self.bridge.state.drafts:
            lines.append("What is unsaved here stays a draft.")
        if await self.app.push_screen_wait(ConfirmByNameScreen(f"Delete {key.name}?", lines, key.name)):
            self.screen.carry_out(partial(commands.delete_prompt, key))

    async def _question(self, wish: BulkWish, keys: tuple[Thing, ...]) -> ConfirmByNameScreen | ConfirmScreen:
        from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen  # noqa: PLC0415  when it is asked for

        is_mixed = any(not isinstance(key, PromptKey) for key in keys)
        if wish.wish is not Wish.DELETE or not is_mixed:
            return await super()._question(wish, keys)
        from breadtui.ui.present.bulk_lines import named_lines  # noqa: PLC0415  when it is asked for

        lines = [*named_lines(keys, self.screen.unseen_marks()), *await self._lines_of(keys)]
        ask = "Type how many are deleted"
        return ConfirmByNameScreen(f"Delete {counted(keys)}?", lines, str(len(keys)), ask=ask)

    async def _lines_of(self, keys: tuple[Thing, ...]) -> list[str]:
        """What is lost and what depends on it; targets that nobody read yet are read, for a short while."""
        from breadtui.ui.present.deletion.deletion_lines import deletion_lines  # noqa: PLC0415  when it is asked for

        await self.screen.read_targets(keys[0].repo)
        return deletion_lines(self.bridge.state, keys)


def is_draft_alone(state: AppState, key: PromptKey) -> bool:
    """There is an unsaved text, and by all that was read no prompt of that name on the server."""
    contents = value_of(state.contents.get(key.repo, NOT_ASKED))
    is_read = value_of(state.prompts.get(key, NOT_ASKED)) is not None
    return key in state.drafts and contents is not None and key.name not in contents.prompts and not is_read


def deletable(what: Choice | None) -> Thing | None:
    """What can be deleted of a choice: of a stim or rollout its target; no repository can."""
    match what:
        case PromptKey() | TargetKey():
            return what
        case JobKey(_, Phase.BAKE, _):
            return what
        case JobKey(repo, _, name):
            return TargetKey(repo, TargetName(name))
        case _:
            return None
