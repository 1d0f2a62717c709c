"""The key that opens the menu of what the chosen thing can be copied as."""

from __future__ import annotations

from textual import work

from breadtui.ui.screens.base.reading import Reading


class Copying(Reading):
    """Opens the menu of what the chosen thing can be copied as."""

    @work(group="copy menu", exclusive=True)
    async def action_copy_menu(self) -> None:
        """Copy the chosen thing in another form."""
        from breadtui.ui.screens.transfer.copy_menu import CopyScreen, offers, thing_name  # noqa: PLC0415  YAML, when it is asked

        chosen = self.bridge.state.chosen
        if chosen is None:
            self.say("choose something to copy", is_problem=True)
            return
        found = offers(self.bridge.state, chosen, self.rooms.base_url if self.rooms is not None else "")
        text = await self.app.push_screen_wait(CopyScreen(thing_name(chosen), found))
        if text is not None:
            self.copy(text)

    @work(group="json", exclusive=True)
    async def action_json(self) -> None:
        """Read the chosen thing as JSON."""
        from breadtui.ui.screens.transfer.copy_menu import json_of, thing_name  # noqa: PLC0415  YAML, when it is asked
        from breadtui.ui.screens.transfer.json_screen import JsonScreen  # noqa: PLC0415  when it is asked for

        chosen = self.bridge.state.chosen
        if chosen is None:
            self.say("choose something to read", is_problem=True)
            return
        offer = json_of(self.bridge.state, chosen)
        if offer.text is None:
            self.say(offer.reason, is_problem=True)
        else:
            await self.app.push_screen_wait(JsonScreen(thing_name(chosen), offer.text))
