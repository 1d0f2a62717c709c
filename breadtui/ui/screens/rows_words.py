"""What may be typed after `:` where rows are read."""

from __future__ import annotations

from dataclasses import dataclass

from breadtui.ui.screens.command_words import NotUnderstood


@dataclass(frozen=True, slots=True)
class RowsWord:
    """One command of the rows: its name, what follows, what it does, other spellings."""

    name: str
    follows: str
    does: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowsTyped:
    """A line understood: a command and the rest; `go` has a row's number as its rest."""

    name: str
    rest: str = ""


ROWS_WORDS: tuple[RowsWord, ...] = (
    RowsWord("filter", "WORDS", "leave the rows that fit; nothing shows all"),
    RowsWord("random", "[SEED]", "ten rows at random; again, ten others"),
    RowsWord("alike", "", "fold rows that are nearly the same, and back", ("fold",)),
    RowsWord("lengths", "[tokens|characters]", "how long questions and answers are"),
    RowsWord("all", "", "read all rows: counts, lengths, near-duplicates", ("read",)),
    RowsWord("export", "jsonl|csv [FILE]", "write the rows as they are listed; `export stop` gives it up"),
    RowsWord("copy", "json|markdown|question|answer", "copy the row"),
    RowsWord("teacher", "", "go to the teacher prompt"),
    RowsWord("target", "", "go to the target and its generators", ("generator",)),
    RowsWord("refresh", "", "read again from the first row on"),
    RowsWord("help", "", "the keys that are valid now"),
    RowsWord("quit", "", "back to where you were", ("q", "back", "close")),
)
_BY_NAME = {spelling: word for word in ROWS_WORDS for spelling in (word.name, *word.aliases)}
_VALUES = {
    "export": ("jsonl", "csv", "stop"),
    "copy": ("json", "markdown", "question", "answer"),
    "lengths": ("tokens", "characters"),
}


def parse_rows(line: str) -> RowsTyped | None:
    """The command in a line, None for an empty one; a bare number goes to that row.

    Raises: NotUnderstood with a sentence.
    """
    head, _, rest = line.strip().removeprefix(":").strip().partition(" ")
    if not head:
        return None
    number = head.replace(",", "").replace("_", "")
    if number.isascii() and number.isdigit():
        return RowsTyped("go", number.lstrip("0") or "0")
    word = _BY_NAME.get(head)
    if word is None:
        raise NotUnderstood(f"no command '{head}'; {', '.join(word.name for word in ROWS_WORDS)}, or a row's number")
    return RowsTyped(word.name, rest.strip())


def rows_completions(line: str) -> tuple[str, ...]:
    """Whole lines that a beginning may become."""
    head, blank, rest = line.partition(" ")
    if not blank:
        return tuple(word.name for word in ROWS_WORDS if word.name.startswith(head) and word.name != head)
    return tuple(f"{head} {value}" for value in _VALUES.get(head, ()) if value.startswith(rest) and value != rest)
