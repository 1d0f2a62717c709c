"""Every call made to the service: when, what, how long, how many bytes, and how it ended; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.calls import ApiCall, is_tried_again
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.facts.state import AppState
from breadtui.ui.present.calls import CallSubject, call_line, counts_text
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

NOTHING_CALLED = " no call was made yet"
NOTHING_MATCHES = " Nothing matches, esc shows all"
HEADER = f" {'TIME':8} {'METHOD':6} {'ENDED':14} {'MS':>7} {'SENT':>7} {'GOT':>7}  PATH"


class CallsSlice(NamedTuple):
    """What the transcript draws."""

    calls: tuple[ApiCall, ...]


def select(state: AppState) -> CallsSlice:
    """The slice of the state that this pane is drawn from."""
    return CallsSlice(state.calls)


class Transcript(VirtualRows[ApiCall]):
    """The latest calls; a row changes only where its call is tried again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy_call", "Copy", id="calls.copy", tooltip="Copy the call as curl, without the key"),
        Binding(
            "Y", "copy_call_menu", "Copy as", id="calls.copy_menu", tooltip="Copy as curl, Python, bodies, Markdown"
        ),
    ]

    class CopyAsked(Message):
        """A person wants a call on the clipboard: as curl, or in a form that a menu asks for."""

        def __init__(self, call: ApiCall, *, is_menu: bool) -> None:
            super().__init__()
            self.call = call
            self.is_menu = is_menu

    header_rows = 1
    empty_text = NOTHING_CALLED
    _calls: Sequence[ApiCall] = ()
    _query = Query()
    _filter_text = ""

    def show(self, calls: CallsSlice) -> None:
        """Newest first; the cursor stays with its call."""
        follows = self.rows.cursor == 0
        self._calls = calls.calls
        self._fill()
        self._redraw_repeated()
        if follows:
            self.action_rows_first()

    def heading(self) -> str:
        """The pane's title, with the counts and the filter."""
        counts = counts_text(self._calls)
        title = f"@ Calls {counts}" if counts else "@ Calls"
        return f"{title}  /{self._filter_text}" if self._filter_text else title

    @property
    def filter_text(self) -> str:
        """The query that rows are filtered by, empty without a filter."""
        return self._filter_text

    def filter(self, text: str) -> None:
        """Leave only calls that fit a query; words stand in method, path or end. Raises: BadQuery."""
        self._query, self._filter_text = parse_query(text), text.strip()
        self._fill()

    def _fill(self) -> None:
        fitting = [call for call in self._calls if self._query.matches(CallSubject(call), is_fuzzy=False)]
        self.empty_text = NOTHING_MATCHES if self._calls else NOTHING_CALLED
        self.set_rows(fitting[::-1])

    def _redraw_repeated(self) -> None:
        """Rows before a second try say that there was one."""
        newest = self._calls[-1] if self._calls else None
        if newest is not None and newest.attempt > 1:
            for call in self._calls:
                if call.ask_number == newest.ask_number and call is not newest:
                    self.row_changed(call)

    def action_copy_call(self) -> None:
        """Copy the call under the cursor."""
        if (call := self.cursor_key) is not None:
            self.post_message(self.CopyAsked(call, is_menu=False))

    def action_copy_call_menu(self) -> None:
        """Copy it in another form."""
        if (call := self.cursor_key) is not None:
            self.post_message(self.CopyAsked(call, is_menu=True))

    def render_header(self, width: int) -> tuple[Strip, ...]:
        """The names of the columns."""
        return (strip_of((Span(HEADER, Tone.DIM),), width, self.rich_style, tone_styles(self.app.theme)),)

    def render_row(self, key: ApiCall, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One call."""
        line = call_line(key, width, is_again=is_tried_again(self._calls, key))
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=focused)
