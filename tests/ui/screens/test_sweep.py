"""The sheet of a sweep as a person works in it: typed, pasted, filled, undone, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from breadtui.domain.bulk import Outcome
from breadtui.domain.json_values import JsonObject
from breadtui.domain.sweep.asking import sheet_asked
from breadtui.domain.sweep.run import run_after
from breadtui.domain.sweep.sheet import NAME, Sheet
from breadtui.store.events.sweep import SweepMoved
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.sweep.screen import SweepScreen
from breadtui.ui.screens.sweep.sheet import SheetDesk
from breadtui.ui.themes import THEMES
from tests.fakes.states import a_key, a_state, a_tree

CONFIG: JsonObject = {"epochs": 2, "optimizer": {"learning_rate": 0.008}, "total_trajectories": 1600}
BASE = a_key("coder_v1")


class Host(App[None]):
    CSS_PATH = None
    CSS = "SweepScreen #sweep-grid { height: 1fr; } SweepScreen Static { height: 1; }"

    def __init__(self, words: str = "lr=1e-3,1e-4 epochs=1") -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.store = Store(a_state(a_tree(("coder_v1", "taken"))))
        self.kept: list[Sheet] = []
        self.begun = sheet_asked(words, BASE, CONFIG)
        self.copied = ""

    def on_mount(self) -> None:
        self.push_screen(SweepScreen(StoreBridge(self.store), None, self.begun, self.kept.append))

    def copy_to_clipboard(self, text: str) -> None:
        self.copied = text

    @property
    def sweep(self) -> SweepScreen:
        assert isinstance(self.screen, SweepScreen)
        return self.screen

    @property
    def sheet(self) -> Sheet:
        return self.sweep.desk.sheet

    def cells(self) -> list[tuple[str, ...]]:
        return [row.cells for row in self.sheet.rows]

    def shown(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def write(pilot: Pilot[None], text: str) -> None:
    names = {".": "full_stop", "-": "minus", "=": "equals_sign", ",": "comma", " ": "space", "_": "underscore"}
    await pilot.press(*(names.get(letter, letter) for letter in text))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_digit_begins_a_cell_anew_and_enter_goes_on_below(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await pilot.press("l", "l", "3")
        assert "[3_]" in app.shown()
        await pilot.press("enter")
        assert app.cells() == [("1e-3", "3"), ("1e-4", "1")]
        assert app.sweep.row == 1
        await pilot.press("enter", "backspace", "4", "tab")
        assert app.cells()[1] == ("1e-4", "4")
        assert app.kept[-1] == app.sheet


async def test_what_is_wrong_is_said_while_it_is_typed_and_escape_leaves_the_cell_as_it_was() -> None:
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("l", "l", "0")
        assert "epochs wants at least 1" in app.shown()
        await pilot.press("escape")
        assert app.cells()[0] == ("1e-3", "1")
        assert isinstance(app.screen, SweepScreen)
        await pilot.press("0", "enter")
        assert "1 not right yet" in app.shown()
        assert "!!" in app.shown()


async def test_the_foot_tells_of_the_cell_while_one_is_typed() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        foot = app.sweep.query_one(Foot)
        assert foot.render_line(0).text.strip().startswith("e edit · ")
        await pilot.press("e")
        await pilot.pause()
        assert foot.render_line(0).text.strip() == "enter take it · tab take it, next cell · esc leave it"
        await pilot.press("escape")
        await pilot.pause()
        assert foot.render_line(0).text.strip().startswith("e edit · ")


async def test_a_table_from_a_spreadsheet_fills_cells_and_adds_bakes() -> None:
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("l")
        app.sweep.grid.post_message(app.sweep.grid.Pasted("0.1\t5\n0.2\t6\r\n0.3\t7\n"))
        await pilot.pause()
        assert app.cells() == [("0.1", "5"), ("0.2", "6"), ("0.3", "7")]
        await pilot.press("u")
        assert app.cells() == [("1e-3", "1"), ("1e-4", "1")]
        await pilot.press("y")
        assert app.copied.splitlines()[0].split("\t")[1:] == ["1e-3", "1"]


async def test_what_is_pasted_while_a_cell_is_typed_goes_into_it_once_and_a_table_into_the_grid() -> None:
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("l", "l", "e", "ctrl+u")
        app.sweep.line.post_message(events.Paste("7"))
        await pilot.pause()
        assert app.sweep.line.value == "7"
        app.sweep.line.post_message(events.Paste("8\n9\n"))
        await pilot.pause()
        assert [cells[1] for cells in app.cells()] == ["8", "9"]
        assert not app.sweep.line.display


async def test_rows_and_columns_come_go_and_come_back() -> None:
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("N")
        assert app.cells() == [("1e-3", "1"), ("1e-3", "1"), ("1e-4", "1")]
        assert "the same values as" in app.shown()
        await pilot.press("x", "n", "x", "C")
        await write(pilot, "r")
        await pilot.press("enter")
        assert [column.label for column in app.sheet.columns][-1] == "model.baked_adapter_config.r"
        assert app.sweep.grid.column == 2
        await pilot.press("X")
        assert len(app.sheet.columns) == 2
        await pilot.press("u", "u", "u", "u", "u", "u", "u")
        assert app.sheet == app.begun.named()


async def test_filling_makes_a_bake_of_every_combination() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("F", "ctrl+u")
        await write(pilot, "lr=1,2 epochs=1,2,3 ")
        await pilot.press("enter")
        assert len(app.sheet.rows) == 6
        await pilot.press("F", "ctrl+u")
        await write(pilot, "rank=1")
        await pilot.press("enter")
        assert len(app.sheet.rows) == 6


async def test_names_typed_stay_and_those_that_are_taken_are_told() -> None:
    app = Host()
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e", "ctrl+u")
        await write(pilot, "taken")
        await pilot.press("enter")
        assert app.sheet.text_at(0, NAME) == "taken"
        assert "there is a bake taken" in app.shown()


async def test_what_came_of_each_bake_stands_in_its_row_until_the_row_is_changed() -> None:
    app = Host()
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.pause()
        run = app.sweep.desk.run(None)
        one, two = (line.name for line in run.lines)
        app.store.dispatch(
            SweepMoved(run.told(one, Outcome.DONE, "created").told(two, Outcome.FAILED, "\x1b[31mno \x07target"))
        )
        await pilot.pause()
        assert "1 of 2 created, 1 failed" in app.shown()
        assert "created" in next(line for line in app.shown().splitlines() if one in line)
        assert "target" in next(line for line in app.shown().splitlines() if two in line)
        assert "\x1b" not in app.shown()
        await pilot.press("j", "l", "5", "enter")
        again = app.sweep.desk.run(app.store.state.sweep)
        assert [line.name for line in again.waiting] == [app.sheet.rows[1].name]
        assert app.sheet.rows[0].name == one


def wrong_columns(desk: SheetDesk) -> list[int]:
    """Where something is wrong in the first row."""
    return [fault.column for fault in desk.faults[0]]


def test_a_bake_that_the_sheet_made_is_not_called_taken_until_its_row_is_changed() -> None:
    desk = SheetDesk(sheet_asked("lr=1e-3,1e-4", BASE, CONFIG))
    run = desk.run(None)
    name = run.lines[0].name
    desk.see_taken({"coder_v1", name})
    assert wrong_columns(desk) == [NAME]
    desk.see_created(run.told(name, Outcome.DONE, "created"))
    assert wrong_columns(desk) == []
    desk.change(desk.sheet.with_text(0, 0, "5e-3"))
    assert wrong_columns(desk) == [NAME]


async def test_what_is_wrong_with_a_row_is_told_in_whole_whichever_cell_the_cursor_is_in() -> None:
    app = Host("lr=1e-3,x epochs=1")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        assert app.sweep.grid.column == NAME
        assert "optimizer.learning_rate wants a number, as 0.008 or 2e-4" in app.shown()


async def test_a_sheet_is_written_as_csv_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        app.sweep.write_csv(str(path))
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        assert path.read_text().splitlines()[0] == "name,optimizer.learning_rate,epochs"
        path.write_text("epochs,name\n7,mine\n")
        app.sweep.read_csv(str(path))
        await pilot.pause()
        assert app.cells() == [("7",)]
        assert app.sheet.rows[0].name == "mine"
        path.write_text("rank\n7\n")
        app.sweep.read_csv(str(path))
        assert app.cells() == [("7",)]


async def test_an_empty_sheet_says_how_to_begin() -> None:
    app = Host()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("x", "x", "x", "l", "e", "7")
        assert app.sheet.rows == ()
        assert "n adds a bake" in app.shown()
        await pilot.press("n")
        assert len(app.sheet.rows) == 1


def test_the_run_of_a_sheet_asks_only_for_what_is_not_there() -> None:
    run = run_after(None, BASE, [("a", {}), ("b", {})]).told("a", Outcome.DONE, "created")
    assert [line.name for line in run.waiting] == ["b"]
