"""Two things compared on a screen of their own, and the keys and words that lead there."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from breadtui.domain.comparison import compared
from breadtui.domain.names import RepoName
from breadtui.store.comparable import (
    Compared,
    NotComparable,
    named,
    pair_to_compare,
    parent_of,
    same_kind,
    side_of,
    slice_of,
)
from breadtui.store.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.comparison_view import ComparisonView
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.reading import Reading

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

KEYS = "n N hunk  tab section  enter fold  | layout  y copy  Y all  r again  q back"


class DiffScreen(Screen[None]):
    """Loads what is missing of the two, shows the rest meanwhile, and goes back to where one was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", id="compare.back", tooltip="Back to where you were"),
        Binding("r", "again", "Ask again", id="compare.again", tooltip="Ask the service again for both"),
    ]

    def __init__(
        self,
        bridge: StoreBridge,
        commands: Commands | None,
        pair: tuple[Compared, Compared],
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._pair = pair
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The comparison and its keys."""
        yield ComparisonView(id="comparison", glyphs=self._glyphs)
        yield Static(Content(f" {KEYS}"), id="comparison-keys")

    def on_mount(self) -> None:
        """Show what is known and ask for the rest."""
        view = self.query_one(ComparisonView)
        self._bridge.bind(view, partial(slice_of, pair=self._pair), self._show)
        view.focus()
        self._load(again=False)

    def _show(self, _: tuple[object, ...]) -> None:
        state = self._bridge.state
        self.query_one(ComparisonView).show(compared(*(side_of(state, one) for one in self._pair)))

    def _load(self, *, again: bool) -> None:
        if self._commands is not None:
            load = partial(self._commands.load_compared, self._pair, again=again)
            _: Worker[None] = self.run_worker(load, group="compare", exclusive=True)

    @on(ComparisonView.Copied)
    def _copied(self, event: ComparisonView.Copied) -> None:
        self.app.copy_to_clipboard(event.text)

    def action_again(self) -> None:
        """Ask again for everything both are made of."""
        self._load(again=True)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


class Comparing(Reading):
    """Opens a comparison by key or by words."""

    _glyphs: Glyphs = UNICODE

    def action_diff(self) -> None:
        """Compare the two that are marked, or what is chosen with its parent; or say what to do."""
        try:
            self._open_diff(pair_to_compare(self.bridge.state))
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)

    def diff(self, words: str) -> None:
        """Compare what two paths name, one with its parent, or, without any, as the key does."""
        paths = paths_in(words)
        if not paths:
            self.action_diff()
            return
        _: Worker[None] = self.run_worker(partial(self._diff, paths), group="diff", exclusive=True)

    async def _diff(self, paths: list[str]) -> None:
        """Open the repositories of the paths first, since only then is known what they name."""
        for repo in dict.fromkeys(RepoName(path.partition("/")[0]) for path in paths if "/" in path):
            if self.commands is not None and repo not in self.bridge.state.opened:
                await self.commands.open_repo(repo)
        try:
            self._open_diff(_pair_named(self.bridge.state, paths))
        except NotComparable as problem:
            self.say(str(problem), is_problem=True)

    def _open_diff(self, pair: tuple[Compared, Compared]) -> None:
        self.flush()
        self.app.push_screen(DiffScreen(self.bridge, self.commands, pair, self._glyphs))


def paths_in(words: str) -> list[str]:
    """The paths of a line, those with blanks in quotes; a line whose quotes do not close is cut at its blanks."""
    try:
        return shlex.split(words)
    except ValueError:
        return words.split()


def _pair_named(state: AppState, paths: list[str]) -> tuple[Compared, Compared]:
    """The two that are named; one alone stands against its parent."""
    if len(paths) > 2:
        raise NotComparable("diff wants two paths, REPO/NAME each")
    ones = [named(state, path) for path in paths]
    if len(ones) == 2:
        return same_kind(ones[0], ones[1])
    (one,) = ones
    if one.kind != "bake":
        raise NotComparable(f"a {one.kind} has no parent: name a second one")
    return parent_of(state, one.what), one  # type: ignore[arg-type]  # a bake's key is a JobKey
