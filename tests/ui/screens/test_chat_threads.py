"""Kept conversations on their screen: found by what was said, gone on with, deleted after a yes."""

from __future__ import annotations

from datetime import timedelta

from breadtui.domain.chatting.threads import Reply, Stage, Thread, asked, with_reply
from breadtui.ui.screens.chat.threads_screen import ThreadsScreen
from breadtui.values import replace
from tests.fakes.clock import START
from tests.ui.screens.chat_host import BASE, ChatHost, settled
from tests.ui.waiting import until_asked

SIZE = (100, 30)


def kept(app: ChatHost) -> None:
    """Forty conversations, of which one tells of a parrot."""
    for number in range(40):
        at = START - timedelta(hours=number)
        thread = asked(Thread(f"t{number}", (BASE,), at), f"question {number} [b]?\x1b", at)
        text = "It is a Norwegian parrot." if number == 37 else "Yes."
        thread = with_reply(thread, 0, Reply(BASE, at, Stage.DONE, text))
        app.disk.threads = {thread.id: replace(thread, unsent="")} | app.disk.threads


async def test_one_of_many_is_found_by_what_was_answered_and_gone_on_with() -> None:
    app = ChatHost(BASE)
    kept(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, ThreadsScreen)
        assert "40 kept here" in app.text
        assert "question 0 [b]?" in app.text
        await pilot.press("slash", *"parrot", "space", *"norw", "enter", "enter")
        await settled(pilot)
        assert app.chat.thread.came_from == "t37"
        assert "Norwegian parrot" in app.text


async def test_a_conversation_is_deleted_after_a_yes_only() -> None:
    app = ChatHost(BASE)
    kept(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f12")
        await settled(pilot)
        for key, left in (("n", 40), ("y", 39)):
            await pilot.press("x")
            await until_asked(pilot)
            await pilot.press(key)
            await settled(pilot)
            assert f"{left} kept here" in app.text
        assert len(app.disk.threads) == 39
        await pilot.press("slash", *"nobody", "enter")
        assert "nobody said these words" in app.text
        await pilot.press("escape", "escape")
        assert app.screen is app.chat
