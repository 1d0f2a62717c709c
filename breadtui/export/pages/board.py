"""A board as a page of Markdown: the figures of each bake, the settings that differ, what was read of how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from breadtui.domain.board.entries import is_better_greater
from breadtui.domain.board.settings import Settings
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.export.markdown_text import code, document

_COLUMNS: tuple[tuple[str, Callable[[BoardRow], str]], ...] = (
    ("last", lambda row: _number(row.figures.last.value if row.figures.last else None)),
    ("Δ %", lambda row: _percent(row, row.last_delta_percent)),
    ("best", lambda row: _number(row.figures.best.value if row.figures.best else None)),
    ("@ step", lambda row: f"{row.figures.best.step:.0f}" if row.figures.best else "-"),
    ("Δ %", lambda row: _percent(row, row.best_delta_percent)),
    ("smoothed", lambda row: _number(row.figures.smoothed)),
    ("Δ %", lambda row: _percent(row, row.smoothed_delta_percent)),
    ("at cursor", lambda row: _number(row.figures.at_cursor)),
    ("Δ %", lambda row: _percent(row, row.cursor_delta_percent)),
    ("seconds", lambda row: _seconds(row.figures.duration_seconds)),
    ("points", lambda row: str(row.figures.points_count)),
)


def board_markdown(table: BoardTable, settings: Settings, alignment: str) -> str:
    """The page; every name and value stands in a span that none of them can break out of."""
    paths = [f"{row.key.repo}/{row.key.name}" for row in table.rows]
    return document(
        [f"# {code(table.metric)} of {len(table.rows)} bakes"],
        list(_facts(table, alignment)),
        _table_lines(table, paths),
        ["## Settings that differ"],
        list(_settings_lines(settings, [row.letter for row in table.rows])),
        list(_notes(table, paths)),
    )


def _facts(table: BoardTable, alignment: str) -> Iterator[str]:
    base = table.baseline
    if base is not None:
        yield f"- baseline: {base.letter} {code(f'{base.key.repo}/{base.key.name}')}"
    yield f"- best: the {'greatest' if is_better_greater(table.metric) else 'least'} value"
    yield f"- smoothed: exponential moving average, {table.alpha:g} kept"
    if table.cursor_words:
        yield f"- cursor: {alignment} {code(table.cursor_words)}"


def _table_lines(table: BoardTable, paths: Sequence[str]) -> list[str]:
    heads = ["", "bake", *(head for head, _ in _COLUMNS)]
    lines = [f"| {' | '.join(heads)} |", f"|---|---|{'---:|' * len(_COLUMNS)}"]
    for row, path in zip(table.rows, paths, strict=True):
        cells = [row.letter, _cell(path), *(text(row) for _, text in _COLUMNS)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _settings_lines(settings: Settings, letters: Sequence[str]) -> Iterator[str]:
    if settings.rows:
        yield f"| setting | {' | '.join(letters)} |"
        yield f"|---|{'---|' * len(letters)}"
    for row in settings.rows:
        values = ("-" if value is None else _cell(value) for value in row.values)
        yield f"| {_cell(row.path)} | {' | '.join(values)} |"
    if settings.rows:
        yield ""
    count = settings.same_count
    yield f"{count} setting{' is' if count == 1 else 's are'} the same."


def _notes(table: BoardTable, paths: Sequence[str]) -> Iterator[str]:
    for row, path in zip(table.rows, paths, strict=True):
        if row.note:
            yield f"- {code(path)}: {code(row.note)}"


def _cell(text: str) -> str:
    """A code span in a table, where a bar would end the cell even within a span."""
    return code(text).replace("|", "\\|")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _percent(row: BoardRow, percent: float | None) -> str:
    return "-" if row.base is None or percent is None else f"{percent:+.1f} %"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.0f}"
