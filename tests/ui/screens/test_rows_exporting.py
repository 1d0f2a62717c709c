"""Rows written to a file as they are listed, while one reads on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.screens.rows_host import Host, a_row, settled
from tests.ui.waiting import until_asked

WIDE = (120, 40)


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def lines_of(path: Path) -> list[str]:
    return path.read_text().splitlines()


async def written(pilot: Pilot[Any], path: Path) -> list[str]:
    await pilot.press("colon", *f"export csv {path}", "enter")
    await settled(pilot)
    return lines_of(path)


async def test_rows_that_fit_are_written_to_a_file_that_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("slash", *"row<=20", "enter")
        await settled(pilot)
        await pilot.press("colon", *f"export jsonl {path}", "enter")
        await settled(pilot)
        assert [json.loads(line) for line in path.read_text().splitlines()] == [a_row(place) for place in range(20)]
        path.write_text("theirs")
        await pilot.press("colon", *f"export jsonl {path}", "enter")
        await until_asked(pilot)
        assert "There is a file of that name" in app.text
        await pilot.press("n")
        await settled(pilot)
        assert path.read_text() == "theirs"
        assert names_in(tmp_path) == ["rows.jsonl"]


async def test_an_export_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        app.api.hold()
        await pilot.press("colon", *f"export csv {tmp_path / 'rows.csv'}", "enter")
        await pilot.pause()
        assert names_in(tmp_path) == ["rows.csv.part"]
        await pilot.press("X")
        await pilot.pause()
        app.api.release()
        await settled(pilot)
        assert names_in(tmp_path) == []
        assert not app.rows._is_exporting


async def test_ten_at_random_are_written_as_they_are_listed(tmp_path: Path) -> None:
    app = Host(3000)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("T")
        await settled(pilot)
        asked = len(app.api.asked)
        lines, listed = await written(pilot, tmp_path / "ten.csv"), app.rows.view.keys()
        assert [int(line.partition(",")[0]) for line in lines[1:]] == [place + 1 for place in listed]
        assert len(app.api.asked) == asked
        assert app.told[-1].startswith("10 rows at random written: ")


async def test_one_of_those_alike_is_written_once_all_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.ui.screens.rows_host.a_row", lambda place: {"question": f"question {place % 3}"})
    app = Host(3000)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        app.api.hold()
        await pilot.press("F")
        await pilot.press("colon", *"export csv", "enter")
        assert app.told[-1] == "alike rows are still being folded: export them when all were read"
        app.api.release()
        await settled(pilot)
        lines = await written(pilot, tmp_path / "alike.csv")
        assert [line.partition(",")[0] for line in lines[1:]] == ["1", "2", "3"]
