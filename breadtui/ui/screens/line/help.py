"""The keys that are valid now, searchable; enter runs one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.screens.line.available import Available
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

KEY_WIDTH = 16
LABEL_WIDTH = 22


class KeyRows(VirtualRows[int]):
    """One action a row: key, label, what it does, and why not now."""

    def __init__(self, actions: Sequence[Available]) -> None:
        super().__init__(id="help-rows")
        self.actions = actions

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one action."""
        action = self.actions[key]
        tone = Tone.DIM if action.reason else Tone.PLAIN
        about = "" if action.tooltip == action.label else action.tooltip
        why = f" (not now: {action.reason})" if action.reason else ""
        spans = (
            Span(" " + pad(clean(action.key), KEY_WIDTH), Tone.DIM if action.reason else Tone.ACCENT),
            Span(pad(clean(action.label[:1].upper() + action.label[1:]), LABEL_WIDTH), tone),
            Span(clean(about + why), Tone.DIM),
        )
        return row_strip(spans, width, tone_styles(self.app.theme), selected=selected, focused=True)


class HelpScreen(ModalScreen[Available | None]):
    """Closes with the action to run, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="help.close"),
        Binding("down", "step(1)", "Down", show=False, priority=True, id="help.down"),
        Binding("up", "step(-1)", "Up", show=False, priority=True, id="help.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True, id="help.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, id="help.page_up"),
    ]

    def __init__(self, actions: Sequence[Available]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """A field that filters, and the keys."""
        with Vertical(id="help"):
            yield Static(Content.styled("Keys valid now", "bold"), id="help-heading")
            yield Input(placeholder="type to search, enter runs the action, esc closes", id="help-filter")
            yield KeyRows(self._actions)

    def on_mount(self) -> None:
        """All of them at first."""
        self.query_one(KeyRows).set_rows(range(len(self._actions)))
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()

    @on(Input.Changed, "#help-filter")
    def _filter(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        found = [
            index
            for index, action in enumerate(self._actions)
            if all(word in f"{action.key} {action.label} {action.tooltip} {action.id}".lower() for word in words)
        ]
        self.query_one(KeyRows).set_rows(found)

    @on(Input.Submitted, "#help-filter")
    def _run(self) -> None:
        self._choose(self.query_one(KeyRows).cursor_key)

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self._choose(event.key)

    def _choose(self, index: int | None) -> None:
        action = None if index is None else self._actions[index]
        if action is None or not action.reason:
            self.dismiss(action)

    def action_step(self, rows: int) -> None:
        """Move in the list while typing in the field."""
        self.query_one(KeyRows).action_rows_step(rows)

    def action_page(self, pages: int) -> None:
        """Move by pages in the list while typing in the field."""
        self.query_one(KeyRows).action_rows_page(pages)

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss(None)
