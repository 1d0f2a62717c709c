"""`breadtui status --oneline`: one line for tmux, from the recorder where one runs."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.domain.answers import Bearing, Recorder, Tally
from breadtui.domain.json_values import Json
from breadtui.domain.spans import seconds_text

IDLE = "idle"
BAKES = "bakes"
NOTHING_AMISS = Bearing()


def put_recorded(out: TextIO, recorder: Recorder, now: datetime, *, is_json: bool) -> bool:
    """Write how the recorder says things stand; False where it does not know yet, or is not to be believed."""
    if recorder.bearing.tally is None or not recorder.is_alive:
        return False
    put_tally(out, recorder.bearing.tally, now, recorder.bearing, is_json=is_json)
    return True


def line_of(tally: Tally, now: datetime, bearing: Bearing = NOTHING_AMISS) -> str:
    """The figures that are not zero, when the next one ends, what keeps answers away; `idle` where nothing runs."""
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
    if bearing.trouble is not None:
        words.append("offline")
    if (wait := _wait_seconds(bearing, now)) is not None:
        words.append(f"wait {seconds_text(wait)}")
    return " ".join(words)


def put_tally(
    out: TextIO,
    tally: Tally,
    now: datetime,
    bearing: Bearing = NOTHING_AMISS,
    *,
    is_json: bool,
    is_of_bakes: bool = False,
) -> None:
    """Write the line, or the same figures for programs; where stims and rollouts were not counted, that is said."""
    if is_json:
        put_json(out, {"of": BAKES if is_of_bakes else "jobs", **_figures(tally, now, bearing)})
    else:
        line = line_of(tally, now, bearing)
        put_line(out, f"{BAKES} {line}" if is_of_bakes else line)


def _figures(tally: Tally, now: datetime, bearing: Bearing) -> dict[str, Json]:
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
        "trouble": None if bearing.trouble is None else bearing.trouble.message,
        "wait_seconds": _wait_seconds(bearing, now),
    }


def _wait_seconds(bearing: Bearing, now: datetime) -> float | None:
    """How long the recorder still asks nothing, since the service asked for it."""
    if bearing.quiet_until is None or bearing.quiet_until <= now:
        return None
    return round((bearing.quiet_until - now).total_seconds(), 1)


def _seconds_left(tally: Tally, now: datetime) -> float | None:
    if tally.next_end_seconds is None:
        return None
    return round(max(tally.next_end_seconds - (now - tally.at).total_seconds(), 0.0), 1)
