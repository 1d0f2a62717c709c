"""Rows written to a file while one reads on: all of them, or those that fit the filter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Static

from breadtui.store.rows.exporting import Written, write_rows
from breadtui.ui.present.clean import clean
from breadtui.ui.present.numbers import bar, percent_text
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.rows.finding import RowsFinding
from breadtui.ui.screens.transfer.file_paths import path_of

if TYPE_CHECKING:
    from breadtui.export.tables.rows_file import RowsFile
    from breadtui.export.tables.rows_text import RowForm

BAR_CELLS = 30


class RowsExporting(RowsFinding):
    """Writes beside the file first; it has its name once it is whole, and nothing is left of one that is stopped."""

    _is_exporting = False

    def action_export(self) -> None:
        """Type where to write the rows; while they are written, stop that."""
        if self._is_exporting:
            self.export("stop")
        else:
            self.line.ask(":", f"export jsonl {self._file_name('jsonl')}")

    def export(self, typed: str) -> None:
        """Write the rows as `jsonl|csv [FILE]` says, or stop."""
        from breadtui.export.tables.rows_text import RowForm  # noqa: PLC0415  when it is asked for

        name, _, file = typed.partition(" ")
        if name == "stop":
            self.workers.cancel_group(self, "export")
        elif name not in {form.value for form in RowForm}:
            self.say("export as jsonl or csv", is_problem=True)
        elif self.view.is_folding:
            self.say("alike rows are still being folded: export them when all were read", is_problem=True)
        elif self._is_exporting:
            self.say("rows are being written: `export stop` stops that", is_problem=True)
        else:
            self._export(RowForm(name), path_of(file.strip(), self._file_name(name)))

    def _file_name(self, ending: str) -> str:
        from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  when it is asked for

        return file_name(f"{self.key.name}-{self.key.phase.value}", ending)

    @work(group="export")
    async def _export(self, form: RowForm, path: Path) -> None:
        try:
            file = await self._begun(form, path)
            if file is not None:
                await self._write(file)
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or 'there is a file of that name'}", is_problem=True)

    async def _begun(self, form: RowForm, path: Path) -> RowsFile | None:
        """The file to write, None where another is there and stays. Raises: OSError."""
        from breadtui.export.tables.rows_file import RowsFile  # noqa: PLC0415  when it is asked for

        try:
            return RowsFile(path, form)
        except FileExistsError:
            question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
            is_agreed = await self.app.push_screen_wait(question)
            return RowsFile(path, form, replaces=True) if is_agreed else None

    async def _write(self, file: RowsFile) -> None:
        is_whole = False
        self._is_exporting = True
        try:
            wanted = self.view.wanted()
            # All rows are read by a book of their own, so that those one looks at stay in memory.
            book = self.view.book if wanted.is_few else self.commands.rows_book(self.key)
            written = await write_rows(book, file, wanted, self._progressed)
            if written.error is None:
                file.finish()
                is_whole = True
            self._tell(written, file.path)
        finally:
            self._is_exporting = False
            if not is_whole:
                file.give_up()
            if self.is_attached:
                self._show_progress("")

    def _progressed(self, read: int, written: int) -> None:
        percent = 100 * read / max(self.view.book.count, 1)
        self._show_progress(
            f" writing {bar(percent, BAR_CELLS, self.glyphs)}{percent_text(percent)} · {read:,} read, "
            f"{written:,} written · X stops"
        )

    def _show_progress(self, text: str) -> None:
        progress = self.query_one("#rows-progress", Static)
        progress.display = bool(text)
        progress.update(Content(text))

    def _which(self) -> str:
        """Which rows were written, where not all were."""
        if self.view.seed is not None:
            return " at random"
        if self.view.is_folded:
            return ", one of those alike,"
        return " that fit" if self.view.query and self.view.is_narrowed else ""

    def _tell(self, written: Written, path: Path) -> None:
        if written.error is not None:
            self.say(f"nothing was written: {clean(written.error.message, limit=200)}", is_problem=True)
            return
        said = [f"{written.written:,} rows{self._which()} written: {path}", *written.remarks()]
        self.say(" ".join(said), is_problem=written.is_short)
