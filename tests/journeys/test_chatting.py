"""From a bake to a talk with it beside its parent, and from an answer to what made it, over a real service."""

from __future__ import annotations

import json
from pathlib import Path

from breadtui.demo.faults import Fault
from breadtui.domain.chatting.threads import Stage
from breadtui.ui.panes.chat_input import ChatInput
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.screens.explorer.actions_menu import ActionsScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.screens.rows.screen import RowsScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server, prompt_key

BAKE = bake_key("coder_v2")


async def opened(here: Cockpit) -> ChatScreen:
    await here.until_ready()
    await here.look_at(BAKE)
    await here.until(lambda state: state.jobs[BAKE].job.model_names)
    await here.press("a")
    await here.until_screen(ActionsScreen)
    await here.press("c")
    await here.until_screen(ChatScreen)
    screen = here.app.screen
    assert isinstance(screen, ChatScreen)
    return screen


async def ask(here: Cockpit, question: str) -> None:
    here.app.screen.query_one(ChatInput).put(question)
    await here.press("enter")


def stages(chat: ChatScreen) -> set[Stage]:
    return {reply.stage for reply in chat.thread.exchanges[-1].replies}


async def test_a_bake_is_talked_to_beside_its_parent_and_a_bad_answer_leads_to_what_taught_it(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            chat = await opened(here)
            assert [model.rpartition("/")[0] for model in chat.thread.models] == [
                f"ada/{YODA}/coder_v2",
                f"ada/{YODA}/coder_v1",
            ]
            await ask(here, "How do I fix a merge conflict?")
            await here.until_true(lambda: stages(chat) == {Stage.DONE})
            await here.until_shown("to the first word")
            await here.press("escape", "plus_sign")
            await here.until_shown("Ask it in a target like which?")
            await here.press("1")
            await here.until_screen(TargetFormScreen)
            await here.until_shown("hardcoded")
            await here.press("escape")
            await here.until_true(lambda: not isinstance(here.app.screen, TargetFormScreen))
        kept = [json.loads(path.read_text()) for path in (tmp_path / "state" / "chats").rglob("*.json")]
        assert [each["thread"]["exchanges"][0]["question"] for each in kept] == ["How do I fix a merge conflict?"]


async def test_a_question_of_the_rows_is_asked_and_the_teacher_gone_to(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            chat = await opened(here)
            await here.press("f3")
            await here.until_screen(RowsScreen)
            await here.until_shown("c ask it")
            await here.until_shown("row 1 of")
            await here.press("c")
            await here.until_screen(ChatScreen)
            question = chat.input.text
            await here.press("enter")
            await here.until_true(lambda: chat.thread.exchanges and stages(chat) == {Stage.DONE})
            assert chat.thread.exchanges[0].question == question
            assert chat.thread.exchanges[0].source is not None
            await here.press("escape", "p")
            await here.until_screen(ExplorerScreen)
            await here.until(lambda state: state.chosen is not None and state.chosen != BAKE)
            assert isinstance(here.state.chosen, type(prompt_key("x")))
            screen = here.app.screen
            assert isinstance(screen, ExplorerScreen)
            screen.run_line("chat")
            await here.until_screen(ChatScreen)
            await here.until_shown(question)


async def test_a_refusal_is_shown_and_asking_again_answers_while_polls_go_on(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            chat = await opened(here)
            demo.faults.add("/v1/chat/completions$", Fault(status=500), times=2)
            await ask(here, "Well?")
            await here.until_true(lambda: stages(chat) == {Stage.FAILED})
            await here.until_shown("r asks again")
            await here.press("f5")
            await here.until_true(lambda: stages(chat) == {Stage.DONE})
