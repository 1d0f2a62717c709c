"""Saves from a shell, by the rules of the cockpit: nothing that somebody else wrote is replaced unseen."""

from __future__ import annotations

from breadtui.commands.exits import CONFLICT, OK, REFUSED
from breadtui.commands.outcome.writing import put_json
from breadtui.commands.prompts.arguments import Arguments, Talk
from breadtui.commands.prompts.differences import put_differences
from breadtui.commands.prompts.texts import STANDARD_INPUT, Unusable, prompt_of_file
from breadtui.domain.names import PromptKey, name_problem
from breadtui.domain.prompt.drafts import Draft, Resolution
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.clock import SystemClock
from breadtui.store.events.event import DraftChanged
from breadtui.store.facts.state import AppState, ConfirmReplace, Conflicted, Save, Saved, SaveRefused
from breadtui.store.forgetting.journal import NoDrafts
from breadtui.store.ports.service import BreadApi, Journal
from breadtui.store.prompts.editing import Editing
from breadtui.store.store import Store


class PromptDesk:
    """One prompt to be saved; what is seen of it on the way goes to the journal."""

    def __init__(self, api: BreadApi, journal: Journal) -> None:
        self._store = Store(AppState())
        self._clock = SystemClock()
        self._editing = _Noting(self._store, api, journal, NoDrafts(), self._clock)

    async def save(self, key: PromptKey, base: Prompt | None, mine: Prompt, *, is_replacing: bool) -> Save | None:
        """What a save came to; a text that differs from the base is replaced only if that is wanted, once looked at.

        None where the service held this text already, and nothing was written.
        """
        self._store.dispatch(DraftChanged(Draft(key, base, mine, self._clock.now())))
        await self._editing.save_prompt(key)
        found = self._store.state.saves.get(key)
        if isinstance(found, ConfirmReplace) or (is_replacing and isinstance(found, Conflicted)):
            await self._editing.resolve_prompt(key, Resolution.KEEP_MINE)
        found = self._store.state.saves.get(key)
        return None if isinstance(found, Saved) and not self._editing.has_written else found


class _Noting(Editing):
    """Notes whether anything was written."""

    has_written = False

    def _wrote(self, key: PromptKey, before: Prompt | None, after: Prompt | None) -> None:
        self.has_written = True
        super()._wrote(key, before, after)


async def set_prompt(api: BreadApi, journal: Journal, args: Arguments, talk: Talk) -> int:
    """Save a file's prompt under the name typed; the exit code. Raises: BreadError, Unusable."""
    if args.base == args.other == STANDARD_INPUT:
        raise Unusable("standard input cannot be both texts")
    mine = prompt_of_file(args.other, args.key.name, talk)
    base = prompt_of_file(args.base, args.key.name, talk) if args.base else None
    saved = await PromptDesk(api, journal).save(args.key, base, mine, is_replacing=args.is_replacing)
    if args.is_json and (outcome := _outcome(saved)):
        put_json(talk.out, {"repo": args.key.repo, "prompt_name": args.key.name, "outcome": outcome})
    return tell_saved(saved, args.key, mine, talk)


def _outcome(save: Save | None) -> str | None:
    match save:
        case None:
            return "unchanged"
        case Saved():
            return "saved"
        case Conflicted():
            return "conflict"
        case _:
            return None


def tell_saved(save: Save | None, key: PromptKey, mine: Prompt, talk: Talk) -> int:
    """Say what a save came to; of a conflict, how mine differs from what is there. Raises: BreadError."""
    match save:
        case None:
            talk.tell(f"{key.repo}/{key.name} holds this text already; nothing was written.")
            return OK
        case Saved():
            talk.tell(f"{key.repo}/{key.name} is saved and read back.")
            if problem := name_problem(key.name):
                talk.tell(f"mind the name: {problem}.")
            return OK
        case Conflicted(theirs=theirs):
            put_differences(talk.err, theirs, mine, (f"{key.repo}/{key.name} on the service", "yours"))
            talk.tell("the service holds another text, and nothing was overwritten; set --replace replaces it.")
            return CONFLICT
        case SaveRefused(error=error):
            raise error
        case _:
            talk.tell(f"{key.repo}/{key.name} was not saved.")
            return REFUSED
