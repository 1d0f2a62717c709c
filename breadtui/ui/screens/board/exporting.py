"""A board on its way out: Markdown for the clipboard, the figures, every row of the logs, the chart as a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import work

from breadtui.domain.board.whole import Board
from breadtui.domain.errors import BreadError
from breadtui.export.pages.board import board_markdown
from breadtui.export.pages.board_json import board_json
from breadtui.ui.present.board.picture import Wanted, board_of, chart_text, chart_words, why_no_curve
from breadtui.ui.present.plot.plots import drawn_ahead
from breadtui.ui.screens.board.gathering import BoardGathering
from breadtui.ui.screens.transfer.file_paths import path_of
from breadtui.ui.screens.transfer.whole_logs import whole_logs_of
from breadtui.ui.screens.transfer.writing_files import written
from breadtui.ui.screens.words.board import EXPORT_FORMS
from breadtui.ui.terminal.turns import in_turns
from breadtui.values import replace

_ENDINGS = {"markdown": "md", "plot": "txt"}
_LOGS = frozenset({"csv", "jsonl"})
_PICTURES = frozenset({"svg", "png"})
LEAST_ROWS = 12
"""A chart that is not shown, or hardly, is written so high."""


class BoardExporting(BoardGathering):
    """Copies and writes; nothing is replaced unasked, and what is said to be written is what is in the file."""

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        raise NotImplementedError

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the board as Markdown, with the question that is shown where answers are."""
        page = board_markdown(await self._board())
        self.app.copy_to_clipboard(page)
        self.say(f"copied as Markdown: {len(self.model.keys)} bakes")

    def action_export(self) -> None:
        """Offer the usual form and name: both can be typed over."""
        self.ask_line(f"export markdown {self._file_name('markdown')}")

    async def _board(self) -> Board:
        async with self.working:
            board = await asyncio.to_thread(board_of, self.wanted())
        answers = self.answers
        if answers is None or self.question >= len(answers.asked):
            return board
        await answers.want(answers.asked[self.question])
        asked = (answers.taught(self.question),)
        return replace(board, questions=asked, questions_count=len(answers.asked), notes=answers.notes)

    def export(self, typed: str) -> None:
        """Write what `FORM [FILE]` says, or say what is wrong with that."""
        form, _, file = typed.partition(" ")
        path = path_of(file.strip(), self._file_name(form))
        if form not in EXPORT_FORMS:
            self.say(f"export as {', '.join(EXPORT_FORMS)}", is_problem=True)
        elif form in _LOGS:
            self._export_logs(form, path)
        elif form in _PICTURES:
            self._export_picture(form, path)
        elif form == "plot":
            self._export_plot(path)
        else:
            self._export_page(form, path)

    @work(group="export", exclusive=True)
    async def _export_page(self, form: str, path: Path) -> None:
        board = await self._board()
        text = (board_markdown if form == "markdown" else board_json)(board)
        self._write((text,), path, f"table of {len(board.table.rows)} bakes")

    @work(group="export", exclusive=True)
    async def _export_plot(self, path: Path) -> None:
        async with self.working:
            wanted = self.wanted()
            picture = await self.worked_out(replace(wanted, height=max(wanted.height, LEAST_ROWS)))
            await in_turns(drawn_ahead(picture.request))
            text = chart_text(picture, wanted.model, self.glyphs)
        if picture.curves.lines:
            self._write((text,), path, chart_words(picture.curves, wanted.model))
        else:
            self.say(picture.words, is_problem=True)

    def _file_name(self, form: str) -> str:
        from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  when it is asked for

        names = "-".join(key.name for key in self.model.keys[:2])
        return file_name(f"compare-{names}", _ENDINGS.get(form, form))

    @work(group="export", exclusive=True)
    async def _export_picture(self, form: str, path: Path) -> None:
        from breadtui.export.charts.png import NoPillow  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.metric_export.figures import NothingToDraw  # noqa: PLC0415  when it is asked for

        try:
            async with self.working:
                content, words = await asyncio.to_thread(_picture, self.wanted(), form)
        except (NoPillow, NothingToDraw) as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._write(content, path, words)

    @work(group="export", exclusive=True)
    async def _export_logs(self, form: str, path: Path) -> None:
        if self.commands is None:
            return
        try:
            logs = await whole_logs_of(self.commands, self.model.keys)
        except BreadError as error:
            self.say(f"nothing was written: {error.message}", is_problem=True)
            return
        if logs.rows_count:
            self._write(logs.texts(form), path, logs.words())
        else:
            self.say(logs.none_words(), is_problem=True)

    @work(group="export-file", exclusive=True)
    async def _write(self, content: Iterable[str] | bytes, path: Path, what: str) -> None:
        try:
            if await written(self.app, content, path):
                self.say(f"{what} written: {path}")
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or 'there is a file of that name'}", is_problem=True)


def _picture(wanted: Wanted, form: str) -> tuple[Iterable[str] | bytes, str]:
    """The chart as a picture, and what it is of. Raises: NothingToDraw, NoPillow."""
    from breadtui.export.charts.png import chart_png  # noqa: PLC0415  when it is asked for
    from breadtui.export.charts.svg import chart_svg  # noqa: PLC0415  when it is asked for
    from breadtui.ui.present.metric_export.board_figure import board_figure  # noqa: PLC0415  when it is asked for
    from breadtui.ui.present.metric_export.figures import NothingToDraw  # noqa: PLC0415  when it is asked for

    model = wanted.model
    curves = model.curves(wanted.width, wanted.markers)
    if not curves.lines:
        raise NothingToDraw(why_no_curve(model))
    figure = board_figure(model)
    return chart_png(figure) if form == "png" else (chart_svg(figure),), chart_words(curves, model)
