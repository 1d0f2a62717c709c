"""A board as a page of Markdown: figures of each bake, settings and prompts that differ, questions with answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from breadtui.domain.board.figures import is_better_greater
from breadtui.domain.board.settings import Settings
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.domain.board.whole import Board
from breadtui.domain.metric.axes import step_text
from breadtui.export.markdown_text import code, document, fenced
from breadtui.export.pages.diff import part_blocks

_COLUMNS: tuple[tuple[str, Callable[[BoardRow], str]], ...] = (
    ("state", lambda row: "-" if row.standing is None else row.standing.word.replace("_", " ")),
    ("last", lambda row: _number(row.figures.last.value if row.figures.last else None)),
    ("Δ %", lambda row: _percent(row, row.last_delta_percent)),
    ("best", lambda row: _number(row.figures.best.value if row.figures.best else None)),
    ("@ step", lambda row: step_text(row.figures.best.step) if row.figures.best else "-"),
    ("Δ %", lambda row: _percent(row, row.best_delta_percent)),
    ("smoothed", lambda row: _number(row.figures.smoothed)),
    ("Δ %", lambda row: _percent(row, row.smoothed_delta_percent)),
    ("at cursor", lambda row: _number(row.figures.at_cursor)),
    ("Δ %", lambda row: _percent(row, row.cursor_delta_percent)),
    ("as logged", lambda row: _number(row.figures.raw_at_cursor)),
    ("seconds", lambda row: _seconds(row.figures.duration_seconds)),
    ("points", lambda row: str(row.figures.points_count)),
)


def board_markdown(board: Board) -> str:
    """The page; every name, value and text stands in a span or a fence that none of them can break out of."""
    table = board.table
    return document(
        [f"# {code(table.metric)} of {len(table.rows)} bakes"],
        list(_facts(table, board.alignment)),
        _table_lines(table),
        list(_notes(table)),
        ["## Settings that differ"],
        list(_settings_lines(board.settings, [row.letter for row in table.rows])),
        *_prompt_blocks(board),
        *_question_blocks(board),
    )


def _facts(table: BoardTable, alignment: str) -> Iterator[str]:
    base = table.baseline
    if base is not None:
        yield f"- baseline: {base.letter} {code(f'{base.key.repo}/{base.key.name}')}"
    yield f"- best: the {'greatest' if is_better_greater(table.metric) else 'least'} value"
    yield f"- smoothed: exponential moving average, {table.alpha:g} kept"
    if table.cursor_words:
        smoothing = f", smoothed by {table.alpha:g}" if table.is_smoothed else ""
        yield f"- cursor: {alignment} {code(table.cursor_words)}{smoothing}"


def _table_lines(table: BoardTable) -> list[str]:
    heads = ["", "bake", *(head for head, _ in _COLUMNS)]
    lines = [f"| {' | '.join(heads)} |", f"|---|---|---|{'---:|' * (len(_COLUMNS) - 1)}"]
    for row in table.rows:
        cells = [row.letter, _cell(row.path), *(text(row) for _, text in _COLUMNS)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _settings_lines(settings: Settings, letters: Sequence[str]) -> Iterator[str]:
    if settings.rows:
        yield f"| setting | {' | '.join(letters)} |"
        yield f"|---|{'---|' * len(letters)}"
    for row in settings.rows:
        values = (
            "?" if at in row.unknown else "-" if value is None else _cell(value) for at, value in enumerate(row.values)
        )
        yield f"| {_cell(row.path)} | {' | '.join(values)} |"
    if settings.rows:
        yield ""
    count = settings.same_count
    yield f"{count} setting{' is' if count == 1 else 's are'} the same."


def _notes(table: BoardTable) -> Iterator[str]:
    for row in table.rows:
        said = [row.standing.error] if row.standing is not None and row.standing.error else []
        said += [row.note] if row.note else []
        if said:
            yield f"- {code(row.path)}: {', '.join(map(code, said))}"


def _prompt_blocks(board: Board) -> Iterator[list[str]]:
    base, rows = board.table.baseline, board.table.rows
    if board.prompts is None or base is None:
        return
    count = sum(pair.changes_count for pair in board.prompts)
    yield ["## Prompts"]
    yield [f"{count} change{'' if count == 1 else 's'} against the baseline."]
    for number, comparison in board.prompts:
        row = rows[number]
        yield [f"### {base.letter} {code(base.path)} → {row.letter} {code(row.path)}"]
        for part in comparison.parts:
            yield from part_blocks(part, level=4)


def _question_blocks(board: Board) -> Iterator[list[str]]:
    if not board.questions and not board.notes:
        return
    rows = board.table.rows
    yield ["## Answers"]
    yield [f"{len(board.questions):,} of {board.questions_count:,} questions."]
    yield [f"- {code(note)}" for note in board.notes]
    for number, question, answers in board.questions:
        yield [f"### Question {number}"]
        yield fenced(question.split("\n"))
        for answer in answers:
            row = rows[answer.number]
            yield [f"{row.letter} {code(row.path)}, {code(answer.rollout)} row {answer.row}:"]
            yield ["No answer in this row."] if answer.text is None else fenced(answer.text.split("\n"))


def _cell(text: str) -> str:
    """A code span in a table, where a bar would end the cell even within a span."""
    return code(text).replace("|", "\\|")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _percent(row: BoardRow, percent: float | None) -> str:
    return "-" if row.base is None or percent is None else f"{percent:+.1f} %"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.0f}"
