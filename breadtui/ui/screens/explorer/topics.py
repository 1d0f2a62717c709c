"""The topics of the explorer that only words lead to, each loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.ui.screens.chat.opening import ChatOpening
    from breadtui.ui.screens.downloads.downloading import Downloading
    from breadtui.ui.screens.explorer.abilities import Abilities
    from breadtui.ui.screens.sweep.sweeping import Sweeping
    from breadtui.ui.screens.transfer.bgitting import Bgitting
    from breadtui.ui.screens.transfer.importing import Importing


class Topics:
    """Those of one explorer."""

    def __init__(self, screen: Abilities) -> None:
        self._screen = screen

    @cached_property
    def bgit(self) -> Bgitting:
        """`:bgit`."""
        from breadtui.ui.screens.transfer.bgitting import Bgitting  # noqa: PLC0415  when it is asked for

        return Bgitting(self._screen)

    @cached_property
    def chats(self) -> ChatOpening:
        """`:chat` and `:models`."""
        from breadtui.ui.screens.chat.opening import ChatOpening  # noqa: PLC0415  when it is asked for

        return ChatOpening(self._screen)

    @cached_property
    def downloads(self) -> Downloading:
        """`:download` and `:downloads`."""
        from breadtui.ui.screens.downloads.downloading import Downloading  # noqa: PLC0415  when it is asked for

        return Downloading(self._screen)

    @cached_property
    def imports(self) -> Importing:
        """`:import`."""
        from breadtui.ui.screens.transfer.importing import Importing  # noqa: PLC0415  when it is asked for

        return Importing(self._screen)

    @cached_property
    def sweeps(self) -> Sweeping:
        """`:sweep`."""
        from breadtui.ui.screens.sweep.sweeping import Sweeping  # noqa: PLC0415  when it is asked for

        return Sweeping(self._screen)
