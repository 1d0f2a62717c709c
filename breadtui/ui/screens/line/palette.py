"""All actions by name: what they are called, their key, and why they are greyed out."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from breadtui.ui.present.clean import clean
from breadtui.ui.screens.line.available import Available, available_actions


class ActionProvider(Provider):
    """Feeds the palette from the same live bindings as the help."""

    async def startup(self) -> None:
        """Look once, while the screen below is still as the person left it."""
        self._actions = available_actions(self.screen)

    async def discover(self) -> Hits:
        """Everything that can be done now."""
        for action in self._actions:
            if not action.reason:
                yield DiscoveryHit(_title(action), partial(self._run, action), _plain(action), action.tooltip)

    async def search(self, query: str) -> Hits:
        """What fits the words, greyed actions with their reason."""
        matcher = self.matcher(query)
        for action in self._actions:
            if (score := matcher.match(_plain(action))) > 0:
                help_text = action.tooltip if not action.reason else f"not now: {action.reason}"
                yield Hit(score, _title(action), partial(self._run, action), _plain(action), help_text)

    async def _run(self, action: Available) -> None:
        if action.reason:
            self.app.notify(clean(f"{action.label}: {action.reason}"), markup=False)
        else:
            await self.app.run_action(action.action, default_namespace=action.node)


def _plain(action: Available) -> str:
    return f"{clean(action.label)}  {clean(action.tooltip)}"


def _title(action: Available) -> Content:
    style = "dim" if action.reason else ""
    return Content.assemble((clean(action.label), style), ("  ", ""), (clean(action.key), "dim"))
