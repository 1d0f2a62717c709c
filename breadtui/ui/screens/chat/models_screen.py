"""Which models can be talked to now, by repository; one or several are chosen from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from breadtui.domain.chatting.threads import MOST_MODELS
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ServedModel
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.present.chat.models_lines import ModelsLines, complete_paths, counts_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.chat.filtered_list import FilteredList
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands


class ModelsScreen(FilteredList[tuple[str, ...]]):
    """Closes with the models to talk to; at most `most`, without those `taken`."""

    FOOT: ClassVar[tuple[Hint, ...]] = (
        Hint(("rows.choose",), "chat"),
        Hint(("models.mark",), "mark, up to four side by side"),
        Hint(("models.filter",), "filter"),
        Hint(("models.copy",), "copy path"),
        Hint(("models.refresh",), "read again"),
    )
    PLACEHOLDER = "words of a path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="models.mark", tooltip="Talk to several side by side, up to four"),
        Binding("y", "copy", "Copy path", id="models.copy", tooltip="Copy the path of the model"),
        Binding("r", "refresh", "Read again", id="models.refresh", tooltip="Ask the service again"),
    ]

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
        self._lines = ModelsLines((), (), glyphs)

    def on_mount(self) -> None:
        """Read what is served."""
        self.action_refresh()

    @work(group="models", exclusive=True)
    async def action_refresh(self) -> None:
        """Ask the service what it serves now."""
        self.list.empty_text = " reading…"
        self.show()
        try:
            self._served = tuple(model for model in await self._commands.served_models() if model.id not in self._taken)
        except BreadError as error:
            self.list.empty_text = f" {sentence_of(error)}"
            self.app.notify(sentence_of(error), severity="warning", markup=False)
        else:
            self.list.empty_text = " no model is served"
        self._lay_out()
        self.show(is_fresh=True)

    def _lay_out(self) -> None:
        complete = [path for path in complete_paths(self._bridge.state) if path not in self._taken]
        self._lines = ModelsLines(self._served, complete, self._glyphs)

    def show(self, *, is_fresh: bool = False) -> None:
        """Show the models that the words leave."""
        empty = self.list.empty_text
        body = self._lines.body(marked=self._marked, words=self.words)
        self.list.show_body(body, is_filtered=False)
        self.list.empty_text = " no path has these words, esc shows all" if self.words else empty
        self.list.redraw() if not body else None
        if is_fresh and not self.list.model:
            self.list.action_rows_step(1)
        self.say_above(counts_text(self._served, self._marked))

    def action_mark(self) -> None:
        """Mark the model for talking side by side, or not any more."""
        model = self.list.model
        if not model:
            return
        if model in self._marked:
            self._marked = tuple(each for each in self._marked if each != model)
        elif len(self._marked) < self._most:
            self._marked = (*self._marked, model)
        else:
            self.app.notify(f"at most {self._most}", severity="warning", markup=False)
        self.show()
        self.list.action_rows_step(1)

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        self.dismiss(self._marked or (self.list.model,))

    def action_copy(self) -> None:
        """Copy the path of the model under the cursor."""
        if self.list.model:
            self.app.copy_to_clipboard(self.list.model)
            self.app.notify(clean(self.list.model), markup=False)
