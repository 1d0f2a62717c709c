"""What differs between two bakes, targets or prompts as a page of Markdown, and one change alone as a patch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.domain.difference.comparison import Comparison, FigureRow, Part, Section
from breadtui.domain.difference.diff import LineKind
from breadtui.domain.difference.paired_lines import Cell, Change, Row
from breadtui.export.markdown_text import code, document, fenced

CONTEXT_LINES = 3


def diff_markdown(comparison: Comparison) -> str:
    """The page: a heading a section, every difference in a fence that no text in it can close."""
    blocks: list[list[str]] = [[f"# {code(comparison.left)} → {code(comparison.right)}"]]
    for section in comparison.sections:
        blocks.append([f"## {section.value}"])
        if section is Section.METRICS:
            blocks.append(_figure_lines(comparison))
        for part in comparison.parts:
            if part.section is section:
                blocks += part_blocks(part)
    return document(*blocks)


def part_blocks(part: Part, level: int = 3) -> Iterator[list[str]]:
    """One part: its heading of that level, what is to be said of it, and its changes in a fence."""
    if part.heading:
        yield [f"{'#' * level} {code(part.heading)}"]
    if part.notes:
        yield [f"- {code(note)}" for note in part.notes]
    if part.changes:
        yield fenced(patch_lines(part), "diff")
    elif part.rows or not part.notes:
        yield ["No difference."]


def change_text(part: Part, change: Change) -> str:
    """One change as the lines of a patch, exactly as they are, with where it stands."""
    where = part.heading or part.section.value
    lines = [f"@@ {where} @@", *_patch(part.rows[change.first : change.last + 1])]
    return "\n".join(lines) + "\n"


def figure_text(row: FigureRow, value: float | None) -> str:
    """A figure as a person reads it; a hyphen where it is not known."""
    if value is None:
        return "-"
    if row.unit == "loss":
        return f"{value:.3g}"
    return f"{value:.4g}{' s' if row.unit else ''}"


def delta_text(row: FigureRow) -> str:
    """How much more the right has, with its sign; a hyphen where that is not known."""
    if row.delta is None:
        return "-"
    return f"{row.delta:+.3g}{' s' if row.unit == 's' else ''}"


def patch_lines(part: Part) -> Iterator[str]:
    """Each change with the lines around it; `@@` where lines between are left out."""
    shown_to = 0
    for number, change in enumerate(part.changes):
        before = max(change.first - CONTEXT_LINES, shown_to)
        if before > shown_to or (number == 0 and before > 0):
            yield "@@ @@"
        following = part.changes[number + 1].first if number + 1 < len(part.changes) else len(part.rows)
        after = min(change.last + 1 + CONTEXT_LINES, following)
        yield from _patch(part.rows[before : change.first])
        yield from _patch(part.rows[change.first : change.last + 1])
        yield from _patch(part.rows[change.last + 1 : after])
        shown_to = after


def _patch(rows: Sequence[Row]) -> Iterator[str]:
    """Rows that are the same with a blank, else all that is removed and then all that is added."""
    if all(row.is_same for row in rows):
        yield from (f" {_shown(row.left)}" for row in rows if row.left is not None)
        return
    yield from (f"-{_shown(row.left)}" for row in rows if row.left is not None)
    yield from (f"+{_shown(row.right)}" for row in rows if row.right is not None)


def _shown(cell: Cell) -> str:
    return f"[{cell[1]}]" if cell[0] is LineKind.ROLE else cell[1]


def _figure_lines(comparison: Comparison) -> list[str]:
    """A table of labels and numbers of ours alone; what was noted about them follows."""
    lines = ["| | left | right | Δ | Δ % |", "|---|---:|---:|---:|---:|"]
    for row in comparison.figures:
        percent = "-" if row.delta_percent is None else f"{row.delta_percent:+.1f} %"
        cells = [row.label, figure_text(row, row.left), figure_text(row, row.right), delta_text(row), percent]
        lines.append(f"| {' | '.join(cells)} |")
    notes = [f"- {code(note)}" for note in comparison.figure_notes]
    return [*(lines if comparison.figures else []), *(["", *notes] if notes else [])]
