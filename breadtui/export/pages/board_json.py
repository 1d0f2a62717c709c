"""A board as JSON for programs: exact figures, shares in percent of the baseline, settings that differ."""

from __future__ import annotations

import json

from breadtui.domain.board.entries import Point
from breadtui.domain.board.settings import Settings
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.domain.json_values import JsonObject


def board_json(table: BoardTable, settings: Settings) -> str:
    """One object, ASCII; values of settings are JSON text, null where a bake lacks one."""
    base = table.baseline
    body: JsonObject = {
        "metric": table.metric,
        "smoothing": table.alpha,
        "baseline": None if base is None else f"{base.key.repo}/{base.key.name}",
        "cursor": table.cursor_words or None,
        "bakes": [_row(row) for row in table.rows],
        "settings": [{"path": row.path, "values": list(row.values)} for row in settings.rows],
        "same_settings": settings.same_count,
    }
    return json.dumps(body, indent=2, allow_nan=False) + "\n"


def _row(row: BoardRow) -> JsonObject:
    figures = row.figures
    return {
        "letter": row.letter,
        "bake": f"{row.key.repo}/{row.key.name}",
        "last": _point(figures.last),
        "best": _point(figures.best),
        "smoothed": figures.smoothed,
        "at_cursor": figures.at_cursor,
        "training_seconds": figures.duration_seconds,
        "points": figures.points_count,
        "last_delta_percent": row.last_delta_percent,
        "best_delta_percent": row.best_delta_percent,
        "smoothed_delta_percent": row.smoothed_delta_percent,
        "cursor_delta_percent": row.cursor_delta_percent,
        "note": row.note or None,
    }


def _point(point: Point | None) -> JsonObject | None:
    return None if point is None else {"value": point.value, "step": point.step}
