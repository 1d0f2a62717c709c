"""Bakes held against each other as a table, a page, JSON or a chart: the cockpit's own board, for a pipe or a file."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from breadtui.commands.outcome.output_file import Written
from breadtui.commands.reading.compare import Render
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry
from breadtui.domain.board.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.unsafe_text import visible_line
from breadtui.export.pages.board import board_markdown
from breadtui.export.pages.board_json import board_json
from breadtui.ui.present.board.heading_lines import chart_heading
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.settings_lines import settings_lines
from breadtui.ui.present.board.table_lines import head_line, row_line
from breadtui.ui.present.board.view import BoardView
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.present.plot.overlay import curve_lines
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.tty import draws_ascii

WIDTH, HEIGHT = 100, 20
_LEAST_TABLE_WIDTH = 120


def renderer(found: Namespace, form: str) -> Render:
    """What makes the form that was asked for of bakes."""
    return lambda entries, settings: _rendered(entries, settings, found, form)


def _rendered(entries: Sequence[Entry], settings: Settings, found: Namespace, form: str) -> Written:
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
            return (board_json(model.table(), settings),)
        case "markdown":
            return (board_markdown(model.table(), settings, model.view.alignment),)
        case "plot":
            return _plot(model, found)
        case "svg" | "png":
            return _picture(model, form)
        case _:
            return _table(model, settings, found)


def _view(found: Namespace) -> BoardView:
    base = found.baseline
    return BoardView(
        metric=found.metric or "loss",
        alignment=Alignment(found.along),
        alpha=0.0 if found.smoothing == "off" else float(found.smoothing),
        is_log=True if found.log else False if found.linear else None,
        baseline=None if base is None else JobKey(RepoName(base[0]), Phase.BAKE, base[1]),
    )


def _table(model: BoardModel, settings: Settings, found: Namespace) -> Iterator[str]:
    width, is_ascii, table = max(_width(found), _LEAST_TABLE_WIDTH), _is_ascii(found), model.table()
    yield from _texts([head_line(table, width, is_ascii=is_ascii)], is_ascii=is_ascii)
    yield from _texts([row_line(table, row, width, is_ascii=is_ascii) for row in table.rows], is_ascii=is_ascii)
    yield "\n"
    yield from _texts(settings_lines(settings, (), width, model.baseline_number), is_ascii=is_ascii)


def _plot(model: BoardModel, found: Namespace) -> Iterator[str]:
    width, is_ascii = _width(found), _is_ascii(found)
    sight = model.sight(width, Markers.ASCII if is_ascii else Markers.BRAILLE)
    glyphs = ASCII if is_ascii else UNICODE
    head = chart_heading(model, sight.curves, glyphs, is_log=sight.is_log, width=width)
    lines = curve_lines(sight.curves, width, (found.height or HEIGHT) - 1)
    return _texts([head, *lines], is_ascii=is_ascii, width=width)


def _picture(model: BoardModel, form: str) -> Written:
    from breadtui.export.charts.png import NoPillow, chart_png
    from breadtui.export.charts.svg import chart_svg
    from breadtui.ui.present.metric_export.figures import NothingToDraw, figure_of

    sight = model.sight(WIDTH, Markers.BRAILLE)
    try:
        figure = figure_of(sight.curves, f"{model.metric} of {', '.join(model.names)}")
        return chart_png(figure) if form == "png" else (chart_svg(figure),)
    except (NoPillow, NothingToDraw) as problem:
        raise CannotDraw(f"{problem}.") from problem


def _texts(lines: Sequence[Line], *, is_ascii: bool, width: int | None = None) -> Iterator[str]:
    for line in lines:
        text = "".join(span.text for span in line)[:width].rstrip()
        yield f"{text.encode('ascii', 'backslashreplace').decode('ascii') if is_ascii else text}\n"


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
