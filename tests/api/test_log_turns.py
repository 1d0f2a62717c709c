"""Long answers never stand in memory side by side."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.api import metric_logs
from breadtui.api.log_turns import LogTurns
from breadtui.domain.names import JobKey
from tests.api.service import Script, ok
from tests.fakes.states import a_key

KEY, OTHER = a_key("coder_v7"), a_key("coder_v6")


class Readers:
    """Who reads at the same time as whom."""

    def __init__(self) -> None:
        self.turns = LogTurns()
        self.now: list[str] = []
        self.together: list[tuple[str, ...]] = []

    async def read(self, name: str, key: JobKey, *, is_long: bool) -> None:
        async with self.turns.turn(key, is_long=is_long):
            self.now.append(name)
            self.together.append(tuple(self.now))
            await asyncio.sleep(0)
            self.now.remove(name)


async def test_a_log_is_read_by_one_at_a_time() -> None:
    readers = Readers()
    await asyncio.gather(*(readers.read(name, KEY, is_long=False) for name in "abc"))

    assert readers.together == [("a",), ("b",), ("c",)]


async def test_long_logs_of_all_bakes_are_read_one_after_the_other_and_short_ones_beside_them() -> None:
    readers = Readers()
    await asyncio.gather(
        readers.read("long", KEY, is_long=True),
        readers.read("other long", OTHER, is_long=True),
        readers.read("short", a_key("coder_v5"), is_long=False),
    )

    assert ("long", "short") in readers.together
    assert not any({"long", "other long"} <= set(names) for names in readers.together)


async def test_who_is_cancelled_while_he_waits_keeps_nobody_from_his_turn() -> None:
    readers = Readers()
    async with readers.turns.turn(KEY, is_long=True):
        waiting = asyncio.create_task(readers.read("a", KEY, is_long=True))
        await asyncio.sleep(0)
        waiting.cancel()
    await readers.read("b", KEY, is_long=True)

    assert readers.together == [("b",)]


async def test_two_questions_for_one_log_are_asked_one_after_the_other() -> None:
    service = Script([ok([{"iter": 1, "loss": 1.0}])])
    api = service.api()
    asked: list[int] = []

    async def ask() -> None:
        await api.metrics(KEY)
        asked.append(len(service.asked))

    await asyncio.gather(ask(), ask())
    assert asked == [1, 2]


def test_a_log_is_known_to_be_long_once_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metric_logs, "LONG_ROWS", 1)
    logs = metric_logs.MetricLogs()
    assert not logs.is_long(KEY)
    logs.read(KEY, b'[{"iter": 1, "loss": 1}]')
    assert not logs.is_long(KEY)
    logs.read(KEY, b'[{"iter": 1, "loss": 1}, {"iter": 2, "loss": 1}]')
    assert logs.is_long(KEY)
