"""Pick a value of a field from a list that narrows while one types; what it stands for is shown beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from breadtui.domain.json_values import Json
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import folded
from breadtui.ui.present.form.options import Option, OptionKey, heading_line, option_keys, option_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

BESIDE_CELLS = 100
"""From this width the preview stands beside the list, below it where there is less."""


class Previewing(Protocol):
    """What tells a picker more about an option."""

    def lines(self, option: Option) -> Sequence[Line]:
        """What is known now; empty where nothing is."""
        ...

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """Read what is not known yet; `changed` is called whenever there is more."""
        ...


class OptionRows(VirtualRows[OptionKey]):
    """The options under their headings, over which the cursor passes."""

    empty_text = "Nothing of that name"

    def __init__(self, options: Sequence[Option], glyphs: Glyphs) -> None:
        super().__init__(id="options")
        self._options = list(options)
        self._order: Sequence[int] = range(len(options))
        self._needle = ""
        self._mark = glyphs.marked
        self.marked: tuple[int, ...] = ()
        """Places of options, in the order of marking."""

    def show(self, needle: str) -> None:
        """Show those that hold what was typed."""
        self._needle = needle
        self._draw_options()
        if (key := self.cursor_key) is not None and key.is_heading:
            self.step(1)

    def retell(self, options: Sequence[Option]) -> None:
        """Say anew what is known of the same values, in their order of now; cursor and marks stay with theirs."""
        places = {str(option.value): place for place, option in enumerate(self._options)}
        there = [(places[name], option) for option in options if (name := str(option.value)) in places]
        if len(there) != len(self._options) or [option for _, option in sorted(there)] == self._options:
            return
        for place, option in there:
            self._options[place] = option
        self._order = [place for place, _ in there]
        self._draw_options()

    def _draw_options(self) -> None:
        self.set_rows(option_keys(self._options, self._needle, self._order))
        self.redraw()

    def step(self, by: int) -> None:
        """Move by rows, over headings."""
        at = self.rows.cursor + by
        while 0 <= at < len(self.rows) and self.rows.keys[at].is_heading:
            at += 1 if by > 0 else -1
        if 0 <= at < len(self.rows):
            self._go(at)

    def page(self, by: int) -> None:
        """Move by pages, not onto a heading."""
        self.action_rows_page(by)
        if (key := self.cursor_key) is not None and key.is_heading:
            self.step(1)

    @property
    def option(self) -> Option | None:
        """The option under the cursor."""
        key = self.cursor_key
        return None if key is None or key.is_heading else self._options[key.place]

    def mark(self) -> None:
        """Mark the option under the cursor, or no longer, and go on."""
        key = self.cursor_key
        if key is not None and not key.is_heading:
            others = tuple(place for place in self.marked if place != key.place)
            self.marked = others if key.place in self.marked else (*others, key.place)
            self.row_changed(key)
            self.step(1)

    def render_row(self, key: OptionKey, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row; the cursor is as strong as if the list had the focus, which the field keeps."""
        option = self._options[key.place]
        is_marked = key.place in self.marked
        line = (
            heading_line(option) if key.is_heading else option_line(option, width, is_marked=is_marked, mark=self._mark)
        )
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=True)


class PreviewRows(BodyRows):
    """What the option under the cursor stands for."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from their beginning."""
        self._lines = lines
        self.fill()

    def fill(self) -> None:
        """Break the lines for this width."""
        self.show_body([BodyLine(line) for line in folded(self._lines, max(self.size.width, 8))])

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells; a cursor is of no use here until it has the focus."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected and focused, focused=focused)


