"""`breadtui events`: what was seen to happen, as the journal of this machine keeps it; oldest first, as a log."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.monitoring.record_lines import happening_json, happening_line, moment_json
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.domain.happenings import Gap, Happening, gaps_of
from breadtui.domain.query.queries import Query
from breadtui.journal.house import JournalHouse
from breadtui.store.views.happened import HappeningSubject
from breadtui.values import dataclass

USUAL_COUNT = 50
NOTHING = "nothing of that was seen"


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which events: those that fit, seen since a moment, at most so many, the newest; and how."""

    query: Query | None = None
    since: datetime | None = None
    most: int = USUAL_COUNT
    is_json: bool = False


def run(house: JournalHouse, args: Arguments, out: TextIO, now: datetime, zone: tzinfo | None = None) -> int:
    """Write them, and the gaps among them in which nobody watched; the exit code. Raises: sqlite3.Error."""
    found = deque(_fitting(house.happenings(), args), maxlen=args.most)
    gaps = gaps_of(house.watches(found[0].seen_at), found[0].seen_at, now) if found else ()
    for one in _merged(found, gaps):
        if args.is_json:
            put_json(out, _gap_json(one) if isinstance(one, Gap) else happening_json(one))
        else:
            put_line(out, _gap_line(one, zone) if isinstance(one, Gap) else happening_line(one, zone))
    if not found and not args.is_json:
        put_line(out, NOTHING)
    return exits.OK


def _fitting(happenings: Iterable[Happening], args: Arguments) -> Iterator[Happening]:
    for one in happenings:
        if args.since is not None and one.seen_at < args.since:
            continue
        if not args.query or args.query.matches(HappeningSubject(one, happening_line), is_fuzzy=False):
            yield one


def _merged(found: Iterable[Happening], gaps: Iterable[Gap]) -> Iterator[Happening | Gap]:
    """A gap stands before what was seen after it: the look that ended it tells what happened meanwhile."""
    waiting = deque(sorted(gaps, key=lambda gap: gap.until))
    for happening in found:
        while waiting and waiting[0].until <= happening.seen_at:
            yield waiting.popleft()
        yield happening
    yield from waiting


def _gap_line(gap: Gap, zone: tzinfo | None) -> str:
    since, until = (f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" for at in (gap.since, gap.until))
    return f"{since} nobody watched until {until}"


def _gap_json(gap: Gap) -> dict[str, str | None]:
    return {"at": moment_json(gap.until), "not_before": moment_json(gap.since), "what": "gap"}
