"""Two things compared on a screen of their own, and which two are meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.difference.comparison import compared
from breadtui.store.facts.state import AppState
from breadtui.store.views.comparable import (
    Compared,
    NotComparable,
    named,
    pair_to_compare,
    parent_of,
    same_kind,
    side_of,
    slice_of,
)
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.comparison_view import ComparisonView
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.line.foot import Foot

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("compare.next", "compare.previous"), "change"),
    Hint(("compare.last_section", "compare.next_section"), "section"),
    Hint(("rows.choose",), "fold"),
    Hint(("compare.beside",), "layout"),
    Hint(("compare.copy",), "copy"),
    Hint(("compare.copy_all",), "copy all"),
    Hint(("compare.again",), "ask again"),
)
BACK = Hint(("compare.back",), "back")


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
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Show what is known and ask for the rest."""
        view = self.query_one(ComparisonView)
        self._bridge.bind(view, partial(slice_of, ones=self._pair), self._show)
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


def pair_meant(state: AppState, paths: Sequence[str]) -> tuple[Compared, Compared]:
    """The two that are named; one alone stands against its parent, and without any those marked or chosen are meant.

    Raises: NotComparable with what to do.
    """
    if not paths:
        return pair_to_compare(state)
    if len(paths) > 2:
        raise NotComparable("diff wants two paths, REPO/NAME each")
    ones = [named(state, path) for path in paths]
    if len(ones) == 2:
        return same_kind(ones[0], ones[1])
    (one,) = ones
    if one.kind != "bake":
        raise NotComparable(f"a {one.kind} has no parent: name a second one")
    return parent_of(state, one.what), one  # type: ignore[arg-type]  # a bake's key is a JobKey
