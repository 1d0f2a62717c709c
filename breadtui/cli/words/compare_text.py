"""Bakes held against each other as a table, a page, JSON or a chart: the cockpit's own board, for a pipe or a file."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from breadtui.commands.outcome.output_file import Written
from breadtui.commands.reading.compare import Render
from breadtui.commands.reading.compare_reading import Gathered
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry
from breadtui.domain.board.prompts import prompt_pairs
from breadtui.domain.board.whole import Board
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.unsafe_text import visible_line
from breadtui.export.pages.board import board_markdown
from breadtui.export.pages.board_json import board_json
from breadtui.ui.present.board.answer_lines import taught_lines
from breadtui.ui.present.board.heading_lines import chart_heading
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.prompt_lines import prompt_page
from breadtui.ui.present.board.settings_lines import settings_lines
from breadtui.ui.present.board.table_lines import head_line, row_line
from breadtui.ui.present.board.table_notes import table_notes
from breadtui.ui.present.board.view import BoardView
from breadtui.ui.present.compare.comparison_lines import Look
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.plot.named_plot import named_plot
from breadtui.ui.present.plot.overlay import overlay_request
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.plain_signs import in_plain_signs
from breadtui.ui.terminal.tty import draws_ascii
from breadtui.values import replace

WIDTH, HEIGHT = 100, 20
_LEAST_TABLE_WIDTH = 120


def renderer(found: Namespace, form: str) -> Render:
    """What makes the form that was asked for of bakes."""
    return lambda entries, gathered: _rendered(entries, gathered, found, form)


def _rendered(entries: Sequence[Entry], gathered: Gathered, found: Namespace, form: str) -> Written:
    """Raises: CannotDraw."""
    model = BoardModel(entries, _view(found))
    if found.metric is not None and found.metric not in model.metrics:
        names = ", ".join(map(visible_line, model.metrics)) or "nothing"
        raise CannotDraw(f"none of them logged {visible_line(found.metric)!r} as numbers; there is {names}.")
    if model.view.alignment not in model.alignments:
        is_descent = model.view.alignment is Alignment.DESCENT
        why = "none of them descends from another bake" if is_descent else "no row says where it lies along that"
        raise CannotDraw(f"they cannot be laid along {found.along}: {why}.")
    match form:
        case "json":
            return (board_json(_board(model, gathered)),)
        case "markdown":
            return (board_markdown(_board(model, gathered)),)
        case "plot":
            return _plot(model, found)
        case "svg" | "png":
            return _picture(model, form)
        case _:
            return _table(model, gathered, found)


def _view(found: Namespace) -> BoardView:
    base = found.baseline
    return BoardView(
        metric=found.metric or "loss",
        alignment=Alignment(found.along),
        alpha=0.0 if found.smoothing == "off" else float(found.smoothing),
        is_log=True if found.log else False if found.linear else None,
        baseline=None if base is None else JobKey(RepoName(base[0]), Phase.BAKE, base[1]),
    )


def _board(model: BoardModel, gathered: Gathered) -> Board:
    pairs = None if gathered.sides is None else prompt_pairs(gathered.sides, model.baseline_number)
    questions = gathered.questions, gathered.questions_count, gathered.notes
    return Board(model.table(), gathered.settings, model.view.alignment, pairs, *questions)


def _table(model: BoardModel, gathered: Gathered, found: Namespace) -> Iterator[str]:
    width, is_ascii, board = max(_width(found), _LEAST_TABLE_WIDTH), _is_ascii(found), _board(model, gathered)
    for lines in _table_lines(model, board, width, ASCII if is_ascii else UNICODE):
        yield from _texts(lines, is_ascii=is_ascii)


def _table_lines(model: BoardModel, board: Board, width: int, glyphs: Glyphs) -> Iterator[Sequence[Line]]:
    """The table, the settings, the prompts and the questions, with a blank line between."""
    table, is_ascii = board.table, glyphs.is_ascii
    yield [head_line(table, width, is_ascii=is_ascii)]
    yield [row_line(table, row, width, is_ascii=is_ascii) for row in table.rows]
    yield list(table_notes(table, model.view.alignment, glyphs))
    yield [(), *settings_lines(board.settings, (), width, model.baseline_number)]
    if board.prompts is not None:
        look = Look(width, is_mono=True, glyphs=glyphs)
        page = prompt_page(board.prompts, model.paths, model.baseline_number, look, frozenset())
        yield [(), *(row.line for row in page.rows)]
    for question in board.questions:
        yield [(), *taught_lines(question, board.questions_count, len(table.rows), width, glyphs)]


def _plot(model: BoardModel, found: Namespace) -> Iterator[str]:
    width, is_ascii = _width(found), _is_ascii(found)
    curves = replace(model.curves(width, Markers.ASCII if is_ascii else Markers.BRAILLE), cursor=None)
    glyphs, request = ASCII if is_ascii else UNICODE, overlay_request(curves, width, (found.height or HEIGHT) - 1)
    head = chart_heading(model, curves, model.table(), glyphs, request=request, width=width)
    lines = named_plot(request, is_of_several=True)
    return _texts([head, *lines], is_ascii=is_ascii, width=width)


def _picture(model: BoardModel, form: str) -> Written:
    from breadtui.export.charts.png import NoPillow, chart_png
    from breadtui.export.charts.svg import chart_svg
    from breadtui.ui.present.metric_export.board_figure import board_figure
    from breadtui.ui.present.metric_export.figures import NothingToDraw

    try:
        figure = board_figure(model)
        return chart_png(figure) if form == "png" else (chart_svg(figure),)
    except (NoPillow, NothingToDraw) as problem:
        raise CannotDraw(f"{problem}.") from problem


def _texts(lines: Sequence[Line], *, is_ascii: bool, width: int | None = None) -> Iterator[str]:
    for line in lines:
        text = "".join(span.text for span in line)[:width].rstrip()
        yield f"{in_plain_signs(text).encode('ascii', 'backslashreplace').decode('ascii') if is_ascii else text}\n"


def _width(found: Namespace) -> int:
    is_on_terminal = found.output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, HEIGHT)).columns if is_on_terminal else WIDTH
    return found.width or max(width, 20)


def _is_ascii(found: Namespace) -> bool:
    """ASCII where what is written to knows no UTF-8; a file is always UTF-8."""
    if found.output is not None and not os.environ.get("BREADTUI_ASCII"):
        return False
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return draws_ascii(os.environ) or "utf" not in encoding
