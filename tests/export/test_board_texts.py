"""A board as Markdown and JSON: all of it is there, and nothing in it breaks out of its span, cell or fence."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Standing
from breadtui.domain.board.figures import Point
from breadtui.domain.board.prompts import prompt_pairs
from breadtui.domain.board.settings import differing
from breadtui.domain.board.whole import Board, TaughtAnswer, TaughtQuestion
from breadtui.domain.jobs import JobStatus
from breadtui.export.pages.board import board_markdown
from breadtui.export.pages.board_json import board_json
from breadtui.store.views.boarding import entries_of
from breadtui.store.views.comparable import Compared, config_of, side_of
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.view import BoardView
from breadtui.values import replace
from tests.ui.screens.board_host import BAKES, RULES, THREE, board_state

STATE = board_state()


def a_board(question: str = "Why?", text: str | None = "So.", note: str = "lesson_2: 7 rows were left unread") -> Board:
    entries = list(entries_of(STATE, BAKES))
    entries[1] = replace(entries[1], standing=Standing(JobStatus.FAILED, error="CUDA out of memory"))
    model = BoardModel(entries, BoardView(cursor=50.0, alignment=Alignment.DESCENT))
    sides = [side_of(STATE, Compared(key)) for key in BAKES]
    answers = (TaughtAnswer(0, text, "lesson_1", 4), TaughtAnswer(2, None, "lesson_3", 1))
    return Board(
        model.table(),
        differing([config_of(STATE, key) for key in BAKES]),
        model.view.alignment,
        prompt_pairs(sides, 0),
        (TaughtQuestion(3, question, answers),),
        9,
        (note,),
    )


def test_a_page_has_figures_settings_prompts_and_answers() -> None:
    lines = board_markdown(a_board()).splitlines()
    heads = [line for line in lines if line.startswith("#")]
    assert heads[0] == "# `loss` of 3 bakes"
    assert [head for head in heads if head.startswith("## ")] == ["## Settings that differ", "## Prompts", "## Answers"]
    assert sum(head.startswith("### ") for head in heads) == 3
    assert "2 changes against the baseline." in lines
    assert f"+{RULES[1]}" in lines
    assert f"-{RULES[0]}" in lines
    assert "1 of 9 questions." in lines
    assert "No answer in this row." in lines


def test_a_page_says_how_each_bake_stands_and_what_went_wrong() -> None:
    lines = board_markdown(a_board()).splitlines()
    states = [line.split("|")[3].strip() for line in lines if line.startswith(("| A |", "| B |", "| C |"))][:3]
    assert states == ["complete", "failed", "running"]
    assert f"- `{BAKES[1].repo}/{BAKES[1].name}`: `CUDA out of memory`" in lines


def test_a_table_has_as_many_cells_in_every_row() -> None:
    rows = [line.count("|") for line in board_markdown(a_board()).splitlines() if line.startswith("|")]
    assert rows[:5] == [rows[0]] * 5


def test_json_has_the_same_exactly() -> None:
    body = json.loads(board_json(a_board()))
    assert (body["along"], body["cursor"], body["smoothing"]) == ("descent", 50.0, 0.6)
    assert [bake["state"] for bake in body["bakes"]] == ["complete", "failed", "running"]
    assert body["bakes"][1]["error"] == "CUDA out of memory"
    assert body["bakes"][0]["at_cursor"] != body["bakes"][0]["raw_at_cursor"]
    assert [pair["bake"] for pair in body["prompts"]] == [f"{key.repo}/{key.name}" for key in BAKES[1:]]
    assert f"+{RULES[2]}" in body["prompts"][1]["prompts"][0]["diff"]
    (question,) = body["questions"]
    assert [answer["answer"] for answer in question["answers"]] == ["So.", None]
    assert question["answers"][1]["bake"] == f"{THREE.repo}/{THREE.name}"
    assert (body["questions_found"], body["notes"]) == (9, ["lesson_2: 7 rows were left unread"])


def test_a_share_beyond_all_numbers_is_null_in_json() -> None:
    board = a_board()
    first, *others = board.table.rows
    tiny, huge = (replace(first.figures, last=Point(value, 1.0)) for value in (5e-324, 1e300))
    rows = (replace(first, figures=tiny), replace(others[0], figures=huge, base=tiny))
    body = json.loads(board_json(replace(board, table=replace(board.table, rows=rows), prompts=None, questions=())))
    assert body["bakes"][1]["last"]["value"] == 1e300
    assert body["bakes"][1]["last_delta_percent"] is None


def test_prompts_that_were_not_read_are_no_empty_list() -> None:
    board = replace(a_board(), prompts=None, questions=(), questions_count=0, notes=())
    assert json.loads(board_json(board))["prompts"] is None
    assert "## Prompts" not in board_markdown(board)
    assert "## Answers" not in board_markdown(board)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=40))
def test_no_text_of_a_rollout_breaks_out_of_its_fence(question: str, text: str, note: str) -> None:
    page = board_markdown(a_board(question, text, note))
    assert not any(ord(char) < 32 and char not in "\n\t" for char in page)
    fence = ""
    outside = []
    for line in page.split("\n"):
        if not fence and line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
        elif fence and line == fence:
            fence = ""
        elif not fence:
            outside.append(line)
    assert not fence
    assert sum(line.startswith("#") for line in outside) == 1 + 3 + 3 + 4
    json.loads(board_json(a_board(question, text, note)))
