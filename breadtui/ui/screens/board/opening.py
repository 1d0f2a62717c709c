"""The keys and the word that lead from the explorer to a board of bakes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.state import AppState
from breadtui.ui.screens.base.detailing import Detailing
from breadtui.ui.screens.base.styles_read import read_styles
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.looking.comparing import paths_in
from breadtui.ui.terminal.turns import PAUSE_SECONDS

if TYPE_CHECKING:
    from breadtui.ui.screens.board.screen import BoardScreen

DESCENT = "descent"


class BoardOpening(Topic[Detailing]):
    """Adds bakes to the set to compare, which is what is marked, and opens the board of it."""

    def compare_chosen(self) -> None:
        """Add the chosen bake to the set; where it is in the set already, compare all that are."""
        from breadtui.store.views.boarding import set_of  # noqa: PLC0415  when it is asked for

        chosen, marked = self.bridge.state.chosen, set_of(self.bridge.state)
        if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE or chosen in marked or not self.commands:
            self._compare(())
            return
        self.commands.mark((chosen,))
        count = len(marked) + 1
        rest = "c compares them" if count > 1 else "c on another adds it, c again compares it with its parent"
        self.say(f"{count} in the set to compare: {rest}")

    def show_descent(self) -> None:
        """The curves of the chosen bake and its ancestors, joined end to end."""
        from breadtui.store.views.boarding import descent_meant  # noqa: PLC0415  when it is asked for

        self.work(partial(self._show_board, descent_meant, is_joined=True), group="board-shown")

    def compare(self, words: str) -> None:
        """Compare the bakes that paths name, or the line of `descent`; without any the set, or child and parent."""
        if words.strip() == DESCENT:
            self.show_descent()
        else:
            self._compare(paths_in(words))

    def _compare(self, paths: Sequence[str]) -> None:
        self.work(partial(self._open_board, paths), group="board")

    async def _open_board(self, paths: Sequence[str]) -> None:
        from breadtui.store.views.boarding import bakes_meant  # noqa: PLC0415  when it is asked for

        for repo in dict.fromkeys(RepoName(path.partition("/")[0]) for path in paths if "/" in path):
            if self.commands is not None and repo not in self.bridge.state.opened:
                await self.commands.open_repo(repo)
        self.work(partial(self._show_board, partial(bakes_meant, paths=paths)), group="board-shown")

    async def _show_board(self, meant: Callable[[AppState], tuple[JobKey, ...]], *, is_joined: bool = False) -> None:
        from breadtui.store.views.comparable import NotComparable  # noqa: PLC0415  when it is asked for

        board = await asyncio.to_thread(_loaded)
        self.screen.flush()
        try:
            keys = meant(self.bridge.state)
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)
            return
        screen = board(self.bridge, self.commands, keys, self.screen.glyphs)
        screen.wanted_markers = self.screen.plot.markers
        read_styles(self.app, screen)
        await asyncio.sleep(PAUSE_SECONDS)
        wanted = await self.app.push_screen_wait(screen.start_joined() if is_joined else screen)
        if screen.markers is not self.screen.plot.markers:
            self.screen.plot.draw_with(screen.markers)
            self.screen.stage.draw_with(screen.markers)
        if wanted is not None:
            self.screen.go_along(wanted)


def _loaded() -> type[BoardScreen]:
    """The screen with all that it is drawn with, the first time in some fifty milliseconds, so in a thread."""
    from breadtui.ui.present.plot.plots import load_plotext  # noqa: PLC0415  when it is asked for
    from breadtui.ui.screens.board.screen import BoardScreen  # noqa: PLC0415  when it is asked for

    load_plotext()
    return BoardScreen
