"""Pages of rows that never end, come again, or shrink, met by the whole program over a socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain.outputs.paging import SLACK_ROWS
from breadtui.ui.screens.rows.screen import RowsScreen
from tests.journeys.cockpit import Cockpit, WatchedFaults, cockpit

WORDS = "rows rollout yoda_repo/yoda_target"


def a_page(offset: int, rows: int, **told: Any) -> Fault:
    output = [{"question": f"q{offset + at}", "response": f"a{offset + at}"} for at in range(rows)]
    job = {"status": "complete", "lines": 300, "config": {}, "error": None, "job_id": None, "progress_percent": None}
    body = {**job, "output": output, "offset": offset, "limit": 1000, "has_more": True, **told}
    return Fault(status=200, body=json.dumps(body).encode(), headers={"content-type": "application/json"})


class Pages(WatchedFaults):
    """Answers each request for output by the page that begins where it asks, else by the last one."""

    def __init__(self, pages: list[Fault], last: Fault) -> None:
        super().__init__()
        self._pages = {json.loads(page.body or b"")["offset"]: page for page in pages}
        self._last = last
        self.served = 0

    def take_for(self, method: str, path: str, query: str) -> Fault | None:
        if not path.endswith("/output"):
            return super().take_for(method, path, query)
        self.served += 1
        offset = int(dict(parse_qsl(query)).get("offset", "0"))
        return self._pages.get(offset, self._last)


def served(demo: DemoServer) -> int:
    assert isinstance(demo.faults, Pages)
    return demo.faults.served


async def until_all_read(here: Cockpit) -> RowsScreen:
    await here.type(WORDS)
    await here.until_screen(RowsScreen)
    screen = here.app.screen
    assert isinstance(screen, RowsScreen)
    await here.until_true(lambda: screen.view.book.count)
    await here.press("A")
    await here.until_true(lambda: screen.view.survey.is_whole and not screen.view.is_reading)
    return screen


ENDLESS = [a_page(offset, 100) for offset in range(0, 5000, 100)]


@pytest.mark.parametrize(
    ("pages", "last", "said", "most_rows", "most_requests"),
    [
        (ENDLESS, a_page(9900, 100), "goes on beyond the rows", 300 + 2 * SLACK_ROWS, 30),
        ([a_page(0, 100, lines=None)], a_page(0, 100, lines=None), "repeats a page", 100, 6),
        ([a_page(0, 100)], a_page(0, 100), "repeats a page", 100, 6),
        ([a_page(0, 100), a_page(100, 50)], a_page(150, 0), "fewer rows than it says", 150, 6),
    ],
    ids=["endless", "the same again", "deaf", "shrinking"],
)
async def test_reading_all_rows_ends_and_says_why(
    tmp_path: Path, pages: list[Fault], last: Fault, said: str, most_rows: int, most_requests: int
) -> None:
    made = DemoServer(DemoOptions())
    made.faults = Pages(list(pages), last)
    with made as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            screen = await until_all_read(here)
            await here.until_shown(said)
            assert screen.view.book.count <= most_rows
            assert served(demo) <= most_requests
