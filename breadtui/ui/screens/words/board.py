"""What may be typed after `:` where bakes are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.board.alignment import Alignment
from breadtui.ui.screens.words.charts import MARKERS
from breadtui.ui.screens.words.table import Typed, Word, by_spelling, completed, understood

EXPORT_FORMS = ("markdown", "json", "csv", "jsonl", "plot", "svg", "png")
BOARD_WORDS: tuple[Word, ...] = (
    Word("table", "", "last, best, smoothed, under the cursor and duration of each"),
    Word("config", "", "the settings that differ", ("settings",)),
    Word("prompts", "", "the prompts of each against the baseline's"),
    Word("answers", "[NUMBER]", "the answers that each was taught to the same question", ("question",)),
    Word("metric", "[NAME]", "the metric that is drawn; chosen from a list without a name"),
    Word("x", "[step|epoch|fraction|time|descent]", "what the curves are laid along", ("along",)),
    Word("smoothing", "[off|.3|.6|.9]", "how much is averaged", ("ema",)),
    Word("ylim", "[LOW HIGH]", "draw the values between these limits, or as they need", ("limits",)),
    Word("markers", "|".join(MARKERS), "what curves are drawn with"),
    Word("baseline", "[LETTER|NAME]", "which the others are held against", ("base",)),
    Word("hide", "[LETTER|NAME]", "do not draw a curve, or draw it again", ("show",)),
    Word("add", "[REPO/]BAKE", "put another bake on the board"),
    Word("parent", "", "put the parent of the bake under the cursor on the board, or go to it there"),
    Word("remove", "", "take the bake under the cursor off the board"),
    Word("diff", "", "the bake under the cursor against the baseline, line by line"),
    Word("copy", "", "copy the board as Markdown"),
    Word("export", "|".join(EXPORT_FORMS) + " [FILE]", "write the board, every row of the logs, or the chart"),
    Word("log", "", "powers of ten, or not"),
    Word("clip", "", "cut outliers off the scale, or not"),
    Word("follow", "", "the cursor on the newest point"),
    Word("fit", "", "everything in sight"),
    Word("refresh", "", "ask again about all of them"),
    Word("help", "", "the keys that are valid now"),
    Word("quit", "", "back to where you were", ("q", "back", "close")),
)
_BY_NAME = by_spelling(BOARD_WORDS)
_VALUES: Mapping[str, Sequence[str]] = {
    "x": tuple(Alignment),
    "smoothing": ("off", ".3", ".6", ".9"),
    "export": EXPORT_FORMS,
    "markers": tuple(MARKERS),
}


def parse_board(line: str) -> Typed | None:
    """The command in a line, None for an empty one. Raises: NotUnderstood with a sentence."""
    return understood(_BY_NAME, line)


def board_completions(
    line: str, metrics: Sequence[str], names: Sequence[str], others: Sequence[str] = ()
) -> tuple[str, ...]:
    """Whole lines that a beginning may become, with the metrics and bakes of the board, and other bakes to add."""
    values = {**_VALUES, "metric": metrics, "baseline": names, "hide": names, "add": others}
    return completed(BOARD_WORDS, line, values)
