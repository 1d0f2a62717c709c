"""What is said does not pile up over what it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.events import Key
from textual.notifications import Notification
from textual.screen import Screen
from textual.widgets._toast import Toast

from breadtui.ui.terminal.toasts import MOST, MOST_WHERE_LOW, Toasts, gives_way, still_told
from tests.ui.waiting import until

WORDS = st.builds(
    Notification,
    st.sampled_from(["1 marked", "2 marked", "out of credit", "no model"]),
    severity=st.sampled_from(["information", "warning", "error"]),
    timeout=st.sampled_from([App.NOTIFICATION_TIMEOUT, 6.0]),
)


class Talkative(Toasts, App[None]):
    """Nothing but toasts."""

    @property
    def shown(self) -> list[str]:
        """The words on the screen, from above."""
        return [toast._notification.message for toast in self.screen.query(Toast) if toast.is_attached]


@given(st.lists(WORDS), st.integers(min_value=1, max_value=5))
def test_the_newest_word_is_told_and_of_those_that_give_way_no_other(notes: list[Notification], most: int) -> None:
    told = still_told(notes, most)
    assert len(told) <= most
    assert sum(1 for note in told if gives_way(note)) <= 1
    assert list(told) == [note for note in notes if any(note is one for one in told)]
    assert not notes or told[-1] is notes[-1]


async def test_a_word_on_a_key_takes_the_place_of_the_one_before_but_not_of_a_problem() -> None:
    app = Talkative()
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        app.notify("out of credit", severity="warning")
        app.notify("1 in the set")
        app.notify("2 in the set")
        await until(pilot, lambda: app.shown == ["out of credit", "2 in the set"])


async def test_a_low_terminal_shows_fewer_of_them() -> None:
    app = Talkative()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for number in range(5):
            app.notify(f"problem {number}", severity="warning")
        await until(pilot, lambda: app.shown == [f"problem {number}" for number in range(5)][-MOST_WHERE_LOW:])
        await pilot.resize_terminal(80, 40)
        app.notify("problem 5", severity="warning")
        app.notify("problem 6", severity="warning")
        await until(pilot, lambda: app.shown == [f"problem {number}" for number in (4, 5, 6)][-MOST:])


async def test_a_screen_that_opens_begins_without_words_on_earlier_keys() -> None:
    app = Talkative()
    async with app.run_test(notifications=True) as pilot:
        app.notify("2 in the set")
        app.notify("out of credit", severity="warning")
        await until(pilot, lambda: len(app.shown) == 2)
        await pilot.press("o")
        await app.push_screen(Screen[None]())
        await until(pilot, lambda: app.shown == ["out of credit"])
        app.notify("written")
        await until(pilot, lambda: app.shown == ["out of credit", "written"])
        await app.pop_screen()
        await until(pilot, lambda: app.shown == ["out of credit", "written"])


@pytest.mark.parametrize("keys", [(), ("o",)], ids=["at the start", "after a key"])
async def test_however_long_a_screen_takes_to_open_what_was_said_of_it_is_told(keys: tuple[str, ...]) -> None:
    app = Talkative()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press(*keys)
        app.notify("it is gone on with")
        await until(pilot, lambda: app.shown == ["it is gone on with"])
        for note in app._notifications:
            note.raised_at -= 1.0
        await app.push_screen(Screen[None]())
        await until(pilot, lambda: len(app.screen_stack) == 2 and app.screen.stack_updates > 0)
        await pilot.pause()
        assert app.shown == ["it is gone on with"]


async def test_a_key_given_to_a_screen_that_still_opens_takes_away_nothing_said_of_it() -> None:
    app = Talkative()
    async with app.run_test(notifications=True) as pilot:
        app.notify("it is gone on with")
        await until(pilot, lambda: app.shown == ["it is gone on with"])
        opening = app.push_screen(Screen[None]())
        assert app.screen.stack_updates == 0
        await app.on_event(Key("n", "n"))
        await opening
        await pilot.pause()
        assert app.shown == ["it is gone on with"]
