"""`:import`: prompts of a file as unsaved texts; nothing is sent, and no unsaved text is replaced unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.names import PromptKey, RepoName, is_impossible_name, name_problem
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.remote import NOT_ASKED, value_of
from breadtui.ui.screens.confirm import ConfirmScreen
from breadtui.ui.screens.file_paths import pasted_path
from breadtui.ui.screens.layout import Pane
from breadtui.ui.screens.writing import Writing

if TYPE_CHECKING:
    from breadtui.export.prompt_files import Found

LOADS_AT_ONCE = 4
NAMES_SHOWN = 6


class Importing(Writing):
    """Reads files into drafts of the chosen repository."""

    def import_file(self, typed: str) -> None:
        """Make drafts of the prompts in a file, or say what is wrong with it and where."""
        repo = self.chosen_repo()
        if repo is None or self.commands is None:
            self.say("choose a repository first", is_problem=True)
            return
        self.flush()
        self._import(repo, pasted_path(typed))

    @work(group="import", exclusive=True)
    async def _import(self, repo: RepoName, path: Path) -> None:
        from breadtui.export.prompt_shapes import Misread  # noqa: PLC0415  when it is asked for

        try:
            found = await asyncio.to_thread(_read, path)
        except OSError as error:
            self.say(f"{path} cannot be read: {error.strerror or error}", is_problem=True)
        except Misread as problem:
            self.say(f"{path.name}, {problem}", is_problem=True)
        else:
            prompts = {PromptKey(repo, one.name): one for one in found.prompts if not is_impossible_name(one.name)}
            if await self._may_give_up(prompts):
                await self._make_drafts(prompts, found)

    async def _may_give_up(self, prompts: Mapping[PromptKey, Prompt]) -> bool:
        drafts = self.bridge.state.drafts
        taken = [key.name for key, one in prompts.items() if key in drafts and not same_text(drafts[key].mine, one)]
        if not taken:
            return True
        lines = [f"Unsaved texts there are already: {names_shown(taken)}.", "The file's texts would take their place."]
        return await self.app.push_screen_wait(ConfirmScreen("Give up unsaved texts?", lines, yes="replace them"))

    async def _make_drafts(self, prompts: Mapping[PromptKey, Prompt], found: Found) -> None:
        commands = self.commands
        if commands is None:
            return
        await self._load_bases([key for key in prompts if self._is_on_service(key)])
        for key, prompt in prompts.items():
            commands.change_draft(key, prompt)
        self.say(told(found, sum(key in self.bridge.state.drafts for key in prompts)), is_problem=bool(warnings(found)))
        if first := next(iter(prompts), None):
            self.choose(first)
            self.show_pane(Pane.DETAIL)

    def _is_on_service(self, key: PromptKey) -> bool:
        contents = value_of(self.bridge.state.contents.get(key.repo, NOT_ASKED))
        is_known = value_of(self.bridge.state.prompts.get(key, NOT_ASKED)) is not None
        return contents is not None and key.name in contents.prompts and not is_known

    async def _load_bases(self, keys: Sequence[PromptKey]) -> None:
        """Read what the texts are to be compared with; what cannot be read is compared when it is saved."""
        commands, turns = self.commands, asyncio.Semaphore(LOADS_AT_ONCE)

        async def in_turn(key: PromptKey) -> None:
            if commands is not None:
                async with turns:
                    await commands.refresh(key)

        await asyncio.gather(*map(in_turn, keys))


def told(found: Found, drafts_count: int) -> str:
    """What came of a file, in a sentence or two."""
    count = len(found.prompts)
    same = count - drafts_count - sum(is_impossible_name(one.name) for one in found.prompts)
    parts = [f"{drafts_count} unsaved {'text' if drafts_count == 1 else 'texts'} from the file, nothing is sent"]
    parts += [f"{same} as on the service"] if same else []
    return "; ".join([*parts, *warnings(found)])


def warnings(found: Found) -> list[str]:
    """What a person should know of a file: names that the service may or will refuse, and what was left out."""
    impossible = [one.name for one in found.prompts if is_impossible_name(one.name)]
    doubtful = [one.name for one in found.prompts if name_problem(one.name) and one.name not in impossible]
    said = [f"no prompt can be named {names_shown(impossible)}"] if impossible else []
    said += [f"the service may refuse the name {names_shown(doubtful)}"] if doubtful else []
    return [*said, f"left out: {names_shown(found.ignored)}"] if found.ignored else said


def names_shown(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(f"'{name}'" for name in names[:NAMES_SHOWN]) + more


def _read(path: Path) -> Found:
    from breadtui.export.prompt_files import read_prompts, text_of_file  # noqa: PLC0415  YAML, when it is asked

    return read_prompts(text_of_file(path.read_bytes()), file_name=path.name, default_name=path.stem)
