"""What was: the versions of a prompt on a screen of their own, and the question before the last write is undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from breadtui.domain.names import PromptKey, PromptName
from breadtui.domain.prompt.past import Deed, Version, versions
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.prompts.past import UndoOffer
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.diff_view import DiffSlice, DiffView
from breadtui.ui.panes.past_view import PastList, VersionText
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.past_lines import heading_text, moment_text, name_of, pair_to_compare
from breadtui.ui.screens.asking.confirm import DEAF_SECONDS, LookAtUses
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("rows.choose",), "read"),
    Hint(("marks.mark",), "mark"),
    Hint(("history.diff",), "diff"),
    Hint(("history.restore",), "to a draft"),
    Hint(("history.other",), "pane"),
)
BACK = Hint(("history.back",), "back")
UNDO_FOOT = (
    Hint(("undo.yes",), "undo it"),
    Hint(("rows.choose",), "leave it (default)"),
    Hint(("diff.next", "diff.previous"), "change"),
    Hint(("undo.uses",), "what uses it"),
)
UNDO_BACK = Hint(("undo.no",), "leave it")


class HistoryScreen(Screen[Prompt | None]):
    """Closes with the text that is to become a draft, or with None; nothing is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", id="history.back", tooltip="Out of the text, then back to where you were"),
        Binding("d", "diff", "Diff", id="history.diff", tooltip="Compare the two marked, or this one with now"),
        Binding("r", "restore", "Make it a draft", id="history.restore", tooltip="Nothing is sent until you save"),
        Binding("tab,shift+tab", "other_pane", "Other pane", id="history.other", key_display="tab", show=False),
    ]

    def __init__(
        self, bridge: StoreBridge, commands: Commands | None, key: PromptKey, glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._key = key
        self._glyphs = glyphs
        self._versions: tuple[Version, ...] = ()
        self._is_diff = False

    def compose(self) -> ComposeResult:
        """The versions, below them one of them or a difference, and the keys."""
        yield Static(id="history-heading")
        yield PastList(glyphs=self._glyphs, id="history-list")
        yield Static(id="history-below")
        yield VersionText(id="history-text")
        yield DiffView(id="history-diff")
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Show what the journal has, then look again at the service, which may have another text by now."""
        self.query_one(DiffView).display = False
        self._list.focus()
        self._bridge.bind(self, self._now_of, self._now_moved)
        if self._commands is not None:
            _: Worker[None] = self.run_worker(partial(self._look_again, self._commands), group="history")

    def _now_of(self, state: AppState) -> tuple[Prompt | None]:
        return (value_of(state.prompts.get(self._key, NOT_ASKED)),)

    @property
    def _list(self) -> PastList:
        return self.query_one(PastList)

    @property
    def _now(self) -> Prompt | None:
        return self._now_of(self._bridge.state)[0]

    async def _look_again(self, commands: Commands) -> None:
        await commands.refresh(self._key)
        self._look_back()

    def _now_moved(self, _: tuple[Prompt | None]) -> None:
        self._look_back()

    @work(group="look back", exclusive=True)
    async def _look_back(self) -> None:
        if self._commands is None:
            return
        self._versions = versions(await self._commands.prompt_past(self._key))
        heading = heading_text(self._key.repo, self._key.name, self._versions)
        self.query_one("#history-heading", Static).update(Content.styled(f" {clean(heading)}", "bold"))
        self._list.show(self._versions, self._now)
        self._show_below()

    @on(VirtualRows.Moved, "#history-list")
    def _moved(self) -> None:
        self._show_below()

    @on(VirtualRows.Chosen, "#history-list")
    def _read(self) -> None:
        self._is_diff = False
        self._show_below()
        self.query_one(VersionText).focus()

    def action_diff(self) -> None:
        """Compare the two that are marked, or this one with what is there now; again, the text."""
        self._is_diff = not self._is_diff
        self._show_below()
        if self.focused is None or not self.focused.display:
            self._list.focus()

    def action_other_pane(self) -> None:
        """From the list to what is below it, and back."""
        below = self.query_one(DiffView) if self._is_diff else self.query_one(VersionText)
        (below if self._list.has_focus else self._list).focus()

    def action_restore(self) -> None:
        """Close with the text of the version under the cursor."""
        if (place := self._list.version) is not None and place < len(self._versions):
            self.dismiss(self._versions[place].prompt)

    def action_back(self) -> None:
        """Out of the text or difference first, then back."""
        if self._list.has_focus:
            self.dismiss(None)
        else:
            self._list.focus()

    def _show_below(self) -> None:
        place = self._list.version
        version = self._versions[place] if place is not None and place < len(self._versions) else None
        self.query_one(VersionText).display = not self._is_diff
        if not self._is_diff:
            self.query_one(DiffView).display = False
            self._say_below(name_of(version) if version is not None else "")
            self.query_one(VersionText).show(version.prompt if version is not None else None)
            return
        pair = pair_to_compare(self._versions, self._list.marks, place, self._now) if version is not None else None
        self._say_below("difference" if pair is not None else "there is no other version to compare with")
        self.query_one(DiffView).display = pair is not None
        if pair is not None:
            self.query_one(DiffView).show(DiffSlice(*pair))

    def _say_below(self, words: str) -> None:
        rule = self._glyphs.rule * 2
        self.query_one("#history-below", Static).update(Content(f"{rule} {clean(words)} {rule}" if words else ""))


class UndoScreen(Screen[bool]):
    """What undoing the last write would change; closes with the answer, No unless `y` is typed.

    `uses` are sentences about what depends on the prompt.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Undo it", id="undo.yes"),
        Binding("escape,q", "answer(False)", "Leave it", id="undo.no"),
        Binding("U,f5", "uses", "What uses it", id="undo.uses", tooltip="Targets, bakes and models, each to go to"),
    ]

    def __init__(self, offer: UndoOffer, uses: Sequence[str] = ()) -> None:
        super().__init__()
        self._offer = offer
        self._uses = uses
        self._is_deaf = True
        self.look_at_uses: LookAtUses | None = None

    def compose(self) -> ComposeResult:
        """A sentence, the difference, the keys."""
        lines = [undo_question(self._offer), *self._uses]
        yield Static(Content("\n".join(clean(line) for line in lines)), id="undo-heading")
        yield DiffView(id="undo-diff")
        yield Foot(UNDO_FOOT, UNDO_BACK)

    def on_mount(self) -> None:
        """What is there against what it was."""
        write, view = self._offer.write, self.query_one(DiffView)
        there, before = (prompt or Prompt(PromptName(write.key.name)) for prompt in (self._offer.theirs, write.before))
        view.show(DiffSlice(there, before, theirs_name=NOW_THERE, mine_name="after undoing"))
        view.focus()
        self.set_timer(DEAF_SECONDS, self.listen)

    def listen(self) -> None:
        """Take answers from now on."""
        self._is_deaf = False

    @on(VirtualRows.Chosen)
    def _default(self) -> None:
        self.action_answer(False)

    def action_answer(self, is_yes: bool) -> None:
        """Close with the answer."""
        if not self._is_deaf:
            self.dismiss(is_yes)

    @work(group="uses", exclusive=True)
    async def action_uses(self) -> None:
        """Show what uses the prompt and come back, unless one of that is gone to: then nothing is undone."""
        if self.look_at_uses is not None and not self._is_deaf and await self.look_at_uses():
            self.dismiss(False)


NOW_THERE = "on the server now"
_QUESTIONS = {
    Deed.MADE: "Undo the save of {name} of {at}? It did not exist before: it is deleted.",
    Deed.REPLACED: "Undo the replacing of {name} of {at}? It gets its old text again.",
    Deed.DELETED: "Undo the deletion of {name} of {at}? It is made again as it was.",
}


def undo_question(offer: UndoOffer) -> str:
    """What would be undone, and how."""
    write = offer.write
    return _QUESTIONS[write.deed].format(name=f"{write.key.repo}/{write.key.name}", at=moment_text(write.at))
