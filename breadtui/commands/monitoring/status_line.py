"""`breadtui status --oneline`: one line for tmux, from the recorder where one runs."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.domain.answers import Recorder, Tally
from breadtui.domain.json_values import Json
from breadtui.domain.spans import seconds_text

IDLE = "idle"


def put_recorded(out: TextIO, recorder: Recorder, now: datetime, *, is_json: bool) -> bool:
    """Write how the recorder says things stand; False where it does not know yet, or is not to be believed."""
    tally = recorder.tally
    if tally is None or not recorder.is_alive:
        return False
    trouble = "" if recorder.trouble is None else recorder.trouble.message
    put_tally(out, tally, now, trouble, is_json=is_json)
    return True


def line_of(tally: Tally, now: datetime, *, is_offline: bool = False) -> str:
    """The figures that are not zero; the time until the next end where it is known; `idle` where nothing runs."""
    counts = (
        (tally.running, "run"),
        (tally.queued, "queue"),
        (tally.failed, "fail"),
        (tally.stalled, "stall"),
        (tally.alarms, "alarm"),
    )
    words = [f"{count} {word}" for count, word in counts if count]
    if not (tally.running or tally.queued or tally.stalled):
        words.insert(0, IDLE)
    if (left := _seconds_left(tally, now)) is not None:
        words.append(f"~{seconds_text(left)}")
    if is_offline:
        words.append("offline")
    return " ".join(words)


def put_tally(out: TextIO, tally: Tally, now: datetime, trouble: str, *, is_json: bool) -> None:
    """Write the line, or the same figures for programs."""
    if is_json:
        put_json(out, _json(tally, now, trouble))
    else:
        put_line(out, line_of(tally, now, is_offline=bool(trouble)))


def _json(tally: Tally, now: datetime, trouble: str) -> Json:
    return {
        "running": tally.running,
        "queued": tally.queued,
        "failed": tally.failed,
        "stalled": tally.stalled,
        "alarms": tally.alarms,
        "done": tally.done,
        "repos": tally.repos,
        "next_end_seconds": _seconds_left(tally, now),
        "age_seconds": round(max((now - tally.at).total_seconds(), 0.0), 1),
        "trouble": trouble or None,
    }


def _seconds_left(tally: Tally, now: datetime) -> float | None:
    if tally.next_end_seconds is None:
        return None
    return round(max(tally.next_end_seconds - (now - tally.at).total_seconds(), 0.0), 1)
