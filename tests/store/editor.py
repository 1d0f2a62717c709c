"""Commands that edit, with their service, drafts and journal."""

from collections.abc import Callable

from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.commands import Commands
from breadtui.store.facts.state import Saved
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_draft, a_prompt, a_prompt_key, a_state

KEY = a_prompt_key()
BASE, MINE, THEIRS, LATER = (a_prompt(text) for text in ("base", "mine", "theirs", "later"))


class Editor:
    """Commands with one draft, `MINE` begun from `BASE`, and what the service holds: `held`."""

    def __init__(
        self,
        held: Prompt | None = BASE,
        *,
        draft: Draft | None = None,
        read_only: bool = False,
        is_full: bool = False,
    ) -> None:
        draft = draft or a_draft(MINE, BASE)
        self.store = Store(a_state(prompts=[BASE], drafts=[draft]))
        self.api = FakeApi(prompts={} if held is None else {KEY: held})
        self.journal = MemoryJournal()
        self.drafts = MemoryDrafts([draft], is_full=is_full)
        self.commands = Commands(self.store, self.api, self.journal, self.drafts, ManualClock(), read_only=read_only)

    @property
    def save(self) -> object:
        return self.store.state.saves.get(KEY)

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    @property
    def held(self) -> Prompt | None:
        return self.api.prompts.get(KEY)

    def somebody_writes(self, prompt: Prompt) -> Callable[[], None]:
        return lambda: self.api.prompts.update({KEY: prompt})

    def somebody_deletes(self) -> None:
        self.api.prompts.pop(KEY)

    def wrote(self) -> list[str]:
        return [name for name, _ in self.api.calls if name != "prompt"]

    def is_saved(self) -> bool:
        drafts = KEY not in self.store.state.drafts and KEY not in self.drafts.drafts
        return isinstance(self.save, Saved) and drafts

    def is_safe(self) -> bool:
        return self.store.state.drafts[KEY].mine == MINE and self.drafts.drafts[KEY].mine == MINE
