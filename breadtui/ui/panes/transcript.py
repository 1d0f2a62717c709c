"""Every call made to the service: when, what, how long, how many bytes, and how it ended; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from breadtui.domain.calls import ApiCall
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.state import AppState
from breadtui.ui.present.calls import CallSubject
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

FIXED_WIDTH = 52
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
    """The last 200 calls; a row never changes."""

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
        if follows:
            self.action_rows_first()

    def heading(self) -> str:
        """The pane's title, with the filter."""
        return f"@ Calls  /{self._filter_text}" if self._filter_text else "@ Calls"

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

    def render_header(self, width: int) -> tuple[Strip, ...]:
        """The names of the columns."""
        return (strip_of((Span(HEADER, Tone.DIM),), width, self.rich_style, tone_styles(self.app.theme)),)

    def render_row(self, key: ApiCall, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One call."""
        return strip_of(call_line(key, width), width, self.rich_style, tone_styles(self.app.theme))


def call_line(call: ApiCall, width: int) -> tuple[Span, ...]:
    """One call as a line of `width` cells; local time, wire bytes without headers."""
    tone = Tone.PLAIN if call.outcome.startswith("2") else Tone.FAILED
    again = f" (try {call.attempt})" if call.attempt > 1 else ""
    time = call.at.astimezone().strftime("%H:%M:%S")
    figures = f"{call.milliseconds:7.0f} {size_text(call.sent_bytes):>7} {size_text(call.received_bytes):>7}"
    return (
        Span(f" {time} {pad(clean(call.method), 6)} ", Tone.DIM),
        Span(pad(clean(call.outcome), 14), tone),
        Span(f" {figures}  ", Tone.DIM),
        Span(cut_middle(clean(call.path + again), max(width - FIXED_WIDTH - 1, 8)), Tone.PLAIN),
    )


def size_text(count_bytes: int) -> str:
    """Bytes in at most seven cells: `812 B`, `3.1 kB`, `12 MB`."""
    if count_bytes < 1000:
        return f"{count_bytes} B"
    if count_bytes < 1_000_000:
        return f"{count_bytes / 1000:.3g} kB" if count_bytes < 999_500 else "1 MB"
    return f"{count_bytes / 1_000_000:.3g} MB"
