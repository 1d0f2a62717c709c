"""The foot of a screen follows its bindings: what has the focus, what can be done now, which keys a person gave."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from breadtui.ui.keymap import APPLICATION, Hint, bindings
from breadtui.ui.screens.line.foot import Foot

FOOT = (Hint(("some.mark",), "mark"), Hint((), "go there", typed="09:14"), Hint(("some.stop",), "stop"))


class SomeScreen(Screen[None]):
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,f5", "mark", "Mark", id="some.mark"),
        Binding("x", "stop", "Stop", id="some.stop"),
        Binding("escape,q", "back", "Back", id="some.back"),
        Binding("question_mark,f1", "app.help", "help", id="some.help"),
    ]
    is_going = True

    def compose(self) -> ComposeResult:
        yield Input()
        yield Foot(FOOT, Hint(("some.back",), "back"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "stop" and not self.is_going else True

    @property
    def told(self) -> str:
        return self.query_one(Foot).render_line(0).text.strip()


class Host(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(APPLICATION))

    def on_mount(self) -> None:
        self.push_screen(SomeScreen())


async def test_it_tells_what_can_be_done_then_help_and_the_way_back() -> None:
    async with Host().run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SomeScreen)
        assert screen.told == "m mark · 09:14 go there · x stop · ? help · q back"
        screen.is_going = False
        screen.refresh_bindings()
        await pilot.pause()
        assert screen.told == "m mark · 09:14 go there · ? help · q back"


async def test_where_a_text_has_the_focus_letters_are_no_keys() -> None:
    async with Host().run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SomeScreen)
        screen.query_one(Input).focus()
        await pilot.pause()
        assert screen.told == "f5 mark · 09:14 go there · f1 help · esc back"


async def test_keys_that_a_person_chose_are_told() -> None:
    app = Host()
    app.set_keymap({"some.mark": "f6"})
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SomeScreen)
        assert screen.told.startswith("f6 mark · ")


async def test_other_words_are_told_at_once_and_in_eighty_cells_the_way_back_stays() -> None:
    async with Host().run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SomeScreen)
        long = tuple(Hint(("some.mark",), f"a long word for it {number}") for number in range(9))
        screen.query_one(Foot).tell(long, Hint(("some.back",), "on with the work"))
        assert screen.told.endswith("· ? help · q on with the work")
        assert screen.told.count("a long word") == 2
