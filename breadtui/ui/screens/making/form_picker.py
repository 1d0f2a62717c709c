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
from textual.widgets import Input, Static

from breadtui.domain.json_values import Json
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.form.options import Option, OptionKey
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.making.form_picker_rows import OptionRows, PreviewRows
from breadtui.ui.terminal.virtual_rows import VirtualRows

OTHER_LINES = 5
"""Border, heading, field and keys of a picker."""
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
        Binding("ctrl+t,tab", "mark", "Mark", priority=True, id="picker.mark", tooltip="Take this one as well"),
        Binding("f2", "typed", "As typed", priority=True, id="picker.typed", tooltip="Take what is typed as it is"),
    ]
    DEFAULT_CSS = """
    PickerScreen {
        align: center middle; background: $background;
        & #picker {
            width: 100%; max-width: 160; height: 100%; padding: 0 1; border: solid $accent; background: $surface;
        }
        & #picker.-alone { max-width: 100; max-height: 100%; }
        & #picker-heading { height: 1; }
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
        with Vertical(id="picker", classes="-alone" if self._preview is None else ""):
            yield Static(Content.styled(clean(self._title), "bold"), id="picker-heading")
            yield self._field
            with Container(id="picker-body"):
                yield self._rows
                yield self._shown
            yield Foot(self._hints(), Hint(("picker.close",), "back"))

    def _hints(self) -> tuple[Hint, ...]:
        many = (Hint(("picker.mark",), "mark several"),) if self._is_many else ()
        written = (Hint(("picker.typed",), "take what is typed"),) if self._is_open else ()
        look = (Hint(("picker.preview_down", "picker.preview_up"), "scroll the preview"),) if self._preview else ()
        return (Hint((), "take it", typed="enter"), *many, *written, *look)

    def on_mount(self) -> None:
        """All options, the cursor on the one that is taken now."""
        self._field.cursor_blink = False
        self._shown.display = self._preview is not None
        self._rows.show("")
        self._fit()
        place = next((at for at, option in enumerate(self._options) if option.value == self._chosen), None)
        if place is not None and self._chosen is not None:
            self._rows.move_to(OptionKey(place))
        self._field.focus()
        self._show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """The preview beside the list where there is room."""
        self.query_one("#picker-body").set_class(event.size.width >= BESIDE_CELLS, "-beside")

    def where_nothing(self, words: str) -> None:
        """Say this where there are no options at all."""
        if not self._options and words:
            self._rows.empty_text = words

    def _fit(self) -> None:
        """No higher than its options where nothing stands beside them."""
        if self._preview is None:
            self.query_one("#picker").styles.height = self._rows.count + OTHER_LINES

    def retell(self, options: Sequence[Option]) -> None:
        """Say anew what is known of the options, and more of the one that is looked at."""
        if self.is_mounted:
            self._rows.retell(options)
            self._fit()
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
