"""The keys that are valid now by topic, searchable; enter runs one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.screens.line.available import Available
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

TOPIC_WIDTH = 10
KEY_WIDTH = 11
LABEL_WIDTH = 16
MOVING, TYPING = "moving", "typing"
_TOPICS = {"rows": MOVING, "app": "program", "item": "chosen", "text": TYPING, "output": "rows", "plot": "chart"}
"""Where the first word of a binding's id is not what a person calls it."""


def by_topic(actions: Sequence[Available]) -> tuple[Available, ...]:
    """Those of a topic together, in the order in which topics begin; moving and typing are the last of a pane."""
    begins: dict[str, int] = {}
    for action in actions:
        begins.setdefault(topic_of(action), len(begins))
    for topic in (MOVING, TYPING):
        first = next((action.node for action in actions if topic_of(action) == topic), None)
        of_pane = [begins[topic_of(action)] for action in actions if first is not None and _is_with(action.node, first)]
        if of_pane:
            begins[topic] = max(of_pane)
    return tuple(sorted(actions, key=lambda action: (begins[topic_of(action)], topic_of(action) in {MOVING, TYPING})))


def _is_with(node: DOMNode, first: DOMNode) -> bool:
    """The same widget, or a pane around it."""
    return node is first or (not isinstance(node, (Screen, App)) and node in first.ancestors)


def topic_of(action: Available) -> str:
    """What an action is about, as a word."""
    first = action.id.partition(".")[0]
    return _TOPICS.get(first, first.replace("_", " "))


class KeyRows(VirtualRows[int]):
    """One action a row: its topic where that begins, key, label, what it does, and why not now."""

    def __init__(self, actions: Sequence[Available]) -> None:
        super().__init__(id="help-rows")
        self.actions = actions

    def show_actions(self, indexes: Sequence[int]) -> None:
        """List these of the actions."""
        self.set_rows(indexes)
        self.redraw()

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one action."""
        action = self.actions[key]
        tone = Tone.DIM if action.reason else Tone.PLAIN
        label = clean(f"{action.label[:1].upper()}{action.label[1:]} ")
        about = "" if action.tooltip == action.label else action.tooltip
        why = _why_not(action)
        above = self.rows.keys[index - 1] if index else None
        begins = above is None or topic_of(self.actions[above]) != topic_of(action)
        spans = (
            Span(" " + pad(topic_of(action) if begins else "", TOPIC_WIDTH), Tone.DIM),
            Span(_at_least(clean(f"{action.key} "), KEY_WIDTH), Tone.DIM if action.reason else Tone.ACCENT),
            Span(_at_least(label, LABEL_WIDTH), tone),
            Span(clean(about + why), Tone.DIM),
        )
        return row_strip(spans, width, tone_styles(self.app.theme), selected=selected, focused=True)


def _why_not(action: Available) -> str:
    return f" (not now: {action.reason})" if action.reason else ""


def _at_least(words: str, cells: int) -> str:
    """Padded, or whole where that takes more cells."""
    return words if cell_len(words) >= cells else pad(words, cells)


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
        self._actions = by_topic(actions)

    def compose(self) -> ComposeResult:
        """A field that filters, and the keys."""
        with Vertical(id="help"):
            yield Static(Content.styled("Keys valid now", "bold"), id="help-heading")
            yield Input(placeholder="type to search, enter runs the action, esc closes", id="help-filter")
            yield KeyRows(self._actions)
            yield Static(id="help-about")
            yield Static(id="help-id")

    def on_mount(self) -> None:
        """All of them at first."""
        self.query_one(KeyRows).show_actions(range(len(self._actions)))
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()

    @on(Input.Changed, "#help-filter")
    def _filter(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        found = [
            index
            for index, action in enumerate(self._actions)
            if all(
                word in f"{action.key} {action.label} {action.tooltip} {action.id} {topic_of(action)}".lower()
                for word in words
            )
        ]
        self.query_one(KeyRows).show_actions(found)

    @on(VirtualRows.Moved)
    def _name_it(self, event: VirtualRows.Moved) -> None:
        """All that is said of the action, and under what name the configuration file gives it another key."""
        action = None if event.key is None else self._actions[event.key]
        about = "" if action is None else f"{action.tooltip}{_why_not(action)}"
        name = "" if action is None else f'another key for it: [keys] "{action.id}" in config.toml'
        self.query_one("#help-about", Static).update(Content(clean(about)))
        self.query_one("#help-id", Static).update(Content.styled(clean(name), "dim"))

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
