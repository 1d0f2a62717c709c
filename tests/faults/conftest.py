"""A demo whose store goes wrong when told to, and one process that downloads from it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.faults.weights_bench import Bench, bench


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key="sk-demo-0123456789", instant=True)) as served:
        yield served


@pytest.fixture
async def here(demo: DemoServer, tmp_path: Path) -> AsyncIterator[Bench]:
    (tmp_path / "down").mkdir()
    async with bench(demo, tmp_path / "down", state=tmp_path / "state") as made:
        yield made
