"""From a target to its questions and answers and on to its teacher, over a real service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from breadtui.demo.serve import DemoServer
from breadtui.domain.names import JobKey, Phase
from breadtui.ui.panes.rows_list import RowsList
from breadtui.ui.screens.rows.screen import RowsScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server, prompt_key

ROLLOUT = JobKey(YODA, Phase.ROLLOUT, "yoda_target")


def output_requests(demo: DemoServer) -> list[str]:
    asked: list[tuple[str, str]] = demo.faults.requests  # type: ignore[attr-defined]  # the journeys' own faults
    return [path for method, path in asked if method == "GET" and path.endswith("/output")]


def shown_rows(here: Cockpit) -> Any:
    return here.app.screen.query_one(RowsList).rows.keys


async def test_the_answers_of_a_target_are_read_beside_their_questions_and_lead_to_the_teacher(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("rows rollout yoda_repo/yoda_target")
            await here.until_screen(RowsScreen)
            await here.until_shown("1,200 rows")
            await here.until_shown("teacher prompt")
            await here.press("G")
            await here.until_shown("row 1,200 of 1,200 · answer 2 of 2")
            await here.until_shown("asked by generator 1: persona, its question 600")
            assert len(output_requests(demo)) <= 3
            await here.press("slash")
            await here.write("empty:answer")
            await here.press("enter")
            await here.until_true(lambda: "match" in here.text and "reading" not in here.text)
            assert all(place < 1200 for place in shown_rows(here))
            await here.press("escape", "e")
            await here.until(lambda state: state.chosen == prompt_key("yoda"))


async def test_the_data_tab_opens_the_rows_at_the_one_under_the_cursor(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.look_at(ROLLOUT)
            await here.press("2", "right_square_bracket", "right_square_bracket")
            await here.until_shown("enter reads them")
            await here.press("j", "j", "j", "enter")
            await here.until_screen(RowsScreen)
            await here.until_shown("row 3 of 1,200")
            await here.press("q")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.press("o")
            await here.until_screen(RowsScreen)
            await here.until_shown("row 1 of 1,200")


async def test_rows_are_written_to_a_file_as_the_service_has_them(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("rows stim yoda_repo/wise_set")
            await here.until_screen(RowsScreen)
            await here.until_shown("240 rows")
            await here.type(f"export jsonl {path}")
            await here.until_true(path.exists)
            await here.until_true(lambda: any("240 rows written" in words for words in here.toasts))
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            assert len(rows) == 240
            assert all(row["unconditioned_stimulus"]["messages"][-1]["role"] == "user" for row in rows)
