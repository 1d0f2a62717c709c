"""Search everything: one field, and below it what was found, by kind, while one types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input, Static

from breadtui.domain.query.queries import BadQuery, Query, parse_query
from breadtui.store.facts.state import AppState
from breadtui.store.views.search import Found, FoundKind, Search, reading_progress
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.clean import clean
from breadtui.ui.present.found_lines import FoundKey, count_text, found_keys, found_line, kind_line
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

PAUSE_SECONDS = 0.12
"""How long nothing is typed, or nothing new comes, before a search begins."""
SLICE = 300
"""Places looked at before other things have their turn: a few milliseconds."""


class FoundRows(VirtualRows[FoundKey]):
    """What was found, a row each, below the heading of its kind."""

    def __init__(self) -> None:
        super().__init__(id="found")
        self._query = Query()
        self._counts: dict[FoundKind, int] = {}

    def show(self, search: Search) -> None:
        """Show what a search found; the cursor stays with its row, and never rests on a heading."""
        self._query, self._counts = search.query, dict(search.counts)
        self.set_rows(found_keys(search.found()))
        self.redraw()
        if isinstance(self.cursor_key, FoundKind):
            self.step(1)

    def step(self, by: int) -> None:
        """Move by rows, over headings."""
        at = self.rows.cursor + by
        while 0 <= at < len(self.rows) and isinstance(self.rows.keys[at], FoundKind):
            at += 1 if by > 0 else -1
        if 0 <= at < len(self.rows):
            self.action_rows_step(at - self.rows.cursor)

    def page(self, by: int) -> None:
        """Move by pages, not onto a heading."""
        self.action_rows_page(by)
        if isinstance(self.cursor_key, FoundKind):
            self.step(1)

    def render_row(self, key: FoundKey, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row; the cursor is as strong as if the list had the focus, which the field keeps."""
        if isinstance(key, FoundKind):
            shown = sum(isinstance(one, Found) and one.kind is key for one in self.rows.keys)
            line = kind_line(key, self._counts.get(key, 0), shown)
        else:
            line = found_line(key, self._query, width)
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=True)


class FindScreen(ModalScreen[Found | None]):
    """Closes with what was chosen, or with None. Prompts nobody has read are read meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="find.close"),
        Binding("down", "step(1)", "Down", show=False, priority=True, id="find.down"),
        Binding("up", "step(-1)", "Up", show=False, priority=True, id="find.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True, id="find.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, id="find.page_up"),
    ]

    def __init__(self, bridge: StoreBridge, commands: Commands | None, text: str = "") -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._field = Input(text, placeholder="find: words anywhere", id="find-field", select_on_focus=False)
        self._word = Static(id="find-state")
        self._rows = FoundRows()
        self._search = Search(AppState(), Query())
        self._pause: Timer | None = None
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """The field, how far it is, and the list."""
        with Vertical(id="find"):
            yield self._field
            yield self._word
            yield self._rows

    def on_mount(self) -> None:
        """Search at once what was given, again as things change, and read what was not read yet."""
        self._field.cursor_blink = False
        self._field.focus()
        self._bridge.bind(self._rows, _searched, self._changed)
        if self._commands is not None:
            self._read_prompts(self._commands)
        self._begin()

    @work(group="read prompts")
    async def _read_prompts(self, commands: Commands) -> None:
        await commands.read_unread_prompts()

    @on(Input.Changed, "#find-field")
    def _typed(self) -> None:
        self._wait()

    def _changed(self, _: tuple[object, ...]) -> None:
        self._say()
        self._wait()

    def _wait(self) -> None:
        """Begin again after a pause; whatever is on its way is given up when the next begins."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._begin)

    def _begin(self) -> None:
        self._pause = None
        if not self._rows.is_attached:
            return
        text = self._field.value
        try:
            query = parse_query(text)
        except BadQuery as problem:
            self._wrong = "" if problem.is_unfinished else f"at {problem.at + 1}: {problem.sentence}"
        else:
            self._wrong = ""
            self._run(query)
        self._say()

    @work(group="search", exclusive=True)
    async def _run(self, query: Query) -> None:
        """Look through everything, a slice at a time."""
        search = Search(self._bridge.state, query)
        while search.step(SLICE):  # noqa: ASYNC110 - nothing is waited for; others have their turn
            await asyncio.sleep(0)
        if self._rows.is_attached:
            self._search = search
            self._rows.show(search)
            self._say()

    def _say(self) -> None:
        read, total = reading_progress(self._bridge.state)
        reading = f" · reading {read} of {total}" if read < total and self._commands is not None else ""
        said = clean(self._wrong) or count_text(self._search.counts, has_query=bool(self._search.query))
        self._word.update(
            Content.assemble((said, "$error" if self._wrong else "$text-muted"), (reading, "$text-muted"))
        )

    @on(Input.Submitted, "#find-field")
    def _submitted(self) -> None:
        self._choose(self._rows.cursor_key)

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self._choose(event.key)

    def _choose(self, key: FoundKey | None) -> None:
        if isinstance(key, Found):
            self.dismiss(key)

    def action_step(self, by: int) -> None:
        """Move in the list while typing in the field."""
        self._rows.step(by)

    def action_page(self, by: int) -> None:
        """Move in the list by pages."""
        self._rows.page(by)

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)


def _searched(state: AppState) -> tuple[object, ...]:
    return (
        state.repos,
        state.opened,
        state.contents,
        state.lineages,
        state.jobs,
        state.prompts,
        state.drafts,
        state.targets,
        state.seen_rows,
        state.tags,
    )
