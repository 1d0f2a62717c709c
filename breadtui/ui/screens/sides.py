"""Teacher and student of a target side by side, or one at a time where there is no room for both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from breadtui.domain.names import PromptKey, TargetKey
from breadtui.domain.prompt.lint import Finding, Twin
from breadtui.store.comparable import Compared
from breadtui.store.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.parts import PromptSlice, slice_of
from breadtui.ui.present.prompt.sides import Side, side_heading, side_key
from breadtui.ui.present.prompt.twins import twins_of
from breadtui.ui.screens.lint_list import LintScreen

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

BOTH_FROM_CELLS = 160
"""Narrower than this, half a screen is too little for lines of prose."""
KEYS = "[ ] teacher, student  e into the text  esc out of it, then back"


class SidesScreen(Screen[None]):
    """Two editors on one target; drafts and saves go the same ways as from the one editor."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "side('teacher')", "Teacher", id="sides.teacher", key_display="["),
        Binding("right_square_bracket", "side('student')", "Student", id="sides.student", key_display="]"),
        Binding("e,enter", "write", "Into the text", id="sides.write"),
        Binding("q,escape", "back", "Back", id="sides.back", tooltip="Back to where you were; drafts are kept"),
    ]
    DEFAULT_CSS = """
    SidesScreen {
        & #sides { height: 1fr; }
        & .side { width: 1fr; }
        & .side.-second { border-left: solid $panel; }
        & #sides-keys { height: 1; color: $text-muted; }
        &.-narrow .side { display: none; border-left: none; }
        &.-narrow .side.-active { display: block; }
    }
    """

    def __init__(
        self,
        bridge: StoreBridge,
        commands: Commands | None,
        target: TargetKey,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._target = target
        is_read_only = commands is None or commands.is_read_only
        self._editors = {side: PromptText(id=side.value, is_read_only=is_read_only) for side in Side}
        self._rules = {side: PaneRule(side.value, line=glyphs.rule) for side in Side}
        self._active = Side.TEACHER

    def compose(self) -> ComposeResult:
        """Each side below its rule, and the keys."""
        with Horizontal(id="sides"):
            for side, editor in self._editors.items():
                second = "-second" if side is Side.STUDENT else ""
                yield Vertical(self._rules[side], editor, id=f"{side.value}-side", classes=f"side {second}")
        yield Static(Content(f" {KEYS}"), id="sides-keys")

    def on_mount(self) -> None:
        """Show what is known and ask for the rest."""
        for side, editor in self._editors.items():
            bind = partial(self._bridge.bind, editor)
            bind(partial(_slice, target=self._target, side=side), editor.show)
            bind(partial(_twins, target=self._target, side=side), editor.show_twins)
            bind(partial(side_heading, target=self._target, side=side), self._rules[side].show_heading)
        self._turn_to(self._active)
        if self._commands is not None:
            load = partial(self._commands.load_compared, (Compared(self._target),))
            _: Worker[None] = self.run_worker(load, group="sides", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        """Both sides where there is room."""
        self.set_class(event.size.width < BOTH_FROM_CELLS, "-narrow")

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        for side, editor in self._editors.items():
            if editor in event.widget.ancestors:
                self._turn_to(side)

    def _turn_to(self, side: Side) -> None:
        self._active = side
        for one, rule in self._rules.items():
            rule.show_active(one is side)
            self.query_one(f"#{one.value}-side").set_class(one is side, "-active")

    @on(PromptText.Edited)
    def _edited(self, event: PromptText.Edited) -> None:
        if self._commands is not None:
            self._commands.change_draft(event.key, event.prompt)

    @on(PromptText.SaveAsked)
    def _save_asked(self, event: PromptText.SaveAsked) -> None:
        if self._commands is not None:
            _: Worker[None] = self.app.run_worker(partial(self._commands.save_prompt, event.key), group="write")

    @on(PromptText.DiscardAsked)
    def _discard_asked(self, event: PromptText.DiscardAsked) -> None:
        if self._commands is not None:
            self._commands.discard_draft(event.key)

    @on(PromptText.Left)
    def _left(self) -> None:
        self.set_focus(None)

    @on(PromptText.LintAsked)
    def _lint_asked(self, event: PromptText.LintAsked) -> None:
        self._show_lint(event.key, event.findings)

    @work(group="lint", exclusive=True)
    async def _show_lint(self, key: PromptKey, findings: tuple[Finding, ...]) -> None:
        found = await self.app.push_screen_wait(LintScreen(key.name, findings))
        if found is not None and found.message:
            place = found.message - 1, max(found.line - 1, 0), max(found.column - 1, 0)
            self._editors[self._active].open_at(key, *place)

    def action_side(self, side: str) -> None:
        """Turn to the teacher or the student, whose text `e` then enters."""
        self._turn_to(Side(side))

    def action_write(self) -> None:
        """Into the text of the side that was turned to."""
        if self._editors[self._active].key is not None:
            self._editors[self._active].focus()

    def action_back(self) -> None:
        """Back to where one was; what was half typed becomes a draft at once."""
        for editor in self._editors.values():
            edited = editor.flush()
            if edited is not None and self._commands is not None:
                self._commands.change_draft(edited.key, edited.prompt)
        self.dismiss(None)


def _slice(state: AppState, target: TargetKey, side: Side) -> PromptSlice:
    key = side_key(state, target, side)
    return PromptSlice() if key is None else slice_of(state, key)


def _twins(state: AppState, target: TargetKey, side: Side) -> tuple[Twin, ...]:
    key = side_key(state, target, side)
    return () if key is None else twins_of(state, key)
