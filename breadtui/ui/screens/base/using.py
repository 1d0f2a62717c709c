"""What uses a thing: its Graph tab, or for a prompt, whose place the editor takes, a box above the screen."""

from __future__ import annotations

from functools import partial

from textual import work

from breadtui.domain.names import PromptKey
from breadtui.ui.screens.base.detailing import Detailing
from breadtui.ui.screens.base.layout import Pane


class Using(Detailing):
    """Leads from a thing to what uses it."""

    def action_uses(self) -> None:
        """Show what uses the chosen bake, target or prompt."""
        chosen = self.bridge.state.chosen
        if isinstance(chosen, PromptKey):
            self._show_uses(chosen)
        elif chosen is None or isinstance(chosen, str):
            self.say("choose a prompt, target or bake", is_problem=True)
        else:
            self.show_pane(Pane.DETAIL)
            self.details.open_uses()

    @work(group="uses")
    async def _show_uses(self, key: PromptKey) -> None:
        if self.commands is not None:
            self.ask(partial(self.commands.load_uses, key), group="graph")
        from breadtui.ui.screens.base.uses_screen import UsesScreen  # noqa: PLC0415  when it is asked for

        what = await self.app.push_screen_wait(UsesScreen(self.bridge, key, self.glyphs))
        if what is not None:
            self.go_along(what)