class PickerScreen(ModalScreen[tuple[Json, ...] | None]):
    """Closes with what was picked (several where `is_many`), or with None.

    Where `is_open`, what is typed may be taken as it is, if it is none of the options.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="picker.close"),
        Binding("down", "step(1)", "Down", show=False, priority=True, id="picker.down"),
        Binding("up", "step(-1)", "Up", show=False, priority=True, id="picker.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True, id="picker.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, id="picker.page_up"),
        Binding("ctrl+d", "scroll(1)", "Preview down", show=False, priority=True, id="picker.preview_down"),
        Binding("ctrl+u", "scroll(-1)", "Preview up", show=False, priority=True, id="picker.preview_up"),
        Binding("tab,ctrl+t", "mark", "Mark", priority=True, id="picker.mark", tooltip="Take this one as well"),
        Binding("f2", "typed", "As typed", priority=True, id="picker.typed", tooltip="Take what is typed as it is"),
    ]
    DEFAULT_CSS = """
    PickerScreen {
        align: center middle; background: $background;
        & #picker {
            width: 100%; max-width: 160; height: 100%; padding: 0 1; border: solid $accent; background: $surface;
        }
        & #picker-heading, & #picker-keys { height: 1; }
        & #picker-keys { color: $text-muted; }
        & #picker-field { height: 1; border: none; padding: 0; background: $panel; }
        & #picker-body { height: 1fr; layout: vertical; }
        & #picker-body.-beside { layout: horizontal; }
        & #options { height: 1fr; width: 1fr; }
        & #preview { height: 1fr; width: 1fr; border-top: solid $panel; }
        & #preview > .rows--cursor-blurred { background: $surface; }
        & .-beside > #preview { border-top: none; border-left: solid $panel; padding-left: 1; }
    }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        chosen: Json = None,
        preview: Previewing | None = None,
        is_open: bool = False,
        is_many: bool = False,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen
        self._preview = preview
        self._is_open = is_open
        self._is_many = is_many
        self._field = Input(placeholder="type to narrow", id="picker-field", select_on_focus=False, compact=True)
        self._rows = OptionRows(options, glyphs)
        self._shown = PreviewRows()

    def compose(self) -> ComposeResult:
        """What is picked, the field, the list with its preview, the keys."""
        with Vertical(id="picker"):
            yield Static(Content.styled(clean(self._title), "bold"), id="picker-heading")
            yield self._field
            with Container(id="picker-body"):
                yield self._rows
                yield self._shown
            yield Static(Content(self._keys_text()), id="picker-keys")

    def _keys_text(self) -> str:
        many = "tab mark several  " if self._is_many else ""
        written = "f2 take what is typed  " if self._is_open else ""
        look = "^d ^u scroll the preview  " if self._preview is not None else ""
        return f"enter take it  {many}{written}{look}esc back"

    def on_mount(self) -> None:
        """All options, the cursor on the one that is taken now."""
        self._field.cursor_blink = False
        self._shown.display = self._preview is not None
        self._rows.show("")
        place = next((at for at, option in enumerate(self._options) if option.value == self._chosen), None)
        if place is not None and self._chosen is not None:
            self._rows.move_to(OptionKey(place))
        self._field.focus()
        self._show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """The preview beside the list where there is room."""
        self.query_one("#picker-body").set_class(event.size.width >= BESIDE_CELLS, "-beside")

    def retell(self, options: Sequence[Option]) -> None:
        """Say anew what is known of the options, and more of the one that is looked at."""
        if self.is_mounted:
            self._rows.retell(options)
            self._show_preview()

    @on(Input.Changed, "#picker-field")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._rows.show(event.value)
        self._show_preview()

    @on(VirtualRows.Moved, "#options")
    def _moved(self, event: VirtualRows.Moved) -> None:
        event.stop()
        option = self._rows.option
        if option is not None and self._preview is not None:
            self._preview.want(option, self._show_preview)
        self._show_preview()

    def _show_preview(self) -> None:
        option = self._rows.option
        if self._preview is not None and self._shown.is_attached:
            self._shown.show(self._preview.lines(option) if option is not None else ())

    @on(Input.Submitted, "#picker-field")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take()

    @on(VirtualRows.Chosen, "#options")
    def _taken(self, event: VirtualRows.Chosen) -> None:
        event.stop()
        self._take()

    def _take(self) -> None:
        option = self._rows.option
        marked = [self._options[place].value for place in self._rows.marked]
        if marked:
            self.dismiss(tuple(marked))
        elif option is not None:
            self.dismiss((option.value,))
        else:
            self.action_typed()

    def action_typed(self) -> None:
        """Take what is typed, where that may be."""
        if self._is_open and self._field.value.strip():
            self.dismiss((self._field.value.strip(),))

    def action_step(self, by: int) -> None:
        """Move in the list while typing in the field."""
        self._rows.step(by)

    def action_page(self, by: int) -> None:
        """Move in the list by pages."""
        self._rows.page(by)

    def action_scroll(self, by: int) -> None:
        """Move in the preview."""
        self._shown.action_rows_page(by / 2)

    def action_mark(self) -> None:
        """Mark several, where several may be taken."""
        if self._is_many:
            self._rows.mark()

    def action_close(self) -> None:
        """Take nothing."""
        self.dismiss(None)
