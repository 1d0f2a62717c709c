"""The key that opens the menu of what the chosen thing can be copied as."""

from __future__ import annotations

from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic


class Copying(Topic[Reading]):
    """Opens the menu of what the chosen thing can be copied as."""

    def copy_menu(self) -> None:
        """Copy the chosen thing in another form."""
        self.work(self._copy_as, group="copy menu")

    def read_json(self) -> None:
        """Read the chosen thing as JSON."""
        self.work(self._read_json, group="json")

    async def _copy_as(self) -> None:
        from breadtui.ui.screens.transfer.copy_menu import CopyScreen, offers, thing_name  # noqa: PLC0415  YAML, when it is asked

        chosen, rooms = self.bridge.state.chosen, self.screen.rooms
        if chosen is None:
            self.say("choose something to copy", is_problem=True)
            return
        found = offers(self.bridge.state, chosen, rooms.base_url if rooms is not None else "")
        text = await self.app.push_screen_wait(CopyScreen(thing_name(chosen), found))
        if text is not None:
            self.screen.copy(text)

    async def _read_json(self) -> None:
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
