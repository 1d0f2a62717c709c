"""A board as JSON for programs: exact figures, shares in percent of the baseline, what differs, who was taught what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite

from breadtui.domain.board.figures import Point
from breadtui.domain.board.prompts import PromptPair
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.domain.board.whole import Board, TaughtQuestion
from breadtui.domain.json_values import JsonObject
from breadtui.export.pages.diff import patch_lines


def board_json(board: Board) -> str:
    """One object, ASCII; values of settings are JSON text, null where a bake lacks one or where that is not known.

    `prompts` is null where they were not read; `questions` are as many as were asked for, of `questions_found`.
    """
    table, settings = board.table, board.settings
    body: JsonObject = {
        "metric": table.metric,
        "smoothing": table.alpha,
        "is_smoothed_at_cursor": table.is_smoothed,
        "baseline": None if table.baseline is None else table.baseline.path,
        "along": str(board.alignment),
        "cursor": table.cursor,
        "bakes": [_row(row) for row in table.rows],
        "settings": [{"path": row.path, "values": list(row.values)} for row in settings.rows],
        "same_settings": settings.same_count,
        "prompts": None if board.prompts is None else [_pair(pair, table) for pair in board.prompts],
        "questions": [_question(question, table.rows) for question in board.questions],
        "questions_found": board.questions_count,
        "notes": list(board.notes),
    }
    return json.dumps(body, indent=2, allow_nan=False) + "\n"


def _row(row: BoardRow) -> JsonObject:
    figures, standing = row.figures, row.standing
    return {
        "letter": row.letter,
        "bake": row.path,
        "state": None if standing is None else standing.word,
        "error": standing.error or None if standing is not None else None,
        "last": _point(figures.last),
        "best": _point(figures.best),
        "smoothed": _finite(figures.smoothed),
        "at_cursor": _finite(figures.at_cursor),
        "raw_at_cursor": _finite(figures.raw_at_cursor),
        "training_seconds": _finite(figures.duration_seconds),
        "points": figures.points_count,
        "last_delta_percent": _finite(row.last_delta_percent),
        "best_delta_percent": _finite(row.best_delta_percent),
        "smoothed_delta_percent": _finite(row.smoothed_delta_percent),
        "cursor_delta_percent": _finite(row.cursor_delta_percent),
        "note": row.note or None,
    }


def _finite(value: float | None) -> float | None:
    """None for what JSON has no number for, as a share that is beyond all numbers."""
    return value if value is not None and isfinite(value) else None


def _point(point: Point | None) -> JsonObject | None:
    return None if point is None else {"value": point.value, "step": point.step}


def _pair(pair: PromptPair, table: BoardTable) -> JsonObject:
    base = table.baseline
    return {
        "bake": table.rows[pair.number].path,
        "against": None if base is None else base.path,
        "changes": pair.changes_count,
        "prompts": [
            {"heading": part.heading, "notes": list(part.notes), "diff": list(patch_lines(part))}
            for part in pair.comparison.parts
        ],
    }


def _question(question: TaughtQuestion, rows: Sequence[BoardRow]) -> JsonObject:
    return {
        "number": question.number,
        "question": question.question,
        "answers": [
            {
                "letter": rows[answer.number].letter,
                "bake": rows[answer.number].path,
                "rollout": answer.rollout,
                "row": answer.row,
                "answer": answer.text,
            }
            for answer in question.answers
        ],
    }
