"""Which models can be talked to now, by repository; one or several are chosen from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from breadtui.domain.chatting.threads import MOST_MODELS
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ServedModel
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.models_list import ModelsList
from breadtui.ui.present.chat.models_lines import ModelsLines, complete_paths, counts_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

KEYS = "enter chat  space mark, up to four side by side  / filter  y copy path  r again  esc back  ? keys"


class ModelsScreen(Screen[tuple[str, ...]]):
    """Closes with the models to talk to, none where a person goes back; at most `most`, without those `taken`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="models.close", tooltip="Out of the filter, then back"),
        Binding("space", "mark", "Mark", id="models.mark", tooltip="Talk to several side by side, up to four"),
        Binding("slash", "filter", "Filter", id="models.filter", key_display="/", tooltip="Paths with these words"),
        Binding("y", "copy", "Copy path", id="models.copy", tooltip="Copy the path of the model"),
        Binding("r", "refresh", "Read again", id="models.refresh", tooltip="Ask the service again"),
    ]
    DEFAULT_CSS = """
    ModelsScreen {
        & Static { height: 1; width: 1fr; }
        & #models-list { height: 1fr; }
        & #models-filter { height: 1; border: none; padding: 0 1; }
        & #models-keys { color: $text-muted; }
    }
    """

    def __init__(
        self,
        bridge: StoreBridge,
        commands: Commands,
        *,
        most: int = MOST_MODELS,
        taken: tuple[str, ...] = (),
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._most = most
        self._taken = taken
        self._glyphs = glyphs
        self._served: tuple[ServedModel, ...] = ()
        self._marked: tuple[str, ...] = ()
        self._words = ""
        self._lines = ModelsLines((), (), glyphs)

    def compose(self) -> ComposeResult:
        """How many, the list, the filter, the keys."""
        yield Static(id="models-heading")
        yield ModelsList(id="models-list")
        yield Input(id="models-filter", placeholder="words of a path", compact=True)
        yield Static(Content(f" {KEYS}"), id="models-keys")

    def on_mount(self) -> None:
        """Read what is served."""
        self.query_one("#models-filter").display = False
        self._list.focus()
        self.action_refresh()

    @property
    def _list(self) -> ModelsList:
        return self.query_one(ModelsList)

    @work(group="models", exclusive=True)
    async def action_refresh(self) -> None:
        """Ask the service what it serves now."""
        self._list.empty_text = " reading…"
        self._show()
        try:
            self._served = tuple(model for model in await self._commands.served_models() if model.id not in self._taken)
        except BreadError as error:
            self._list.empty_text = f" {sentence_of(error)}"
            self.app.notify(sentence_of(error), severity="warning", markup=False)
        else:
            self._list.empty_text = " no model is served"
        self._lay_out()
        self._show(is_fresh=True)

    def _lay_out(self) -> None:
        complete = [path for path in complete_paths(self._bridge.state) if path not in self._taken]
        self._lines = ModelsLines(self._served, complete, self._glyphs)

    def _show(self, *, is_fresh: bool = False) -> None:
        empty = self._list.empty_text
        body = self._lines.body(marked=self._marked, words=self._words)
        self._list.show_body(body, is_filtered=False)
        self._list.empty_text = " no path has these words, esc shows all" if self._words else empty
        self._list.redraw() if not body else None
        if is_fresh and not self._list.model:
            self._list.action_rows_step(1)
        self.query_one("#models-heading", Static).update(Content(f" {counts_text(self._served, self._marked)}"))

    def action_mark(self) -> None:
        """Mark the model for talking side by side, or not any more."""
        model = self._list.model
        if not model:
            return
        if model in self._marked:
            self._marked = tuple(each for each in self._marked if each != model)
        elif len(self._marked) < self._most:
            self._marked = (*self._marked, model)
        else:
            self.app.notify(f"at most {self._most}", severity="warning", markup=False)
        self._show()
        self._list.action_rows_step(1)

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        self.dismiss(self._marked or (self._list.model,))

    def action_copy(self) -> None:
        """Copy the path of the model under the cursor."""
        if self._list.model:
            self.app.copy_to_clipboard(self._list.model)
            self.app.notify(clean(self._list.model), markup=False)

    def action_filter(self) -> None:
        """Type words of a path."""
        line = self.query_one("#models-filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#models-filter")
    def _filtered(self, event: Input.Changed) -> None:
        self._words = event.value
        self._show(is_fresh=True)

    @on(Input.Submitted, "#models-filter")
    def _entered(self) -> None:
        self._list.focus()

    def action_close(self) -> None:
        """Out of the filter, then back."""
        line = self.query_one("#models-filter", Input)
        if line.display:
            line.value = ""
            line.display = False
            self._list.focus()
        else:
            self.dismiss(())
