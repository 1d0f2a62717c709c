"""Reading while answers come: nobody is dragged along, and keys that other chats have work as they do there."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from textual import events
from textual.widgets._toast import ToastRack

from breadtui.domain.chatting.threads import Stage, Thread, asked
from breadtui.domain.prompt.prompts import Message
from breadtui.values import replace
from tests.fakes.chats import END
from tests.fakes.clock import START
from tests.ui.screens.chat_host import BAKED, BASE, ChatHost, ask, settled
from tests.ui.waiting import until

SIZE = (120, 40)
LINES = "".join(f"line {number}\n" for number in range(100))


def wheel(app: ChatHost, kind: type[events.MouseScrollUp | events.MouseScrollDown], times: int) -> None:
    log = app.chat.logs[0]
    for _ in range(times):
        log._forward_event(kind(log, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False, screen_x=5, screen_y=5))


async def test_who_scrolls_back_with_the_wheel_is_not_dragged_to_the_end_until_the_end_is_reached_again() -> None:
    app = ChatHost(BAKED)
    gates = [asyncio.Event(), asyncio.Event()]
    app.api.says(BAKED, LINES, gates[0], "second\n", gates[1], "third\n", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Go.")
        assert "line 99" in app.text
        wheel(app, events.MouseScrollUp, 5)
        await pilot.pause()
        seen = app.chat.logs[0].visible_keys
        gates[0].set()
        await settled(pilot)
        assert app.chat.logs[0].visible_keys == seen
        wheel(app, events.MouseScrollDown, 9)
        await pilot.pause()
        gates[1].set()
        await settled(pilot)
        assert "third" in app.text


async def test_nothing_is_drawn_that_was_not_handed_to_the_disk() -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, "One ", "two ", asyncio.Event())
    drawn: list[str] = []

    def redraw(_: str) -> None:  # as each second, and as the window changes, before the piece itself has it drawn
        app.chat.redraw()
        drawn.append(app.chat.thread.exchanges[0].replies[0].text)
        assert app.disk.threads[app.thread_id].exchanges[0].replies[0].text == drawn[-1]

    async with app.run_test(size=SIZE) as pilot:
        stop = app.commands.chats.follow(redraw)
        await ask(pilot, "Count.")
        stop()
    assert {"One ", "One two "} <= set(drawn)


async def test_pages_are_turned_from_the_field() -> None:
    app = ChatHost(BAKED)
    gate = asyncio.Event()
    app.api.says(BAKED, LINES, gate, "more\n", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Go.")
        assert "more below" not in app.text
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        assert "more below" in app.text
        gate.set()
        await settled(pilot)
        assert "line 99" not in app.text
        assert app.chat.input.has_focus
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert "more" in app.text
        assert "more below" not in app.text


async def test_ctrl_c_stops_an_answer_and_copies_a_selection() -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, "One ", asyncio.Event())
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Count.")
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert app.chat.thread.exchanges[0].replies[0].stage is Stage.STOPPED
        await pilot.press(*"word", "shift+home", "ctrl+c")
        assert app.copied == ["word"]
        assert app.chat.input.text == "word"


async def test_words_are_taken_behind_a_slash_and_questions_that_begin_with_one_are_asked() -> None:
    app = ChatHost(BASE)
    for _ in range(3):
        app.api.says(BASE, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "/temperature 0.2")
        assert app.chat.settings.temperature == 0.2
        assert app.chat.input.text == ""
        await ask(pilot, "/temprature 0.2")
        assert "a blank in front sends it as it is" in app.told[-1]
        assert app.chat.input.text == "/temprature 0.2"
        app.chat.input.put("")
        for question in ("/etc/hosts is what?", " /temperature", "/"):
            await ask(pilot, question)
    asked_for = [turn.messages[-1] for turn in app.api.turns]
    assert asked_for == [Message("user", text) for text in ("/etc/hosts is what?", " /temperature", "/")]


async def test_up_goes_on_to_what_was_asked_in_other_conversations() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "1", END)
    old = asked(Thread("old", (BASE,), START), "older", START - timedelta(days=1))
    app.disk.keep(asked(old, "old", START - timedelta(hours=1)))
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "new")
        seen = []
        for _ in range(4):
            await pilot.press("up")
            seen.append(app.chat.input.text)
        assert seen == ["new", "old", "older", "older"]
        await pilot.press("down", "down", "down")
        assert app.chat.input.text == ""


async def test_braces_go_from_question_to_question() -> None:
    app = ChatHost(BASE)
    for _ in range(2):
        app.api.says(BASE, "a\n\nb", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "one")
        await ask(pilot, "two")
        await pilot.press("escape")
        numbers = []
        for key in ("left_curly_bracket", "left_curly_bracket", "left_curly_bracket", "right_curly_bracket"):
            await pilot.press(key)
            numbers.append((app.chat.log_in_use.exchange_number, app.chat.log_in_use.copied))
        assert numbers == [(1, "two"), (0, "one"), (0, "one"), (1, "two")]


async def test_code_is_copied_by_itself() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "Look:\n```\n    code\n```\n", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "?")
        await pilot.press("escape", "g", *"jjjjj", "y")
        assert app.copied == ["    code\n"]


async def test_what_is_told_does_not_cover_what_is_typed() -> None:
    app = ChatHost(BASE)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        super(ChatHost, app).notify("something happened elsewhere")
        await until(pilot, lambda: "something happened elsewhere" in app.text)
        rack = app.screen.query_one(ToastRack)
        assert rack.region.bottom <= app.chat.input.region.y
        assert "something happened elsewhere" in app.text


async def test_side_by_side_an_answer_goes_up_by_half_a_page() -> None:
    app = ChatHost()
    gate = asyncio.Event()
    app.api.says(BAKED, LINES, gate, *["more\n"] * 3, END)
    app.api.says(BASE, "Short.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Go.")
        log = app.chat.logs[0]
        top = log.top
        assert len(log.rows) - top <= log.page_rows
        gate.set()
        await settled(pilot)
        assert log.top in {top, top + log.page_rows // 2}
        assert "more" in app.text


async def test_a_kept_answer_of_another_window_is_gone_on_with_by_both() -> None:
    app = ChatHost(BAKED)
    old = asked(Thread("old", (BAKED,), START), "Why?", START)
    app.disk.keep(replace(old, unsent="half"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        first = app.commands.chats.go_on(old)
        second = app.commands.chats.go_on(old)
    assert first != second
    assert {app.commands.chats.thread(each).came_from for each in (first, second)} == {"old"}


async def test_keys_that_can_do_nothing_say_why() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        said = []
        for key in ("r", "e", "o", "p", "F", "x", "n", "D", "y"):
            await pilot.press(key)
            said.append(app.told.pop())
        assert not app.told
        assert said == [
            "Ask again: nothing was asked yet",
            "Edit and resend: nothing was asked yet",
            "Rows that taught it: no model here was baked: nothing taught it",
            "Teacher prompt: no model here was baked: nothing taught it",
            "Bake from here: no model here was baked: nothing taught it",
            "Stop: nothing is on its way",
            "New conversation: this one is new",
            "Drop the model: somebody has to be asked: add another first",
            "Copy: nothing was asked yet",
        ]
        await pilot.press("colon", *"stop", "enter")
        assert app.told.pop() == "nothing is on its way"
        await pilot.press("m")
        await ask(pilot, "?")
        await pilot.press("escape", "y")
        assert app.copied
        assert not app.told
