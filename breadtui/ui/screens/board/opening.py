"""The key and the word that lead from the explorer to a board of bakes."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.base.detailing import Detailing
from breadtui.ui.screens.looking.comparing import paths_in


class BoardOpening(Detailing):
    """Adds bakes to the set to compare, which is what is marked, and opens the board of it."""

    _glyphs: Glyphs = UNICODE

    def action_compare(self) -> None:
        """Add the chosen bake to the set; where it is in the set already, compare all that are."""
        from breadtui.store.boarding import set_of  # noqa: PLC0415  when it is asked for

        chosen, marked = self.bridge.state.chosen, set_of(self.bridge.state)
        if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE or chosen in marked or not self.commands:
            self._open_board(())
            return
        self.commands.mark((chosen,))
        count = len(marked) + 1
        rest = "c compares them" if count > 1 else "c on another adds it, c again compares it with its parent"
        self.say(f"{count} in the set to compare: {rest}")

    def compare(self, words: str) -> None:
        """Compare the bakes that paths name; without any, those of the set, or the chosen one with its parent."""
        self._open_board(paths_in(words))

    @work(group="board", exclusive=True)
    async def _open_board(self, paths: Sequence[str]) -> None:
        from breadtui.store.boarding import bakes_meant  # noqa: PLC0415  when it is asked for
        from breadtui.store.comparable import NotComparable  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.board.screen import BoardScreen  # noqa: PLC0415  when it is asked for

        self.flush()
        for repo in dict.fromkeys(RepoName(path.partition("/")[0]) for path in paths if "/" in path):
            if self.commands is not None and repo not in self.bridge.state.opened:
                await self.commands.open_repo(repo)
        try:
            keys = bakes_meant(self.bridge.state, paths)
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)
            return
        wanted = await self.app.push_screen_wait(BoardScreen(self.bridge, self.commands, keys, self._glyphs))
        if wanted is not None:
            self.go_along(wanted)
