"""What may be typed after `:` where rows are read."""

from __future__ import annotations

from breadtui.ui.screens.words.table import (
    NotUnderstood,
    Typed,
    Word,
    by_spelling,
    head_and_rest,
    lines_from,
    names_from,
)

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
    head, rest = head_and_rest(line)
    if not head:
        return None
    number = head.replace(",", "").replace("_", "")
    if number.isascii() and number.isdigit():
        return Typed("go", number.lstrip("0") or "0")
    word = _BY_NAME.get(head)
    if word is None:
        raise NotUnderstood(f"no command '{head}'; {', '.join(word.name for word in ROWS_WORDS)}, or a row's number")
    return Typed(word.name, rest)


def rows_completions(line: str) -> tuple[str, ...]:
    """Whole lines that a beginning may become."""
    head, blank, rest = line.partition(" ")
    if not blank:
        return names_from(ROWS_WORDS, head)
    return lines_from(head, rest, _VALUES.get(head, ()))
