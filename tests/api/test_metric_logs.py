"""Of an answer that begins like the last one only the new rows are read."""

from __future__ import annotations

import json
import threading

import pytest

from breadtui.api import metric_logs
from breadtui.api.log_bodies import read_metrics
from breadtui.api.metric_logs import MOST_LOGS, MetricLogs
from breadtui.api.rows import rows_of
from breadtui.domain.metric.growing import MOST_POINTS
from breadtui.domain.metric.record import MetricSeries
from tests.fakes.states import a_key

KEY = a_key("coder_v7")


def rows(count: int, first: int = 1) -> list[dict[str, float]]:
    return [{"iter": step, "loss": 1 / step, "lr": 9.1e-4} for step in range(first, first + count)]


def body_of(rows: object) -> bytes:
    return json.dumps(rows).encode()


class Counted:
    """Counts the rows that are parsed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        monkeypatch.setattr(metric_logs, "rows_of", self.rows_of)

    def rows_of(self, body: bytes) -> object:
        for row in rows_of(body):
            self.count += 1
            yield row


def test_one_new_row_of_a_thousand_is_all_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, logs = Counted(monkeypatch), MetricLogs()
    logs.read(KEY, body_of(rows(1000)))
    counted.count = 0
    series = logs.read(KEY, body_of(rows(1001)))

    assert counted.count == 1
    assert (len(series), series.rows_count, series.last_step) == (1001, 1001, 1001)
    assert list(series.columns["loss"]) == [1 / step for step in range(1, 1002)]


def test_the_same_answer_is_the_same_series(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, logs = Counted(monkeypatch), MetricLogs()
    series = logs.read(KEY, body_of(rows(100)))
    counted.count = 0

    assert logs.read(KEY, body_of(rows(100))) is series
    assert logs.read(KEY, b" ".join((body_of(rows(100)), b"\n"))) is series
    assert counted.count == 0


def test_an_answer_that_differs_before_its_end_is_read_anew() -> None:
    logs = MetricLogs()
    logs.read(KEY, body_of(rows(100)))
    changed = [{"iter": 1, "loss": 7.0}, *rows(99, first=2)]

    assert logs.read(KEY, body_of(changed)).columns["loss"][0] == 7.0
    assert len(logs.read(KEY, body_of(rows(3)))) == 3


def test_a_log_that_began_again_is_told_with_its_restart_and_then_as_it_goes_on() -> None:
    logs, again = MetricLogs(), rows(30) + rows(10)
    logs.read(KEY, body_of(rows(30)))

    assert logs.read(KEY, body_of(again)).restarts == (30,)
    assert len(logs.read(KEY, body_of(again + rows(5, first=11)))) == 45


def test_a_long_log_in_disorder_is_put_in_order_whole_and_then_only_its_new_rows_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted, logs, count = Counted(monkeypatch), MetricLogs(), MOST_POINTS + 5_000
    resumed = [*rows(count), *rows(500, first=count - 499), *rows(100, first=count + 1)]
    resumed[123] = {**resumed[123], "lr": 9.0}
    series = logs.read(KEY, body_of(resumed))

    assert series.whole is not None
    assert (len(series.whole), series.rows_count, series.restarts) == (count + 100, len(resumed), ())
    assert max(series.whole.columns["lr"]) == 9.0
    counted.count = 0
    grown = logs.read(KEY, body_of([*resumed, *rows(1, first=count + 101)]))
    assert (counted.count, grown.last_step) == (1, count + 101)


@pytest.mark.parametrize("end", [b"", b"]]", b",]", b", {]", b"] x", b',{"iter": 1'])
def test_an_end_that_is_broken_raises_and_leaves_nothing_half_read(end: bytes) -> None:
    logs = MetricLogs()
    logs.read(KEY, body_of(rows(10)))
    with pytest.raises(ValueError):  # noqa: PT011 - any kind of it
        logs.read(KEY, body_of(rows(10))[:-1] + end)

    assert len(logs.read(KEY, body_of(rows(11)))) == 11


def test_no_rows_yet_and_rows_in_an_object_are_read() -> None:
    logs = MetricLogs()

    assert len(logs.read(KEY, b" [ ] ")) == 0
    assert len(logs.read(KEY, body_of({"metrics": rows(4)}))) == 4
    assert len(logs.read(KEY, b"[]")) == 0
    assert len(logs.read(KEY, body_of(rows(4)))) == 4


def test_only_so_many_logs_are_remembered() -> None:
    logs = MetricLogs()
    for number in range(3 * MOST_LOGS):
        logs.read(a_key(f"bake_{number}"), body_of(rows(3)))

    assert len(logs._known) == MOST_LOGS


async def test_it_is_read_in_the_thread_for_long_bodies_and_never_on_the_loop() -> None:
    names: list[str] = []

    def read(body: bytes | bytearray) -> MetricSeries:
        names.append(threading.current_thread().name)
        return MetricLogs().read(KEY, body)

    await read_metrics(body_of(rows(3)), read, "metrics")
    await read_metrics(body_of(rows(3000)), read, "metrics")
    assert len(names) == 2
    assert all(name.startswith("reading") for name in names)
