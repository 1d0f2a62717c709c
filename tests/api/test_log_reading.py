"""A log read while its bytes come says what the same log says when it is read as a whole."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import isnan
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.api import log_reading, trail
from breadtui.api.log_reading import LogReading
from breadtui.api.metric_logs import MetricLogs
from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.metric.record import MetricSeries
from tests.fakes.states import a_key

KEY = a_key("coder_v7")
VALUES = st.floats() | st.integers(-(10**400), 10**400) | st.none() | st.booleans() | st.sampled_from(["NaN", "words"])
METRICS = st.dictionaries(st.sampled_from(["loss", "lr", "grad", "note"]), VALUES, max_size=4)
NUMBERED = st.lists(METRICS | st.none() | st.integers(0, 99), max_size=12)
# A metric of no known name whose only number was taken back by a later row is told as an empty column, or not at all.
REPEATED = st.fixed_dictionaries(
    {},
    optional={
        "loss": VALUES,
        "lr": VALUES,
        "grad": st.floats() | st.integers(),
        "note": st.none() | st.text(max_size=3),
    },
)
DISORDERED = st.lists(
    st.builds(lambda step, row: {"iter": step, **row}, st.integers(0, 6) | st.none() | st.just("one"), REPEATED)
    | st.none(),
    max_size=12,
)
CUTS = st.lists(st.integers(0, 900), max_size=8)
ENVELOPES = st.sampled_from([b"%b", b" %b", b'{"metrics": %b}', b'{"rows": %b}', b"%b x", b"%b]", b"\xef\xbb\xbf%b"])


def numbered(rows: Iterable[object]) -> list[object]:
    return [{"iter": at, **row} if isinstance(row, dict) else row for at, row in enumerate(rows)]


def said(series: MetricSeries) -> object:
    columns = {name: [None if isnan(value) else value for value in column] for name, column in series.columns.items()}
    counts = (series.rows_count, series.skipped_count, series.gap_counts)
    return list(series.steps), columns, series.restarts, counts, series.lost_at


def as_a_whole(body: bytes, logs: MetricLogs) -> object:
    try:
        return said(logs.read(KEY, body))
    except (ValueError, RecursionError) as error:
        return "recursion" if isinstance(error, RecursionError) else "broken"


def taken(body: bytes, cuts: Iterable[int], logs: MetricLogs) -> LogReading:
    reading = LogReading(logs, KEY)
    for begin, end in pairwise([0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]):
        reading.take(body[begin:end])
    return reading


def in_pieces(body: bytes, cuts: Iterable[int], logs: MetricLogs) -> object:
    """What is read of a body as it comes, and as a whole where that is lost."""
    reading = taken(body, cuts, logs)
    try:
        series = reading.end()
    except (ValueError, RecursionError) as error:
        return "recursion" if isinstance(error, RecursionError) else "broken"
    return as_a_whole(body, logs) if series is None else said(series)


def small(held_bytes: int = 0, mark_bytes: int = 32) -> Iterator[None]:
    with patch.object(log_reading, "HELD_BYTES", held_bytes), patch.object(trail, "MARK_BYTES", mark_bytes):
        yield


@pytest.fixture
def _held_short() -> Iterator[None]:
    yield from small()


@settings(max_examples=300)
@given(st.tuples(NUMBERED, NUMBERED) | st.tuples(DISORDERED, DISORDERED), ENVELOPES, CUTS, CUTS, st.integers(0, 200))
def test_wherever_it_is_cut_a_log_and_what_it_grows_to_say_the_same(
    parts: tuple[list[object], list[object]], envelope: bytes, cuts: list[int], others: list[int], held: int
) -> None:
    (first, second), logs, wholes = parts, MetricLogs(), MetricLogs()
    for _ in small(held):
        for rows, cut in ((first, cuts), (first + second, others), (second, cuts), (second + first, others)):
            body = envelope.replace(b"%b", json.dumps(numbered(rows)).encode())
            assert in_pieces(body, cut, logs) == as_a_whole(body, wholes)


@settings(max_examples=200)
@given(st.text(alphabet='[]{},:"1. eNaitr', max_size=20), CUTS)
def test_a_broken_end_is_told_whether_the_beginning_is_known_or_not(end: str, cuts: list[int]) -> None:
    known, body = b'[{"iter": 1, "loss": 2}, 1]', b'[{"iter": 1, "loss": 2}, 1' + end.encode()
    for _ in small():
        for logs in (MetricLogs(), MetricLogs()):
            in_pieces(known, (), logs)
            assert in_pieces(body, cuts, logs) == as_a_whole(body, MetricLogs())
            assert in_pieces(known, cuts, logs) == as_a_whole(known, MetricLogs())


def body_of(count: int, end: str = "]") -> bytes:
    rows = (f'{{"iter": {at}, "loss": {at + 1.0}, "lr": 0.0009}}' for at in range(count))
    return f"[{', '.join(rows)}{end}".encode()


@pytest.mark.usefixtures("_held_short")
def test_of_a_log_that_grew_only_the_new_rows_are_parsed() -> None:
    logs = MetricLogs()
    series = taken(body_of(100), range(0, 9_000, 7), logs).end()
    with patch.object(GrowingLog, "_take", autospec=True, side_effect=GrowingLog._take) as take:
        grown = taken(body_of(101, end=" ]\n"), range(0, 9_000, 11), logs).end()
        again = taken(body_of(101), range(0, 9_000, 13), logs).end()

    assert series is not None
    assert grown is not None
    assert (len(series), len(grown)) == (100, 101)
    assert again is grown
    assert [len(call.args[1]) for call in take.mock_calls] == [1]


@pytest.mark.usefixtures("_held_short")
def test_what_differs_where_it_is_held_is_read_anew_and_where_it_went_by_it_is_lost() -> None:
    logs = MetricLogs()
    taken(body_of(100), (), logs).end()
    changed = body_of(100).replace(b'"loss": 51.0', b'"loss": 99.0')
    anew = taken(changed, (4_500,), logs)
    assert not anew.is_lost
    assert anew.end() is not None

    lost = taken(body_of(100), range(0, 4_500, 20), logs)
    assert lost.is_lost
    assert lost.end() is None


@pytest.mark.usefixtures("_held_short")
def test_a_log_that_became_shorter_is_lost_at_its_end() -> None:
    logs = MetricLogs()
    taken(body_of(100), (), logs).end()
    assert taken(body_of(3), (40,), logs).end() is None
    assert in_pieces(body_of(3), (40,), logs) == as_a_whole(body_of(3), MetricLogs())


@pytest.mark.usefixtures("_held_short")
def test_spaces_without_end_behind_the_rows_cost_only_that_they_are_not_known() -> None:
    logs = MetricLogs()
    for body in (body_of(5, end=" " * 20_000 + "]"), body_of(5, end="]" + " " * 20_000), body_of(6)):
        assert in_pieces(body, range(0, 20_000, 500), logs) == as_a_whole(body, MetricLogs())


@pytest.mark.usefixtures("_held_short")
def test_a_log_that_needs_its_body_is_held_from_the_start_the_next_time() -> None:
    logs, body = MetricLogs(), b'[{"iter": 2, "loss": 1}, {"iter": 1, "loss": 1}]'
    assert in_pieces(body, (), logs) == as_a_whole(body, MetricLogs())
    assert not taken(body, (10,), logs).is_lost


def blocks_of(rows_count: int) -> Iterator[bytes]:
    """A long log's body, a thousand rows at a time."""
    note = "x" * 400
    for begin in range(0, rows_count, 1_000):
        steps = range(begin, begin + 1_000)
        rows = (f'{{"iter": {at}, "loss": 0.123456789, "lr": 0.000123456, "note": "{note}"}}' for at in steps)
        yield (("," if begin else "[") + ",".join(rows)).encode()
    yield b"]"


def test_a_long_log_takes_no_memory_but_its_columns_and_what_is_held_of_every_body() -> None:
    rows_count, held_bytes, body_bytes = 25_000, 600_000, 0
    with patch.object(log_reading, "HELD_BYTES", held_bytes):
        reading = LogReading(MetricLogs(), KEY)
        tracemalloc.start()
        try:
            for block in blocks_of(rows_count):
                body_bytes += len(block)
                reading.take(block)
            reading.take(b"")
            peak_bytes = tracemalloc.get_traced_memory()[1]
            series = reading.end()
        finally:
            tracemalloc.stop()

    assert series is not None
    assert series.rows_count == rows_count
    column_bytes = rows_count * 3 * 8
    assert peak_bytes < 2 * column_bytes + 2 * held_bytes + 2_500_000 < body_bytes / 2
