"""`:import`: prompts of a file as unsaved texts; nothing is sent, and no unsaved text is replaced unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.domain.names import PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import Writing

if TYPE_CHECKING:
    from breadtui.export.prompts.files import Found

LOADS_AT_ONCE = 4
SLOW_FROM_BYTES = 2_000_000
"""From here on a person waits: YAML of 10 MB takes ten seconds."""


class Importing(Topic[Writing]):
    """Reads files into drafts of the chosen repository."""

    def import_file(self, typed: str) -> None:
        """Make drafts of the prompts in a file, or say what is wrong with it and where."""
        from breadtui.ui.screens.transfer.file_paths import pasted_path  # noqa: PLC0415  when it is asked for

        repo = self.screen.chosen_repo()
        if repo is None or self.commands is None:
            self.say("choose a repository first", is_problem=True)
            return
        self.screen.flush()
        self.work(partial(self._import, repo, pasted_path(typed)), group="import")

    async def _import(self, repo: RepoName, path: Path) -> None:
        from breadtui.export.prompts.shapes import Misread  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.prompt.import_lines import usable  # noqa: PLC0415  loaded with it

        try:
            content = await asyncio.to_thread(path.read_bytes)
            if len(content) > SLOW_FROM_BYTES:
                self.say(f"reading {path.name}: {len(content) / 1_000_000:.0f} MB take a while")
            found = await asyncio.to_thread(_found_in, content, path)
        except OSError as error:
            self.say(f"{path} cannot be read: {error.strerror or error}", is_problem=True)
        except Misread as problem:
            self.say(f"{path.name}, {problem}", is_problem=True)
        else:
            prompts = usable(found, repo)
            await self._load_bases([key for key in prompts if self._is_on_service(key)])
            if await self._is_agreed(path, prompts, found):
                self._make_drafts(prompts, found)

    async def _is_agreed(self, path: Path, prompts: dict[PromptKey, Prompt], found: Found) -> bool:
        """Several texts, and those that come upon others, are told before they are taken."""
        from breadtui.ui.present.prompt.import_lines import incoming, question_lines  # noqa: PLC0415  loaded by then
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        coming = incoming(prompts, self.bridge.state)
        if not coming.needs_asking:
            return True
        count = "1 prompt" if len(prompts) == 1 else f"{len(prompts)} prompts"
        question = ConfirmScreen(f"Take {count} of {path.name}?", question_lines(coming, found), yes="take them")
        return await self.app.push_screen_wait(question)

    def _make_drafts(self, prompts: Mapping[PromptKey, Prompt], found: Found) -> None:
        from breadtui.ui.present.prompt.import_lines import told, warnings  # noqa: PLC0415  loaded by then

        if self.commands is None:
            return
        for key, prompt in prompts.items():
            self.commands.begin_draft(key, prompt, seen=value_of(self.bridge.state.prompts.get(key, NOT_ASKED)))
        begun = [key for key in prompts if key in self.bridge.state.drafts]
        self.say(told(found, len(begun)), is_problem=bool(warnings(found)))
        if begun:
            self.screen.go_into(begun[0])
        elif first := next(iter(prompts), None):
            self.screen.choose(first)
            self.screen.repos.reveal(first)

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


def _found_in(content: bytes, path: Path) -> Found:
    from breadtui.export.prompts.files import read_prompts, text_of_file  # noqa: PLC0415  YAML, when it is asked

    return read_prompts(text_of_file(content), file_name=path.name, default_name=path.stem)
