"""What uses a prompt, in a box above the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.graph_view import GraphView
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.graph_slice import GraphSlice, graph_slice
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.line.foot import Foot

FOOT = (Hint(("rows.choose",), "go there"),)
BACK = Hint(("uses.close",), "back")


class UsesScreen(ModalScreen[Choice | None]):
    """Closes with the line that was chosen, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,U,q", "close", "Close", id="uses.close", tooltip="Back to where you were"),
        Binding("question_mark,f1", "app.help", "help", id="uses.help", show=False),
    ]

    def __init__(self, bridge: StoreBridge, about: PromptKey, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._bridge = bridge
        self._about = about
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The heading and the lines."""
        with Vertical(id="uses"):
            yield Static(Content.styled(clean(f"{self._about.repo}/{self._about.name}"), "bold"), id="uses-heading")
            yield GraphView(id="uses-lines", glyphs=self._glyphs)
            yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Follow what is known."""
        view = self.query_one(GraphView)
        self._bridge.bind(view, self._slice, view.show)
        view.focus()

    def _slice(self, state: AppState) -> GraphSlice:
        return graph_slice(state, self._about)

    @on(GraphView.GoAsked)
    def _go_asked(self, event: GraphView.GoAsked) -> None:
        self.dismiss(event.what)

    def action_close(self) -> None:
        """Back, nothing chosen."""
        self.dismiss(None)
