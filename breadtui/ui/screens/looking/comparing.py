"""The key and the words that lead to two things compared."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import partial

from breadtui.domain.names import RepoName
from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic


class Comparing(Topic[Reading]):
    """Opens a comparison by key or by words."""

    def diff(self, words: str) -> None:
        """Compare what two paths name, or one with its parent; without any what is marked, or what is chosen."""
        if paths := paths_in(words):
            self.work(partial(self._diff, paths), group="diff")
        else:
            self._open_diff(())

    async def _diff(self, paths: list[str]) -> None:
        """Open the repositories of the paths first, since only then is known what they name."""
        for repo in dict.fromkeys(RepoName(path.partition("/")[0]) for path in paths if "/" in path):
            if self.commands is not None and repo not in self.bridge.state.opened:
                await self.commands.open_repo(repo)
        self._open_diff(paths)

    def _open_diff(self, paths: Sequence[str]) -> None:
        from breadtui.store.views.comparable import NotComparable  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.looking.diff_screen import DiffScreen, pair_meant  # noqa: PLC0415

        try:
            pair = pair_meant(self.bridge.state, paths)
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)
            return
        self.screen.flush()
        self.app.push_screen(DiffScreen(self.bridge, self.commands, pair, self.screen.glyphs))


def paths_in(words: str) -> list[str]:
    """The paths of a line, those with blanks in quotes; a line whose quotes do not close is cut at its blanks."""
    try:
        return shlex.split(words)
    except ValueError:
        return words.split()
