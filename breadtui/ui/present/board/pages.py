"""The pages below a board's chart, made of what is known now: a heading, lines, and the lines that `n` goes to."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_not
from typing import NamedTuple

from breadtui.domain.board.answers import RowPlace
from breadtui.domain.board.prompts import PromptPair, prompt_pairs
from breadtui.domain.board.settings import Settings, differing
from breadtui.domain.board.table import BoardTable
from breadtui.domain.difference.comparison import Side
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.conversation import read_row
from breadtui.store.comparing.answers import BoardAnswers
from breadtui.store.facts.state import AppState
from breadtui.store.views.boarding import base_models_of, board_slice
from breadtui.store.views.comparable import Compared, config_of, side_of
from breadtui.ui.present.board.answer_lines import AnswersPage, Told, answers_lines
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.prompt_lines import PromptPage
from breadtui.ui.present.board.settings_lines import settings_lines
from breadtui.ui.present.board.table_lines import head_line, row_line
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.comparison_lines import Look
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.plot.line_styles import LineStyle
from breadtui.ui.present.short_names import short_names
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_NAME = 24
_SHORTEST_NAME = 3
_LETTER_CELLS = 4
"""The letter with the blanks around it."""


class Page(NamedTuple):
    """The fixed line above, the lines, and the places of those that `n` and `N` go to."""

    head: Line
    lines: Sequence[Line]
    stops: Sequence[int] = ()


def table_page(table: BoardTable, look: Look) -> Page:
    """A row a bake."""
    is_ascii = look.glyphs.is_ascii
    lines = [row_line(table, row, look.width, is_ascii=is_ascii) for row in table.rows]
    return Page(head_line(table, look.width, is_ascii=is_ascii), lines)


class Sides:
    """What the configurations and prompts of the bakes come to, worked out again only when any of them changed."""

    def __init__(self) -> None:
        self._configs: tuple[JsonObject | None, ...] = ()
        self._bases: tuple[str, ...] = ()
        self._settings = Settings((), 0)
        self._seen: tuple[object, ...] | None = None
        self._sides: tuple[Side, ...] = ()
        self._paired: tuple[tuple[Side, ...], int] | None = None
        self._pairs: tuple[PromptPair, ...] = ()

    def settings(self, state: AppState, keys: Sequence[JobKey]) -> Settings:
        """The settings that differ between the bakes, as far as their configurations and base models are known."""
        configs, bases = tuple(config_of(state, key) for key in keys), base_models_of(state, keys)
        is_known = len(configs) == len(self._configs) and not any(map(is_not, configs, self._configs))
        if not is_known or bases != self._bases:
            self._configs, self._bases, self._settings = configs, bases, differing(configs, bases)
        return self._settings

    def sides(self, state: AppState, keys: Sequence[JobKey]) -> tuple[Side, ...]:
        """The bakes as the comparison of two takes them."""
        seen = (*keys, *board_slice(state, keys))
        if self._seen is None or len(seen) != len(self._seen) or any(map(is_not, seen, self._seen)):
            self._seen, self._sides = seen, tuple(side_of(state, Compared(key)) for key in keys)
        return self._sides

    def prompts(self, state: AppState, keys: Sequence[JobKey], baseline: int) -> tuple[PromptPair, ...]:
        """The prompts of every bake against those of the baseline."""
        sides = self.sides(state, keys)
        if self._paired is None or self._paired[0] is not sides or self._paired[1] != baseline:
            self._paired, self._pairs = (sides, baseline), prompt_pairs(sides, baseline)
        return self._pairs


def settings_page(model: BoardModel, settings: Settings, sides: Sequence[Side], look: Look) -> Page:
    """A row a setting that differs."""
    unknown = [f"{side.name}: {side.config_note}" for side in sides if side.config_note]
    lines = settings_lines(settings, unknown, look.width, model.baseline_number, model.styles)
    return Page(letters_line(model, look.width), lines)


def prompts_page(found: PromptPage, sides: Sequence[Side]) -> Page:
    """The prompts that differ as a page, with how much of them is known."""
    count = len(found.changes_at)
    words = f" {count} change{'' if count == 1 else 's'} against the baseline" if count else " no change was found"
    if any(side.prompts_note or side.config_note or any(used.note for used in side.prompts) for side in sides):
        words += " so far: not all is read"
    return Page((Span(words, Tone.DIM),), [row.line for row in found.rows], found.changes_at)


def answers_page(model: BoardModel, answers: BoardAnswers | None, number: int, look: Look) -> Page:
    """One question with its answers; how far reading is until all rollouts are read."""
    head = letters_line(model, look.width)
    if answers is None:
        return Page(head, [sentence_line("no rollout is known of these bakes yet", Tone.DIM)])
    notes = answers.notes
    if not answers.asked:
        words = f"{answers.rows_read:,} rows read" if not answers.is_read else "no question stands in their rollouts"
        return Page(
            head, [sentence_line(words, Tone.DIM), *(sentence_line(clean(note), Tone.STALLED) for note in notes)]
        )
    asked = answers.asked[number]
    taught = zip(model.styles, asked.rows, strict=True)
    told = [_told(answers, style, place) for style, place in taught if place is not None]
    page = AnswersPage(number + 1, len(answers.asked), len(asked.rows), tuple(told), notes)
    return Page(head, answers_lines(page, look.width, look.glyphs))


def letters_line(model: BoardModel, width: int) -> Line:
    """` A coder_v5   B coder_v6`, names cut so that all of them find room, or letters alone."""
    names = model.names
    cells = min(width // max(len(names), 1) - _LETTER_CELLS, _LONGEST_NAME)
    if cells < _SHORTEST_NAME:
        return tuple(Span(f" {style.letter}", style.tone) for style in model.styles)
    return tuple(
        Span(f" {style.letter} {name} ", style.tone)
        for style, name in zip(model.styles, short_names(names, cells), strict=True)
    )


def _told(answers: BoardAnswers, style: LineStyle, place: RowPlace) -> Told:
    raw = answers.row(place)
    return Told(style, None if raw is None else read_row(raw), f"{place.rollout.name} row {place.place + 1:,}")
