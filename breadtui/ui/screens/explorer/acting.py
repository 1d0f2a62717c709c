"""The key that opens the menu of what can be done with what is chosen."""

from __future__ import annotations

from textual import work

from breadtui.domain.names import JobKey, TargetKey
from breadtui.store.facts.state import Choice
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.rows.opening import NOTHING as NOTHING_TO_READ


class Acting(Reading):
    """Opens the actions menu, and does what is chosen there by its word on the command line."""

    @work(group="actions", exclusive=True)
    async def action_actions(self) -> None:
        """List what can be done with what is chosen; do the one that is picked."""
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
            await self.app.run_action(action.key, default_namespace=self)
        elif action.line.endswith(" "):
            self.ask_line(action.line)
        else:
            self.run_line(action.line)


def missing_for(name: str, chosen: Choice | None) -> str:
    """What is to be chosen for an action; empty where that is chosen."""
    if name == "blame" and not is_bake(chosen):
        return "choose a bake"
    if name == "bake_from" and not (is_bake(chosen) or isinstance(chosen, TargetKey)):
        return "choose a bake that has a checkpoint, or a target"
    if name == "rows" and not isinstance(chosen, JobKey | TargetKey):
        return NOTHING_TO_READ
    return ""
