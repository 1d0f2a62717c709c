"""`a g`, `:download` and `:downloads`: weights of what is marked, chosen or named, into files here."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from breadtui.domain.downloading.kept import WeightsTold
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName, parse_model_path
from breadtui.store.facts.state import Choice
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import Writing

if TYPE_CHECKING:
    from breadtui.store.commands import Commands
    from breadtui.ui.screens.asking.confirm import ConfirmScreen
    from breadtui.ui.screens.words.downloads import DownloadWish
    from breadtui.ui.screens.words.table import Typed

NO_MODEL = "only a bake that is complete has weights"
NOT_CONNECTED = "not connected yet"
ASKING = "asking how large the weights are …"
PATIENCE_SECONDS = 0.7
"""A person who pressed a key is told what is waited for after so long."""

ONE_FILE = "-o names the file of one bake, and several are marked: name a folder"


class _Fetch(NamedTuple):
    """One file that is to be made."""

    key: JobKey
    told: WeightsTold
    place: Path


class Downloading(Topic[Writing]):
    """Asks where the weights go, and hands them to the queue."""

    def run(self, typed: Typed) -> None:
        """Do what was typed of downloads, or say what is wrong with it."""
        from breadtui.ui.screens.words.downloads import NotADownload, parse_download  # noqa: PLC0415  when it is asked for

        if typed.name == "downloads":
            self.work(self._show_downloads, group="downloads")
            return
        try:
            wish = parse_download(typed.rest)
        except NotADownload as problem:
            self.say(str(problem), is_problem=True)
        else:
            self.work_beside(partial(self._download_weights, wish), group="answer")

    def complete(self, text: str) -> tuple[str, ...] | None:
        """How a line with that word may go on; None for other lines."""
        from breadtui.ui.screens.transfer.file_paths import path_completions  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.downloads import download_completions, file_begun  # noqa: PLC0415  when it is asked for

        begun = file_begun(text)
        files = () if begun is None else path_completions(begun)
        bakes = (f"{repo}/{name}" for repo, lineage in self.bridge.state.lineages.items() for name in lineage.descents)
        return download_completions(text, bakes, files)

    async def _show_downloads(self) -> None:
        from breadtui.ui.screens.downloads.screen import DownloadsScreen  # noqa: PLC0415  when it is asked for

        key = await self.app.push_screen_wait(DownloadsScreen(self.bridge, self.commands, self.screen.glyphs))
        if key is not None:
            self.screen.go_into(key)

    async def _download_weights(self, wish: DownloadWish) -> None:
        keys, commands = self._bakes_to_fetch(wish), self.commands
        if commands is None or not keys:
            self.say(NOT_CONNECTED if commands is None else NO_MODEL, is_problem=True)
            return
        fetches = await self._fetches_of(commands, keys, wish)
        if len({fetch.place for fetch in fetches}) < len(fetches):
            self.say(ONE_FILE, is_problem=True)
            return
        if fetches and not wish.file:
            question = await self._download_question(commands, fetches, wish)
            fetches = fetches if await self.app.push_screen_wait(question) else []
        for fetch in fetches:
            await self._begin_download(commands, fetch, wish)

    async def _fetches_of(self, commands: Commands, keys: list[JobKey], wish: DownloadWish) -> list[_Fetch]:
        """What there is to fetch; which bakes have no such weights is told, and the others come all the same."""
        asking = self.screen.set_timer(PATIENCE_SECONDS, lambda: self.say(ASKING))
        try:
            asked = (self._fetch_of_weights(commands, key, wish) for key in keys)
            outcomes = await asyncio.gather(*asked, return_exceptions=True)
        finally:
            asking.stop()
        for key, outcome in zip(keys, outcomes, strict=True):
            if isinstance(outcome, BreadError):
                self.say(f"{key.name}: {outcome.message}", is_problem=True)
            elif isinstance(outcome, BaseException):
                raise outcome
        return [outcome for outcome in outcomes if isinstance(outcome, _Fetch)]

    async def _begin_download(self, commands: Commands, fetch: _Fetch, wish: DownloadWish) -> None:
        from breadtui.domain.downloading.troubles import DownloadTrouble  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.downloads.screen import replace_question  # noqa: PLC0415

        place = str(fetch.place)
        is_free = await commands.weights_place_is_free(place)
        if not is_free and not wish.is_forced:
            if (checked := await commands.same_weights(place, fetch.told)) is not None:
                self.say(f"{fetch.place.name} is there already: the same weights, checked by {checked.by}")
                return
            if not await self.app.push_screen_wait(replace_question(place)):
                return
        try:
            if not wish.file or wish.file.endswith("/"):
                await commands.make_weights_folder(place)
        except DownloadTrouble as trouble:
            self.say(trouble.words, is_problem=True)
            return
        begin = partial(commands.download, fetch.key, fetch.told.checkpoint, place)
        self.screen.carry_out(partial(begin, is_replacing=not is_free, is_unpacking=wish.is_unpacking))
        self.say(f"downloading to {fetch.place.name}: :downloads shows how far")

    def _bakes_to_fetch(self, wish: DownloadWish) -> list[JobKey]:
        """What was named; else the bakes that are marked; else the chosen one, where it may have weights."""
        state = self.bridge.state
        if wish.name:
            repo = wish.repo or self.screen.chosen_repo()
            return [] if not repo else [JobKey(RepoName(repo), Phase.BAKE, wish.name)]
        marked: list[Choice | None] = [what for what in state.marked if _is_bake(what)]
        meant = marked or [state.chosen]
        return [what for what in meant if isinstance(what, JobKey) and _is_bake(what) and self._may_have_weights(what)]

    def _may_have_weights(self, key: JobKey) -> bool:
        seen = self.bridge.state.jobs.get(key)
        return seen is None or seen.job.status is JobStatus.COMPLETE

    async def _fetch_of_weights(self, commands: Commands, key: JobKey, wish: DownloadWish) -> _Fetch:
        from breadtui.domain.downloading.file_names import weights_file_name  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415

        checkpoint = self._weights_checkpoint(key) if wish.checkpoint is None else wish.checkpoint
        told = await commands.weights_told(key, checkpoint)
        folder = f"{commands.weights_folder}/" if commands.weights_folder else ""
        return _Fetch(key, told, path_of(wish.file or folder, weights_file_name(key, told.checkpoint)))

    def _weights_checkpoint(self, key: JobKey) -> int | None:
        """The checkpoint that is looked at, else the newest that was seen."""
        state = self.bridge.state
        if key == state.chosen and state.checkpoint is not None:
            return state.checkpoint
        seen = state.jobs.get(key)
        paths = [] if seen is None else [parse_model_path(name) for name in seen.job.model_names]
        return max((path.checkpoint for path in paths if path is not None), default=None)

    async def _download_question(self, commands: Commands, fetches: list[_Fetch], wish: DownloadWish) -> ConfirmScreen:
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        first = fetches[0]
        seen = () if wish.name else self.screen.unseen_marks().lines([fetch.key for fetch in fetches])
        lines = [*seen, *(f"To {fetch.place}" for fetch in fetches)]
        lines += [_room_words(fetches, await commands.room_for_weights(str(first.place)))]
        if not await commands.weights_place_is_free(f"{first.place}.part"):
            lines.append("A part of it is there already, and is gone on with.")
        if wish.is_unpacking:
            lines.append("It is unpacked into a folder beside it.")
        lines.append("Another place: :download -o FILE")
        what = f"{first.key.name} at step {first.told.checkpoint}" if len(fetches) == 1 else f"{len(fetches)} bakes"
        return ConfirmScreen(f"Download the weights of {what}?", lines, yes="download")


def _room_words(fetches: list[_Fetch], free_bytes: int | None) -> str:
    """How much comes, and whether it has room; what the store did not tell is told once it does."""
    from breadtui.domain.downloading.words import size_words  # noqa: PLC0415  when it is asked for

    sizes = [fetch.told.total_bytes for fetch in fetches]
    total = None if None in sizes else sum(filter(None, sizes))
    room = "" if free_bytes is None else f"{size_words(free_bytes)} are free there"
    if total is None:
        return f"{room or 'How much is free there is not known'}; the size is known once the store answers."
    if free_bytes is not None and free_bytes < total:
        return f"{size_words(total)}, but only {room}: it waits until there is room."
    return f"{size_words(total)}; {room}." if room else f"{size_words(total)}."


def _is_bake(what: Choice | None) -> bool:
    return isinstance(what, JobKey) and what.phase is Phase.BAKE
