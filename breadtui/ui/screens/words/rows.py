"""What may be typed after `:` where rows are read."""

from __future__ import annotations

from breadtui.ui.screens.words.table import Typed, Word, by_spelling, completed, head_and_rest, understood

ROWS_WORDS: tuple[Word, ...] = (
    Word("filter", "WORDS", "leave the rows that fit; nothing shows all"),
    Word("random", "[SEED]", "ten rows at random; again, ten others"),
    Word("alike", "", "fold rows that are nearly the same, and back", ("fold",)),
    Word("lengths", "[tokens|characters]", "how long questions and answers are"),
    Word("all", "", "read all rows: counts, lengths, near-duplicates", ("read",)),
    Word("export", "jsonl|csv [FILE]", "write the rows as they are listed; `export stop` gives it up"),
    Word("copy", "json|markdown|question|answer", "copy the row"),
    Word("teacher", "", "go to the teacher prompt"),
    Word("target", "", "go to the target and its generators", ("generator",)),
    Word("refresh", "", "read again from the first row on"),
    Word("help", "", "the keys that are valid now"),
    Word("quit", "", "back to where you were", ("q", "back", "close")),
)
_BY_NAME = by_spelling(ROWS_WORDS)
_VALUES = {
    "export": ("jsonl", "csv", "stop"),
    "copy": ("json", "markdown", "question", "answer"),
    "lengths": ("tokens", "characters"),
}


def parse_rows(line: str) -> Typed | None:
    """The command in a line, None for an empty one; a bare number goes to that row.

    Raises: NotUnderstood with a sentence.
    """
    head, _ = head_and_rest(line)
    number = head.replace(",", "").replace("_", "")
    if number.isascii() and number.isdigit():
        return Typed("go", number.lstrip("0") or "0")
    return understood(_BY_NAME, line, also=", or a row's number")


def rows_completions(line: str) -> tuple[str, ...]:
    """Whole lines that a beginning may become."""
    return completed(ROWS_WORDS, line, _VALUES)
