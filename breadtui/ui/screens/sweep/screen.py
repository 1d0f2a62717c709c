"""A sweep: many bakes from one as a sheet, typed, pasted, filled, created as a batch, compared and started."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from breadtui.domain.sweep.asking import NoSweep, sheet_asked
from breadtui.domain.sweep.columns import NoColumn, column_named, columns_for
from breadtui.domain.sweep.run import SweepRun
from breadtui.domain.sweep.sheet import NAME, Sheet, TooMany
from breadtui.domain.sweep.table import cells_text, table_of
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.sweep_grid import SweepGrid
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.sweep.sentences import cell_text, heading_text
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.sweep.doing import SweepDoing
from breadtui.ui.screens.sweep.input import Mode, SweepInput
from breadtui.ui.screens.sweep.sheet import SheetDesk
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("sweep.edit",), "edit"),
    Hint(("sweep.row", "sweep.copy_row"), "bake"),
    Hint(("sweep.column",), "column"),
    Hint(("sweep.fill",), "fill"),
    Hint(("sweep.create",), "create"),
    Hint(("sweep.start",), "start"),
    Hint(("sweep.undo",), "undo"),
    Hint(("sweep.remove_row", "sweep.remove_column"), "remove"),
    Hint(("sweep.copy",), "copy"),
    Hint(("sweep.write", "sweep.read"), "CSV"),
)
BACK = Hint(("sweep.back",), "back")
TAKE = Hint((), "take it", typed="enter")
TAKE_ON = Hint((), "take it, next cell", typed="tab")
LEAVE = Hint(("sweep.back",), "leave it")


class SweepScreen(SweepDoing, Screen[None]):
    """The sheet stays as it was left; `keep` is told of every change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="sweep.edit", tooltip="Type in the cell under the cursor"),
        Binding("n", "add_row", "Bake", id="sweep.row", tooltip="One more bake, as the base"),
        Binding("N", "add_row(True)", "Copy", id="sweep.copy_row", tooltip="The bake under the cursor once more"),
        Binding("x,delete", "remove_row", "Remove", id="sweep.remove_row", tooltip="Take the bake out of the sheet"),
        Binding("backspace", "empty", "Empty", id="sweep.empty", tooltip="Empty the cell: as the base"),
        Binding("C", "add_column", "Column", id="sweep.column", tooltip="One more field in which the bakes differ"),
        Binding("X", "remove_column", "Drop column", id="sweep.remove_column", tooltip="Take the column out"),
        Binding("F", "fill", "Fill", id="sweep.fill", tooltip="A bake for every combination of values"),
        Binding("y", "copy_cells", "Copy", id="sweep.copy", tooltip="All cells, for a spreadsheet; pasting takes them"),
        Binding("w", "write", "Write", id="sweep.write", tooltip="Write the sheet as CSV"),
        Binding("i", "read", "Read", id="sweep.read", tooltip="Read a sheet from CSV"),
        Binding("u", "undo", "Undo", id="sweep.undo", tooltip="Take the last change of the sheet back"),
        Binding("ctrl+s,f2", "create", "Create", id="sweep.create", tooltip="Create the bakes that are not there yet"),
        Binding("S", "start", "Start", id="sweep.start", tooltip="Start all that were created, after a question"),
        Binding("q,escape", "back", "Back", id="sweep.back", tooltip="The sheet stays as it is"),
    ]

    grid = query_one(SweepGrid)
    line = query_one(SweepInput)

    def __init__(
        self,
        bridge: StoreBridge,
        commands: Commands | None,
        sheet: Sheet,
        keep: Callable[[Sheet], None],
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self.commands = commands
        self.desk = SheetDesk(sheet)
        self._keep = keep
        self._glyphs = glyphs
        self._empty = "." if glyphs.is_ascii else "·"
        self._run: SweepRun | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the grid, what is said about the cell, where one types, the keys."""
        yield Static(id="sweep-heading")
        yield SweepGrid(id="sweep-grid")
        yield Static(id="sweep-about")
        yield SweepInput(id="sweep-input")
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Follow what is created and which bakes there are."""
        self.line.display = False
        self.line.cursor_blink = False
        self.bridge.follow(self, self._slice, self._show)
        self.grid.focus()

    def _slice(self, state: AppState) -> tuple[object, ...]:
        return state.sweep, state.trees.get(self.desk.sheet.base.repo)

    def _show(self, _: tuple[object, ...]) -> None:
        state = self.bridge.state
        tree = value_of(state.trees.get(self.desk.sheet.base.repo, NOT_ASKED))
        self.desk.see_taken(tree.bakes if tree is not None else ())
        self._run = state.sweep
        if self.desk.see_created(state.sweep):
            self._keep(self.desk.sheet)
        self.draw(self.line.value if self.line.display and self.line.mode is Mode.CELL else None)

    def draw(self, typed: str | None = None) -> None:
        """Show the sheet as it is, with what is being typed in its cell."""
        self.grid.show(self.desk.grid(self._run)._replace(typed=typed, empty=self._empty))
        heading = heading_text(self.desk.sheet, self.desk.faults, self._run)
        self.query_one("#sweep-heading", Static).update(Content.styled(f" {heading}", "bold"))
        self.say_of_cell()

    def say_of_cell(self) -> None:
        """What is wrong with the cell under the cursor, or what it takes."""
        row, column = self.grid.rows.cursor, self.grid.column
        self._about(cell_text(self.desk.sheet, self.desk.faults, row, column))

    def _about(self, text: str) -> None:
        self.query_one("#sweep-about", Static).update(Content(f" {clean(text)}"))

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        if self.line.has_focus:
            self.query_one(Foot).tell((TAKE, TAKE_ON) if self.line.mode is Mode.CELL else (TAKE,), LEAVE)
        else:
            self.query_one(Foot).tell(FOOT, BACK)

    @on(VirtualRows.Moved)
    @on(SweepGrid.Stepped)
    def _cursor_moved(self) -> None:
        self.say_of_cell()

    def change(self, sheet: Sheet) -> None:
        """Take a changed sheet."""
        self.desk.change(sheet)
        self._keep(self.desk.sheet)
        self.draw()

    @property
    def row(self) -> int:
        """The row under the cursor; -1 where there is none."""
        return self.grid.rows.cursor if self.desk.sheet.rows else -1

    # -- cells ----------------------------------------------------------------------------------------------------

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        """Type in the cell under the cursor."""
        if self.row >= 0:
            self._ask_cell(self.desk.sheet.text_at(self.row, self.grid.column))

    @on(SweepGrid.Typed)
    def _typed(self, event: SweepGrid.Typed) -> None:
        self._ask_cell(event.sign)

    def _ask_cell(self, text: str) -> None:
        field = None if self.grid.column == NAME else self.desk.sheet.columns[self.grid.column]
        self.line.ask(Mode.CELL, text, field.choices if field is not None else ())
        self.draw(text)

    @on(Input.Changed, "#sweep-input")
    def _changed(self, event: Input.Changed) -> None:
        """The cell shows what is typed, and the line below says what is wrong with it."""
        if self.line.display and self.line.mode is Mode.CELL and self.row >= 0:
            trial = SheetDesk(self.desk.sheet.with_text(self.row, self.grid.column, event.value))
            self.draw(event.value)
            self._about(cell_text(trial.sheet, trial.faults, self.row, self.grid.column))

    @on(Input.Submitted, "#sweep-input")
    def _submitted(self, event: Input.Submitted) -> None:
        mode, text = self.line.mode, event.value
        self._close_line()
        match mode:
            case Mode.CELL:
                self._write_cell(text)
                self.grid.action_rows_step(1)
            case Mode.COLUMN:
                self._add_column(text.strip())
            case Mode.FILL:
                self._fill(text)
            case Mode.WRITE:
                self.write_csv(text.strip())
            case Mode.READ:
                self.read_csv(text.strip())

    @on(SweepInput.Moved)
    def _tabbed(self, event: SweepInput.Moved) -> None:
        self._close_line()
        self._write_cell(event.text)
        self.grid.action_column(1)

    def _write_cell(self, text: str) -> None:
        self.change(self.desk.sheet.with_text(self.row, self.grid.column, text))

    def _close_line(self) -> None:
        self.line.display = False
        self.grid.focus()
        self.draw()

    def action_empty(self) -> None:
        """Empty the cell under the cursor."""
        if self.row >= 0:
            self._write_cell("")

    @on(SweepGrid.Pasted)
    @on(SweepInput.TablePasted)
    def _pasted(self, event: SweepGrid.Pasted | SweepInput.TablePasted) -> None:
        self._close_line()
        try:
            self.change(self.desk.sheet.pasted(max(self.row, 0), self.grid.column, table_of(event.text)))
        except TooMany as problem:
            self.say(str(problem))

    def action_copy_cells(self) -> None:
        """Send all cells to the terminal's clipboard, separated by tabs."""
        self.app.copy_to_clipboard(cells_text(self.desk.sheet))

    # -- rows and columns -----------------------------------------------------------------------------------------

    def action_add_row(self, is_copy: bool = False) -> None:
        """One more bake below the cursor."""
        sheet, row = self.desk.sheet, self.row
        try:
            self.change(sheet.with_row_after(row, sheet.rows[row] if is_copy and row >= 0 else None))
        except TooMany as problem:
            self.say(str(problem))
        else:
            self.grid.move_to(row + 1)

    def action_remove_row(self) -> None:
        """Take the bake under the cursor out of the sheet; nothing happens at the service."""
        if self.row >= 0:
            self.change(self.desk.sheet.without_row(self.row))

    def action_add_column(self) -> None:
        """Ask for a field."""
        self.line.ask(Mode.COLUMN, "", [field.label for field in columns_for(self.desk.sheet.config)])

    def _add_column(self, name: str) -> None:
        if not name:
            return
        try:
            self.change(self.desk.sheet.with_column(column_named(name, self.desk.sheet.config)))
        except NoColumn as problem:
            self.say(str(problem))
        else:
            self.grid.go(max(self.row, 0), len(self.desk.sheet.columns) - 1)

    def action_remove_column(self) -> None:
        """Take the column under the cursor out, with what stands in it."""
        if self.grid.column != NAME:
            self.change(self.desk.sheet.without_column(self.grid.column))

    def action_fill(self) -> None:
        """Ask for values; every combination becomes a bake in place of what is there."""
        names = " ".join(f"{column.label}=" for column in self.desk.sheet.columns)
        self.line.ask(Mode.FILL, names)

    def _fill(self, text: str) -> None:
        words = " ".join(word for word in text.split(" ") if not word.endswith("=") or word == "=")
        try:
            self.change(sheet_asked(words, self.desk.sheet.base, self.desk.sheet.config))
        except NoSweep as problem:
            self.say(str(problem))

    def action_undo(self) -> None:
        """Take the last change of the sheet back."""
        if self.desk.undo():
            self._keep(self.desk.sheet)
            self.draw()
        else:
            self.say("nothing was changed yet")

    # -- away -----------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Ask for a path to write to."""
        self.line.ask(Mode.WRITE, f"{self.desk.sheet.base.name}_sweep.csv")

    def action_read(self) -> None:
        """Ask for a path to read from."""
        self.line.ask(Mode.READ, "")

    def action_back(self) -> None:
        """Out of the line, or back to where one was; the sheet stays."""
        if self.line.display:
            self._close_line()
        else:
            self.dismiss(None)

    @work(group="sweep", exclusive=True)
    async def action_create(self) -> None:
        """Create what is not there yet, after a question; then offer to start all."""
        await self.create_all()

    @work(group="sweep", exclusive=True)
    async def action_start(self) -> None:
        """Start all that were created, after a question."""
        await self.offer_starts()
