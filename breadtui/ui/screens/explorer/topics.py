"""The topics of the explorer, each loaded when its key or its word first asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.ui.screens.board.opening import BoardOpening
    from breadtui.ui.screens.bulk.deleting import Deleting
    from breadtui.ui.screens.chat.opening import ChatOpening
    from breadtui.ui.screens.downloads.downloading import Downloading
    from breadtui.ui.screens.explorer.abilities import Abilities
    from breadtui.ui.screens.explorer.acting import Acting
    from breadtui.ui.screens.explorer.listing import Listing
    from breadtui.ui.screens.looking.comparing import Comparing
    from breadtui.ui.screens.looking.looking_back import LookingBack
    from breadtui.ui.screens.looking.travelling import Travelling
    from breadtui.ui.screens.making.bake_making import BakeMaking
    from breadtui.ui.screens.making.making_repos import MakingRepos
    from breadtui.ui.screens.sweep.sweeping import Sweeping
    from breadtui.ui.screens.transfer.bgitting import Bgitting
    from breadtui.ui.screens.transfer.copying import Copying
    from breadtui.ui.screens.transfer.external_editor import ExternalEditing
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

        return ChatOpening(self._screen, self.making)

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

    @cached_property
    def boards(self) -> BoardOpening:
        """`:compare`, `c` and `D`."""
        from breadtui.ui.screens.board.opening import BoardOpening  # noqa: PLC0415  when it is asked for

        return BoardOpening(self._screen)

    @cached_property
    def comparisons(self) -> Comparing:
        """`:diff` and `d`."""
        from breadtui.ui.screens.looking.comparing import Comparing  # noqa: PLC0415  when it is asked for

        return Comparing(self._screen)

    @cached_property
    def copies(self) -> Copying:
        """`Y` and `i`."""
        from breadtui.ui.screens.transfer.copying import Copying  # noqa: PLC0415  when it is asked for

        return Copying(self._screen)

    @cached_property
    def outside(self) -> ExternalEditing:
        """`:editor` and `E`."""
        from breadtui.ui.screens.transfer.external_editor import ExternalEditing  # noqa: PLC0415  when it is asked for

        return ExternalEditing(self._screen)

    @cached_property
    def past(self) -> LookingBack:
        """`:history`, `:undo` and their keys."""
        from breadtui.ui.screens.looking.looking_back import LookingBack  # noqa: PLC0415  when it is asked for

        return LookingBack(self._screen)

    @cached_property
    def travels(self) -> Travelling:
        """`:travel` and `T`."""
        from breadtui.ui.screens.looking.travelling import Travelling  # noqa: PLC0415  when it is asked for

        return Travelling(self._screen)

    @cached_property
    def lists(self) -> Listing:
        """`:new`, `:duplicate`, `:delete` and `n`."""
        from breadtui.ui.screens.explorer.listing import Listing  # noqa: PLC0415  when it is asked for

        return Listing(self._screen, self.making, self.making_repos, self.bulk)

    @cached_property
    def making(self) -> BakeMaking:
        """New targets and bakes, `F`."""
        from breadtui.ui.screens.making.bake_making import BakeMaking  # noqa: PLC0415  when it is asked for

        return BakeMaking(self._screen)

    @cached_property
    def making_repos(self) -> MakingRepos:
        """New repositories."""
        from breadtui.ui.screens.making.making_repos import MakingRepos  # noqa: PLC0415  when it is asked for

        return MakingRepos(self._screen)

    @cached_property
    def bulk(self) -> Deleting:
        """`:bulk`, `:delete` and `B`."""
        from breadtui.ui.screens.bulk.deleting import Deleting  # noqa: PLC0415  when it is asked for

        return Deleting(self._screen)

    @cached_property
    def actions(self) -> Acting:
        """`:actions` and `a`."""
        from breadtui.ui.screens.explorer.acting import Acting  # noqa: PLC0415  when it is asked for

        return Acting(self._screen)
