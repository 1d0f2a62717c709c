"""What a save from a shell comes to when somebody else writes in between."""

import io
from pathlib import Path

import pytest

from breadtui.commands.exits import CONFLICT, REFUSED
from breadtui.commands.prompts.arguments import Arguments, Talk, Verb
from breadtui.commands.prompts.prompt import run
from breadtui.commands.prompts.saving import PromptDesk
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.state import Conflicted, Saved
from breadtui.store.forgetting.journal import NoJournal
from tests.fakes.api import FakeApi
from tests.fakes.states import a_prompt, a_prompt_key

KEY = a_prompt_key("wise")
OLD, MINE, OTHERS = (a_prompt(text, name="wise") for text in ("Old.", "Mine.", "Others'."))


class ChangedBetween(FakeApi):
    """A service on which somebody else writes just before the look with this number."""

    def __init__(self, at_look: int) -> None:
        super().__init__(prompts={KEY: OLD})
        self._looks_left = at_look

    async def prompt(self, key: PromptKey) -> Prompt:
        """The text, changed when it is time."""
        self._looks_left -= 1
        if self._looks_left == 0:
            self.prompts[key] = OTHERS
        return await super().prompt(key)


async def test_replacing_leaves_a_text_that_came_after_the_look_alone() -> None:
    api = ChangedBetween(2)
    save = await PromptDesk(api, NoJournal()).save(KEY, None, MINE, is_replacing=True)
    assert isinstance(save, Conflicted)
    assert save.theirs == OTHERS
    assert api.prompts[KEY] == OTHERS


async def test_replacing_writes_over_the_text_it_has_seen() -> None:
    api = FakeApi(prompts={KEY: OLD})
    assert isinstance(await PromptDesk(api, NoJournal()).save(KEY, None, MINE, is_replacing=True), Saved)
    assert api.prompts[KEY] == MINE


async def test_an_edited_text_is_saved_unless_its_base_was_changed_meanwhile() -> None:
    api = FakeApi(prompts={KEY: OLD})
    assert isinstance(await PromptDesk(api, NoJournal()).save(KEY, OLD, MINE, is_replacing=False), Saved)
    api = ChangedBetween(1)
    assert isinstance(await PromptDesk(api, NoJournal()).save(KEY, OLD, MINE, is_replacing=False), Conflicted)
    assert api.prompts[KEY] == OTHERS


@pytest.mark.parametrize(("is_read_only", "code"), [(True, REFUSED), (False, CONFLICT)])
async def test_a_run_that_may_only_read_saves_nothing(tmp_path: Path, is_read_only: bool, code: int) -> None:
    api = FakeApi(prompts={KEY: OLD})
    settings = Settings(Folders(tmp_path, tmp_path), base_url="https://bread.example", is_read_only=is_read_only)
    err = io.StringIO()
    talk = Talk(io.StringIO(), err, lambda: b"# system\n\nMine.\n", None, tmp_path)
    args = Arguments(Verb.SET, KEY.repo, KEY, other="-")
    assert await run(api, settings, args, talk, NoJournal()) == code
    assert api.prompts[KEY] == OLD


async def test_a_text_that_is_there_already_is_not_written_again() -> None:
    api = FakeApi(prompts={KEY: MINE})
    for is_replacing in (False, True):
        assert await PromptDesk(api, NoJournal()).save(KEY, None, MINE, is_replacing=is_replacing) is None
    assert (api.counted("create_prompt"), api.counted("replace_prompt")) == (0, 0)
