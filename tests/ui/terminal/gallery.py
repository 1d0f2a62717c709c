"""A program with every kind of widget, run in a pty by the tests of frames."""

import os
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Event, Key, Resize
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import (
    Checkbox,
    DataTable,
    Input,
    Label,
    OptionList,
    Static,
    TabbedContent,
    TabPane,
    TextArea,
    Tree,
)

from breadtui.ui.terminal.framediff import SWITCH, FrameDiff
from breadtui.ui.terminal.virtual_rows import VirtualRows

WIDE = [
    "日本語テキスト",
    "emoji 🍞🔥 here",
    "e\u0301 combining",
    "👩 alone",
    "plain ascii",
    "box │─┼ ⣿⣷ ✓ →",
    "tail 漢",
]


class Rows(VirtualRows[int]):
    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:
        colour = ("red", "green", "#abcdef")[key % 3]
        return Strip([Segment(f"{key:>5} "), Segment(WIDE[key % len(WIDE)], Style(color=colour, bold=key % 2 == 0))])


class Dialog(ModalScreen[None]):
    DEFAULT_CSS = "Dialog { align: center middle; } Dialog Static { width: 30; height: 7; border: round red; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        yield Static("a dialog 日本 over all", markup=False)


class Gallery(App[None]):
    CSS = """
    #rows { width: 1fr; } #side { width: 24; border: round gray; } #status { height: 1; background: $panel; }
    TabbedContent { height: 1fr; } TextArea, DataTable, Tree, OptionList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "show_tab('one')"),
        Binding("f3", "show_tab('two')"),
        Binding("f4", "show_tab('three')"),
        Binding("f5", "dialog"),
        Binding("f6", "again"),
        Binding("f7", "one_cell"),
        Binding("f8", "toast"),
        Binding("f9", "insert"),
        Binding("f10", "stock_redraw", priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True
    ticks = 0
    telling: Timer | None = None

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="one"):
            with TabPane("One", id="one"), Horizontal():
                yield Rows(range(500), id="rows")
                yield Static("side\npane 漢字\n" + "\n".join(WIDE), id="side", markup=False)
            with TabPane("Two", id="two"), Horizontal():
                yield DataTable(id="table")
                tree: Tree[int] = Tree("root", id="tree")
                yield tree
            with TabPane("Three", id="three"):
                yield Input(placeholder="name", id="name")
                yield Checkbox("check", id="check")
                yield TextArea(
                    "\n".join(f"{n} {WIDE[n % len(WIDE)]} and a longer text to wrap" for n in range(60)), id="text"
                )
                yield OptionList(*[f"option {n}" for n in range(40)], id="options")
        yield Label("READY 0", id="status")

    def on_mount(self) -> None:
        table = self.query_one("#table", DataTable)
        table.add_columns("name", "state", "loss")
        table.add_rows([(WIDE[n % len(WIDE)], "running", str(n * 0.5)) for n in range(80)])
        tree = self.query_one("#tree", Tree)
        for n in range(30):
            tree.root.add(f"node {n}").add_leaf("leaf")
        tree.root.expand()
        self.query_one("#rows").focus()
        self.query_one(TextArea).cursor_blink = False

    async def on_event(self, event: Event) -> None:
        await super().on_event(event)
        if "TELL_WHEN_DONE" in os.environ and isinstance(event, Key | Resize):
            if self.telling is not None:
                self.telling.stop()
            self.telling = self.set_timer(0.1, self.tell_when_drawn)

    def tell_when_drawn(self) -> None:
        """What a busy machine has not drawn yet is drawn first."""
        self.screen.call_after_refresh(self.screen.call_after_refresh, self.tell_done)

    def tell_done(self) -> None:
        """A sequence no terminal shows: what the last key did is on the screen."""
        if self._driver is not None:
            self._driver.write("\x1b]7777;done\x07")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A cursor that blinks (the palette has one, too) makes two programs differ by their clocks."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    def on_key(self) -> None:
        self.ticks += 1

    def action_show_tab(self, name: str) -> None:
        self.query_one(TabbedContent).active = name
        target = {"one": "#rows", "two": "#table", "three": "#text"}[name]
        self.call_after_refresh(self.query_one(target).focus)

    def action_dialog(self) -> None:
        self.push_screen(Dialog())

    def action_again(self) -> None:
        self.query_one("#side").refresh()
        self.query_one("#status").refresh()

    def action_one_cell(self) -> None:
        self.ticks += 1
        self.query_one("#status", Label).update(f"READY {self.ticks % 10}")

    def action_stock_redraw(self) -> None:
        """Let Textual draw the whole screen by itself, once."""
        os.environ[SWITCH] = "0"
        self.screen.refresh()
        self.set_timer(0.06, lambda: os.environ.update({SWITCH: "1"}))

    def action_toast(self) -> None:
        self.notify("toast", markup=False, timeout=600)

    def action_insert(self) -> None:
        rows = self.query_one("#rows", Rows)
        rows.set_rows([-1 - self.ticks, *rows.rows.keys])


class ThriftyGallery(FrameDiff, Gallery):
    CSS = Gallery.CSS


if __name__ == "__main__":
    ThriftyGallery().run()
