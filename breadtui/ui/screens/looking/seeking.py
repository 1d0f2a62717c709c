"""Finding things: the search over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.names import PromptKey, RepoName
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.looking.going import Going

if TYPE_CHECKING:
    from breadtui.store.views.search import Found


class Seeking(Going):
    """`ctrl+f` and the word `find`."""

    def action_find(self) -> None:
        """Search everything."""
        self.find("")

    @work(group="find", exclusive=True)
    async def find(self, text: str) -> None:
        """Search everything, and go to what is chosen."""
        from breadtui.ui.screens.looking.finding import FindScreen  # noqa: PLC0415  when something is searched

        found = await self.app.push_screen_wait(FindScreen(self.bridge, self.commands, text))
        if found is not None:
            await self._go_to_found(found)

    async def _go_to_found(self, found: Found) -> None:
        """Open the repository where it is closed, look at the thing, and bring its pane to the front."""
        from breadtui.store.views.search import FoundKind  # noqa: PLC0415  loaded by then

        what = found.what
        repo = RepoName(what) if isinstance(what, str) else what.repo
        if self.commands is not None and repo not in self.bridge.state.opened:
            await self.commands.open_repo(repo)
        if isinstance(what, PromptKey) and found.kind is FoundKind.TEXT:
            self.editor.open_at(what, found.part, found.line)
        self.repos.reveal(what, found.checkpoint)
        self.choose(what, found.checkpoint)
        if found.kind is FoundKind.ROW:
            self.details.open_tab_of(what, Tab.DATA, found.line + 1)
        self.show_pane(Pane.TREE if found.kind is FoundKind.REPO else Pane.DETAIL)
