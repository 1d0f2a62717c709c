"""Which bakes are on a board: one more, one less, the parent of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.worker import Worker

from breadtui.domain.board.entries import FEWEST, MOST
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.views.boarding import bake_named, entries_of
from breadtui.store.views.comparable import NotComparable, parent_of, parentless_words
from breadtui.ui.screens.board.below import BoardBelow
from breadtui.values import replace


class BoardGathering(BoardBelow):
    """Puts bakes on the board, behind the others, and takes them off; letters and lines stay with their bakes."""

    def action_remove(self) -> None:
        """Take the bake under the cursor off the board."""
        here = self.bake_here()
        if here is not None:
            self._take_off(here)

    def action_parent(self) -> None:
        """Put the parent of the bake under the cursor on the board; where it is there, the cursor goes to it."""
        here = self.bake_here()
        if here is None:
            return
        try:
            parent = parent_of(self.bridge.state, here).what
        except NotComparable:
            self.say(parentless_words(self.bridge.state, here), is_problem=True)
            return
        assert isinstance(parent, JobKey)  # noqa: S101 - a bake's parent is a bake
        if parent in self.model.keys:
            self.rows.move_to(self.model.keys.index(parent))
        else:
            self._put_on(parent)

    def add(self, text: str) -> None:
        """Put a bake on the board, named as `repo/name`, or by its name where it is of the first one's repository."""
        if not text:
            self.say("which bake? REPO/BAKE, or a name of this repository", is_problem=True)
            return
        path = text if "/" in text else f"{self.model.keys[0].repo}/{text}"
        _: Worker[None] = self.run_worker(partial(self._add, path), group="add", exclusive=True)

    async def _add(self, path: str) -> None:
        repo = RepoName(path.partition("/")[0])
        if self.commands is not None and repo not in self.bridge.state.opened:
            await self.commands.open_repo(repo)
        try:
            key = bake_named(self.bridge.state, path)
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)
            return
        if key in self.model.keys:
            self.say(f"{key.name} is on the board", is_problem=True)
        else:
            self._put_on(key)

    def names_to_add(self) -> tuple[str, ...]:
        """The bakes of all open repositories that are not on the board, as `add` takes them."""
        lineages = self.bridge.state.lineages.items()
        here = {f"{key.repo}/{key.name}" for key in self.model.keys}
        found = (f"{repo}/{name}" for repo, lineage in lineages for name in lineage.descents)
        return tuple(path for path in found if path not in here)

    def _put_on(self, key: JobKey) -> None:
        if len(self.model.keys) >= MOST:
            self.say(f"{MOST} bakes can be told apart: take one off with X", is_problem=True)
            return
        self._hold((*self.model.keys, key))
        self.load(again=False)

    def _take_off(self, key: JobKey) -> None:
        if len(self.model.keys) <= FEWEST:
            self.say("two bakes are the fewest that can be compared", is_problem=True)
            return
        self._hold([other for other in self.model.keys if other != key])

    def _hold(self, keys: Sequence[JobKey]) -> None:
        self.model.entries = entries_of(self.bridge.state, keys)
        self.model.view = replace(self.model.view, hidden=self.model.view.hidden & set(keys))
        self.mark_bakes()
        self.forget_answers()
        self.lay_out()
        self.redraw()
