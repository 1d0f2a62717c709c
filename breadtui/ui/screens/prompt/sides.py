"""Teacher and student of a target side by side, or one at a time where there is no room for both."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.names import TargetKey
from breadtui.domain.prompt.lint import Twin
from breadtui.store.facts.state import AppState
from breadtui.store.views.comparable import Compared
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.parts import PromptSlice, slice_of
from breadtui.ui.present.prompt.sides import Side, side_heading, side_key
from breadtui.ui.present.prompt.twins import twins_of
from breadtui.ui.screens.line.command_line import CommandBar
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.prompt.side_writing import Cockpit, SideWriting

BOTH_FROM_CELLS = 160
"""Narrower than this, half a screen is too little for lines of prose."""
FOOT = (
    Hint(("prompt.save",), "save"),
    Hint(("prompt.leave",), "leave text"),
    Hint(("prompt.add",), "add message"),
    Hint(("prompt.role",), "role"),
    Hint(("prompt.search",), "find"),
    Hint(("sides.teacher", "sides.student"), "teacher/student"),
    Hint(("sides.write",), "text"),
    Hint(("sides.outside",), "own editor"),
    Hint(("sides.command",), "cmd"),
)
BACK = Hint(("sides.back",), "back")


class SidesScreen(SideWriting, Screen[None]):
    """Two editors on one target; drafts and saves go the same ways as from the one editor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "side('teacher')",
            "Teacher",
            id="sides.teacher",
            key_display="[",
            tooltip="Turn to the teacher's prompt",
        ),
        Binding(
            "right_square_bracket",
            "side('student')",
            "Student",
            id="sides.student",
            key_display="]",
            tooltip="Turn to the student's prompt",
        ),
        Binding("e,enter", "write", "Into the text", id="sides.write", tooltip="Write in the side that was turned to"),
        Binding("E", "edit_outside", "Own editor", id="sides.outside", tooltip="This side in $VISUAL or $EDITOR"),
        Binding("colon", "command_line", "Command", id="sides.command", key_display=":", tooltip="Type a command"),
        Binding("q,escape", "back", "Back", id="sides.back", tooltip="Back to where you were; drafts are kept"),
    ]
    DEFAULT_CSS = """
    SidesScreen {
        & #sides { height: 1fr; }
        & .side { width: 1fr; }
        & .side.-second { border-left: solid $panel; }
        &.-narrow .side { display: none; border-left: none; }
        &.-narrow .side.-active { display: block; }
    }
    """

    def __init__(
        self,
        bridge: StoreBridge,
        rooms: Rooms | None,
        cockpit: Cockpit,
        target: TargetKey,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__(bridge, rooms, cockpit)
        self.glyphs = glyphs
        self._target = target
        self._rules = {side: PaneRule(side.value, line=glyphs.rule) for side in Side}

    def compose(self) -> ComposeResult:
        """Each side below its rule, the line for commands, and the keys."""
        with Horizontal(id="sides"):
            for side, editor in self.editors.items():
                second = "-second" if side is Side.STUDENT else ""
                yield Vertical(self._rules[side], editor, id=f"{side.value}-side", classes=f"side {second}")
        yield CommandBar(self)
        yield Foot(FOOT, BACK, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show what is known and ask for the rest."""
        for side, editor in self.editors.items():
            bind = partial(self.bridge.bind, editor)
            bind(partial(_slice, target=self._target, side=side), editor.show)
            bind(partial(_twins, target=self._target, side=side), editor.show_twins)
            bind(partial(side_heading, target=self._target, side=side), self._rules[side].show_heading)
        self._answered = dict(self.bridge.state.saves)
        self.bridge.follow(self, _saves, lambda _: self.answer_saves(self.bridge.state))
        self.turn_to(self.active)
        if self.commands is not None:
            load = partial(self.commands.load_compared, (Compared(self._target),))
            _: Worker[None] = self.run_worker(load, group="sides", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        """Both sides where there is room."""
        self.set_class(event.size.width < BOTH_FROM_CELLS, "-narrow")

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        focused = self.focused
        for side, editor in self.editors.items():
            if focused is not None and editor in focused.ancestors:
                self.turn_to(side)

    def turn_to(self, side: Side) -> None:
        """Make this the side that words and keys are about, and show it where there is room for one."""
        self.active = side
        for one, rule in self._rules.items():
            rule.show_active(one is side)
            self.query_one(f"#{one.value}-side").set_class(one is side, "-active")

    def action_side(self, side: str) -> None:
        """Turn to the teacher or the student, whose text `e` then enters."""
        self.turn_to(Side(side))

    def action_write(self) -> None:
        """Into the text of the side that was turned to."""
        if self.editor.key is not None:
            self.editor.focus()
        else:
            self.say(f"there is no prompt on the side of the {self.active.value}")

    def action_back(self) -> None:
        """Back to where one was."""
        self.go_back()


def _saves(state: AppState) -> object:
    return state.saves


def _slice(state: AppState, target: TargetKey, side: Side) -> PromptSlice:
    key = side_key(state, target, side)
    return PromptSlice() if key is None else slice_of(state, key)


def _twins(state: AppState, target: TargetKey, side: Side) -> tuple[Twin, ...]:
    key = side_key(state, target, side)
    return () if key is None else twins_of(state, key)
