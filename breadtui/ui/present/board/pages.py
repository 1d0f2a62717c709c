"""The pages below a board's chart, made of what is known now: a heading, lines, and the lines that `n` goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.board.answers import RowPlace
from breadtui.domain.board.settings import Settings, differing
from breadtui.domain.outputs.conversation import read_row
from breadtui.store.comparing.answers import BoardAnswers
from breadtui.store.facts.state import AppState
from breadtui.store.views.comparable import Compared, config_of, side_of
from breadtui.ui.present.board.answer_lines import AnswersPage, Told, answers_lines
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.prompt_lines import PairFold, PromptPage, prompt_page
from breadtui.ui.present.board.settings_lines import settings_lines
from breadtui.ui.present.board.table_lines import head_line, row_line
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.compare.comparison_lines import Look
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_NAME = 24


class Page(NamedTuple):
    """The fixed line above, the lines, and the places of those that `n` and `N` go to."""

    head: Line
    lines: Sequence[Line]
    stops: Sequence[int] = ()


def table_page(model: BoardModel, look: Look) -> Page:
    """A row a bake."""
    table, is_ascii = model.table(), look.glyphs.is_ascii
    lines = [row_line(table, row, look.width, is_ascii=is_ascii) for row in table.rows]
    return Page(head_line(table, look.width, is_ascii=is_ascii), lines)


def settings_of(model: BoardModel, state: AppState) -> Settings:
    """The settings that differ between the bakes, as far as their configurations are known."""
    return differing([config_of(state, key) for key in model.keys])


def settings_page(model: BoardModel, state: AppState, look: Look) -> Page:
    """A row a setting that differs."""
    sides = [side_of(state, Compared(key)) for key in model.keys]
    unknown = [f"{side.name}: {side.config_note}" for side in sides if side.config_note]
    lines = settings_lines(settings_of(model, state), unknown, look.width, model.baseline_number)
    return Page(letters_line(model), lines)


def prompts_of(model: BoardModel, state: AppState, look: Look, unfolded: frozenset[PairFold]) -> PromptPage:
    """The prompts of every bake against those of the baseline."""
    sides = [side_of(state, Compared(key)) for key in model.keys]
    return prompt_page(sides, model.baseline_number, look, unfolded)


def prompts_page(found: PromptPage) -> Page:
    """The same as a page."""
    count = len(found.changes_at)
    words = f" {count} change{'' if count == 1 else 's'} against the baseline" if count else " no change was found"
    return Page((Span(words, Tone.DIM),), [row.line for row in found.rows], found.changes_at)


def answers_page(model: BoardModel, answers: BoardAnswers | None, number: int, look: Look) -> Page:
    """One question with its answers; how far reading is until all rollouts are read."""
    head = letters_line(model)
    if answers is None:
        return Page(head, [sentence_line("no rollout is known of these bakes yet", Tone.DIM)])
    notes = _notes(answers)
    if not answers.asked:
        words = f"{answers.rows_read:,} rows read" if not answers.is_read else "no question stands in their rollouts"
        return Page(
            head, [sentence_line(words, Tone.DIM), *(sentence_line(clean(note), Tone.STALLED) for note in notes)]
        )
    asked = answers.asked[number]
    told = [_told(answers, at, place) for at, place in enumerate(asked.rows) if place is not None]
    page = AnswersPage(number + 1, len(answers.asked), len(asked.rows), tuple(told), notes)
    return Page(head, answers_lines(page, look.width, look.glyphs))


def letters_line(model: BoardModel) -> Line:
    """` A coder_v5   B coder_v6`."""
    return tuple(
        Span(f" {style_of(number).letter} {cut_middle(clean(name), _LONGEST_NAME)}  ", style_of(number).tone)
        for number, name in enumerate(model.names)
    )


def _told(answers: BoardAnswers, number: int, place: RowPlace) -> Told:
    raw = answers.row(place)
    return Told(number, None if raw is None else read_row(raw), f"{place.rollout.name} row {place.place + 1:,}")


def _notes(answers: BoardAnswers) -> tuple[str, ...]:
    problems = [f"{key.name}: {words}" for key, words in answers.problems.items()]
    unread = [f"{key.name}: {count:,} rows were left unread" for key, count in answers.unread.items()]
    return (*problems, *(unread if answers.is_read else ()))
