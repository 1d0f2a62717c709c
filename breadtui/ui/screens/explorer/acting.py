"""The key that opens the menu of what can be done with what is chosen."""

from __future__ import annotations

from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic


class Acting(Topic[Reading]):
    """Opens the actions menu, and does what is chosen there by its word on the command line."""

    def offer(self) -> None:
        """List what can be done with what is chosen; do the one that is picked."""
        self.work(self._offer, group="actions")

    async def _offer(self) -> None:
        from breadtui.ui.present.actions.facts import action_facts  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.actions.rows import action_rows, heading  # noqa: PLC0415
        from breadtui.ui.screens.explorer.actions_menu import ActionsScreen  # noqa: PLC0415

        is_read_only = self.commands is not None and self.commands.is_read_only
        facts = action_facts(self.bridge.state, is_read_only=is_read_only, is_connected=self.commands is not None)
        if facts is None:
            self.say("choose something first", is_problem=True)
            return
        action = await self.app.push_screen_wait(ActionsScreen(heading(facts), action_rows(facts)))
        if action is None:
            return
        if action.key:
            await self.app.run_action(action.key, default_namespace=self.screen)
        elif action.line.endswith(" "):
            self.screen.ask_line(action.line)
        else:
            self.screen.run_line(action.line)
