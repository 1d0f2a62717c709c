"""`:export`: what is chosen written to a file, never over another one without a question."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.reading import Reading

if TYPE_CHECKING:
    from breadtui.ui.present.export_forms import Export


class Exporting(Reading):
    """Asks for what is missing, then writes."""

    def filtered_pane(self) -> Pane:
        """The pane that had the focus before the command line."""
        raise NotImplementedError

    def export(self, typed: str) -> None:
        """Write what is chosen as `FORMAT [FILE]` or a file's ending says, or say what is wrong with that."""
        from breadtui.ui.present.export_forms import NotExportable, export_of  # noqa: PLC0415  YAML, when it is asked
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.exports import parse_export  # noqa: PLC0415  when it is asked for

        self.flush()
        name, file = parse_export(typed)
        is_tree = self.filtered_pane() is Pane.TREE
        try:
            export = export_of(name, self.bridge.state.chosen, is_tree=is_tree, tab=self.details.tab)
        except NotExportable as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._export(export, path_of(file, export.file_name))

    def export_names(self) -> tuple[str, ...]:
        """The forms in which what is chosen can be written where the focus is."""
        from breadtui.ui.present.export_forms import forms_of  # noqa: PLC0415  YAML, when it is asked

        chosen, is_tree = self.bridge.state.chosen, self.filtered_pane() is Pane.TREE
        return () if chosen is None else forms_of(chosen, is_tree=is_tree, tab=self.details.tab)

    @work(group="export", exclusive=True)
    async def _export(self, export: Export, path: Path) -> None:
        from breadtui.ui.present.export_forms import NotExportable, exported  # noqa: PLC0415  loaded by then

        await self._load_for(export)
        try:
            text = await asyncio.to_thread(exported, export, self.bridge.state)
        except NotExportable as problem:
            self.say(str(problem), is_problem=True)
            return
        try:
            await self.write_text(path, text)
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or error}", is_problem=True)

    async def write_text(self, path: Path, text: str) -> None:
        """Write and say where; the question comes first where there is a file already. Raises: OSError."""
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        content = text.encode(errors="backslashreplace")
        try:
            write_new(path, content)
        except FileExistsError:
            question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
            if not await self.app.push_screen_wait(question):
                return
            write_over(path, content)
        self.say(f"written: {path}")

    async def _load_for(self, export: Export) -> None:
        from breadtui.ui.present.export_forms import Scope  # noqa: PLC0415  loaded by then

        commands, about = self.commands, export.about
        if commands is None:
            return
        if export.scope is Scope.GRAPH:
            await commands.load_uses(about)
        elif export.scope is Scope.PLAN and isinstance(about, JobKey) and not self._has_plan(about):
            await commands.load_plan(about)

    def _has_plan(self, key: JobKey) -> bool:
        return value_of(self.bridge.state.plans.get(key, NOT_ASKED)) is not None


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises: FileExistsError, or another OSError; then no half is left."""
    from breadtui.export.whole_file import write_whole  # noqa: PLC0415  when it is asked for

    write_whole(content, path, replaces=False)


def write_over(path: Path, content: bytes) -> None:
    """Put content in the place of a file, whose mode stays; the old one is whole until the new one is.

    Raises: OSError, and the old one is untouched.
    """
    from breadtui.export.whole_file import write_whole  # noqa: PLC0415  when it is asked for

    write_whole(content, path, replaces=True)
