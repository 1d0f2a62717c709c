"""Somebody else changed the prompt too: base, mine and theirs, put together chunk by chunk."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.merging.merge import merge
from breadtui.domain.merging.put_aside import PutAside, put_aside, recalled
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.merge_view import MergeView
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.aside_words import recalled_words
from breadtui.ui.screens.asking.confirm import DEAF_SECONDS, LookAtUses
from breadtui.ui.screens.line.foot import Foot
from breadtui.values import dataclass

FOOT = (
    Hint(("merge.next", "merge.previous"), "conflict"),
    Hint(("merge.mine",), "mine"),
    Hint(("merge.theirs",), "theirs"),
    Hint(("merge.both",), "both"),
    Hint(("conflict.save",), "save"),
    Hint(("conflict.edit",), "edit"),
    Hint(("conflict.save_as",), "save as"),
    Hint(("merge.all_mine", "merge.all_theirs"), "whole"),
    Hint(("merge.base",), "base"),
    Hint(("conflict.uses",), "uses"),
)
BACK = Hint(("conflict.later",), "later")


class Way(Enum):
    """How a conflict screen was left."""

    SAVE = "save"
    EDIT = "edit"
    SAVE_AS = "save_as"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and the text the decisions make of both."""

    way: Way
    merged: Prompt


class ConflictScreen(Screen[Decision | None]):
    """Closes with a decision, or with None to decide later; nothing was written so far, and the draft stays.

    `aside` is what was decided before, when it was left open.

    It opens under the fingers of somebody who types, so nothing is decided in its first moment.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", "Save", id="conflict.save", tooltip="Write the result over theirs"),
        Binding("e", "leave('edit')", "Edit", id="conflict.edit", tooltip="Edit the result; undecided is there twice"),
        Binding("U,f5", "uses", "Uses", id="conflict.uses", tooltip="What uses the prompt: targets, bakes, models"),
        Binding("s", "leave('save_as')", "Save as", id="conflict.save_as", tooltip="Mine goes under another name"),
        Binding(
            "escape,q", "later", "Later", id="conflict.later", tooltip="Nothing is written; draft and decisions stay"
        ),
    ]

    def __init__(
        self,
        key: PromptKey,
        mine: Prompt,
        theirs: Prompt,
        base: Prompt | None = None,
        *,
        aside: PutAside | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._key = key
        self._mine = mine
        self._merge = merge(base, mine, theirs)
        self._recalled = recalled(self._merge, aside)
        self._glyphs = glyphs
        self._is_deaf = True
        self._uses = ""
        self.look_at_uses: LookAtUses | None = None

    @property
    def view(self) -> MergeView:
        """The chunks."""
        return self.query_one(MergeView)

    @property
    def aside(self) -> PutAside:
        """What was decided so far, to be taken up again later."""
        return put_aside(self._merge, self._mine, self.view.choices)

    def compose(self) -> ComposeResult:
        """A sentence, the chunks, the keys."""
        name = clean(f"{self._key.repo}/{self._key.name}")
        words = f"{name} holds another text than yours was begun from. Your draft stays until you decide."
        lines = [words, *filter(None, [recalled_words(len(self._recalled))])]
        yield Static(Content("\n".join(f" {line}" for line in lines)), id="conflict-heading")
        yield Static(id="conflict-uses")
        yield MergeView(self._merge, self._recalled, glyphs=self._glyphs, id="conflict-merge")
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """To the chunks; listen after a moment."""
        self.show_uses(self._uses)
        self.view.is_deaf = True
        self.view.focus()
        self.set_timer(DEAF_SECONDS, self.listen)

    def listen(self) -> None:
        """Take decisions from now on."""
        self._is_deaf = self.view.is_deaf = False
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is decided in the first moment."""
        if self._is_deaf and action in {"save", "leave", "later"}:
            return False
        return super().check_action(action, parameters)

    def show_uses(self, sentence: str) -> None:
        """Say what depends on the prompt, as soon as that is known."""
        self._uses = sentence
        for line in self.query("#conflict-uses").results(Static):
            line.update(Content(f" {clean(sentence)}"))
            line.display = bool(sentence)

    @work(group="uses", exclusive=True)
    async def action_uses(self) -> None:
        """Show what uses the prompt and come back, unless one of that is gone to: then both texts stay as they are."""
        if self.look_at_uses is not None and not self._is_deaf and await self.look_at_uses():
            self.dismiss(None)

    def action_save(self) -> None:
        """Close with the result, if nothing in it is undecided."""
        undecided = len(self._merge.undecided(self.view.choices))
        if undecided:
            what = "conflict is" if undecided == 1 else "conflicts are"
            self.notify(
                f"not saved: {undecided} {what} undecided; n goes to the next", severity="warning", markup=False
            )
            return
        self.action_leave(Way.SAVE.value)

    def action_leave(self, way: str) -> None:
        """Close with what to do."""
        self.dismiss(Decision(Way(way), self._merge.merged(self.view.choices)))

    def action_later(self) -> None:
        """Leave both as they are; the draft stays."""
        self.dismiss(None)
