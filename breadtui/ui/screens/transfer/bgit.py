"""The bgit folder: its branches with what belongs to each, and what came of an import."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.bulk import BulkLine
from breadtui.store.facts.state import Choice
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.present.bgit.branch_rows import BgitSlice, bgit_slice, branch_body, heading_text, outcome_body
from breadtui.ui.present.detail.body_lines import folded_body
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles
from breadtui.values import dataclass

FOOT = (
    Hint(("rows.choose",), "go there"),
    Hint(("bgit.import",), "import input.yml"),
    Hint(("bgit.filter",), "filter by branch"),
    Hint(("bgit.refresh",), "look again"),
)
BACK = Hint(("bgit.back",), "back")


class BranchRows(BodyRows):
    """A few lines a branch."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._facts = BgitSlice()
        self._outcome: tuple[BulkLine, ...] = ()

    def show(self, facts: BgitSlice) -> None:
        """Show what the folder says."""
        self._facts = facts
        self.fill()

    def show_outcome(self, lines: tuple[BulkLine, ...]) -> None:
        """Show what came of an import above the branches."""
        self._outcome = lines
        self.fill()

    def fill(self) -> None:
        """Work out the lines again."""
        body = [*outcome_body(self._outcome), *branch_body(self._facts, self.size.width)]
        self.empty_text = " there is nothing to show"
        self.show_body(folded_body(body, self.size.width))

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()

    @property
    def branch(self) -> str:
        """The branch under the cursor."""
        checkout, place = self._facts.checkout, self.rows.cursor
        names = {branch.name for branch in checkout.branches} if checkout is not None else set()
        above = (line.copied for line in reversed(self.body[: place + 1]))
        return next((text for text in above if text in names), "")


@dataclass(frozen=True, slots=True)
class Filtered:
    """The tree is to show what belongs to this branch."""

    branch: str


class BgitScreen(Screen[Choice | Filtered | None]):
    """Closes with what is to be looked at, with a branch to filter by, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import", "Import", id="bgit.import", tooltip="Make what input.yml asks for, after a question"),
        Binding("b", "filter", "Filter", id="bgit.filter", tooltip="Only what belongs to this branch, in the tree"),
        Binding("r", "refresh", "Look again", id="bgit.refresh", tooltip="Read the folder and its branches again"),
        Binding("q,escape", "back", "Back", id="bgit.back", tooltip="Back to where one was"),
    ]

    def __init__(
        self,
        bridge: StoreBridge,
        refresh: Callable[[], None],
        make: Callable[[], None],
        outcome: tuple[BulkLine, ...] = (),
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._look_again = refresh
        self._make = make
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        """Which folder, the lines, the keys."""
        yield Static(id="bgit-heading")
        yield BranchRows(id="bgit-rows")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Follow the folder and the jobs."""
        rows = self.query_one(BranchRows)
        rows.show_outcome(self._outcome)
        self._bridge.bind(self, bgit_slice, self._show)
        rows.focus()
        self._look_again()

    def _show(self, facts: BgitSlice) -> None:
        self.query_one("#bgit-heading", Static).update(Content.styled(f" {heading_text(facts.checkout)}", "bold"))
        self.query_one(BranchRows).show(facts)

    def show_outcome(self, lines: tuple[BulkLine, ...]) -> None:
        """Show what came of an import."""
        self.query_one(BranchRows).show_outcome(lines)

    @on(BodyRows.GoAsked)
    def _go_asked(self, event: BodyRows.GoAsked) -> None:
        self.dismiss(event.what)

    def action_import(self) -> None:
        """Make what the folder's `input.yml` asks for."""
        self._make()

    def action_filter(self) -> None:
        """Filter the tree by the branch under the cursor."""
        if branch := self.query_one(BranchRows).branch:
            self.dismiss(Filtered(branch))

    def action_refresh(self) -> None:
        """Read the folder again."""
        self._look_again()

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
