"""Talking on the screen: side by side, stopped, again, edited, and led on to what made the answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from breadtui.domain import errors
from breadtui.domain.chatting.threads import Stage
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatPiece
from breadtui.domain.names import PromptKey, PromptName
from breadtui.domain.prompt.prompts import Message
from breadtui.ui.screens.chat.asking_rows import AskingRows
from breadtui.ui.screens.chat.ends import BakeOn, GoTo, MakePrompt, MakeTarget
from breadtui.ui.screens.chat.models_screen import ModelsScreen
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.screens.chat.sides import ChatSide
from breadtui.values import replace
from tests.fakes.chats import END
from tests.fakes.states import REPO
from tests.ui.screens.chat_host import BAKED, BASE, ChatHost, ask, settled

SIZE = (120, 40)


def models_of(app: ChatHost) -> list[str]:
    return list(app.chat.thread.models)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_one_message_is_answered_by_both_side_by_side() -> None:
    app = ChatHost()
    app.api.says(BAKED, "<think>\nhm\n</think>\n\n", "Do or do not.", ChatPiece("", "stop", 7, 3))
    app.api.says(BASE, "You may try.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Try?")
        assert "Do or do not." in app.text
        assert "You may try." in app.text
        assert "3 tokens" in app.text
        assert "hm" not in app.text
        await pilot.press("escape", "t")
        assert "  hm" in app.text
    assert [turn.messages for turn in app.api.turns] == [(Message("user", "Try?"),)] * 2


async def test_keys_are_live_while_an_answer_comes_and_escape_stops_it() -> None:
    app = ChatHost(BAKED)
    gate = asyncio.Event()
    app.api.says(BAKED, "One ", gate, *["more "] * 500)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Count.")
        await pilot.press("n", "e", "x", "t")
        assert app.chat.input.text == "next"
        sent = app.api.pieces_sent
        await pilot.press("escape")
        gate.set()
        await settled(pilot)
        assert app.api.pieces_sent <= sent + 1
        assert "stopped by you" in app.text
        assert app.chat.input.text == "next"


async def test_an_answer_goes_on_while_another_screen_is_open_and_is_there_on_return() -> None:
    app = ChatHost(BAKED)
    gate = asyncio.Event()
    app.api.says(BAKED, "First ", gate, "second.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Go.")
        await pilot.press("tab", "q")
        assert app.ends == [None]
        gate.set()
        await settled(pilot)
        assert app.told == [f"{BAKED} answered; chat shows it"]
        app.open_again()
        await settled(pilot)
        assert "First second." in app.text


async def test_several_lines_are_typed_by_key_by_backslash_and_by_paste() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "ctrl+n", "b", "backslash", "enter", "c", "enter")
        await settled(pilot)
    assert app.api.turns[0].messages == (Message("user", "a\nb\nc"),)


async def test_up_brings_earlier_questions_back() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "1", END)
    app.api.says(BASE, "2", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "one")
        await ask(pilot, "two")
        await pilot.press("up", "up")
        assert app.chat.input.text == "one"
        await pilot.press("down")
        assert app.chat.input.text == "two"
        await pilot.press("down")
        assert app.chat.input.text == ""


async def test_asking_again_keeps_the_first_answer_and_editing_takes_the_question_back() -> None:
    app = ChatHost(BAKED, BASE)
    for model in (BAKED, BASE):
        app.api.says(model, "Bad.", END)
    app.api.says(BAKED, "Better.", END)
    for model in (BAKED, BASE):
        app.api.says(model, "Good.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "whta")
        await pilot.press("escape", "r")
        await settled(pilot)
        assert [turn.model for turn in app.api.turns] == [BAKED, BASE, BAKED]
        assert "1 earlier answer" in app.text
        assert "Better." in app.text
        await pilot.press("e", "backspace", "backspace", "a", "t", "enter")
        await settled(pilot)
        assert app.api.turns[-1].messages == (Message("user", "what"),)
        assert "Better." not in app.text
    assert [each.question for each in app.disk.threads[app.thread_id].dropped] == ["whta"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            errors.Invalid("no", status=422, code="VALIDATION_ERROR", fields={"max_tokens": "too many"}),
            "max_tokens: too",
        ),
        (
            errors.ServerFailed("out of memory", status=500, code="INTERNAL_ERROR"),
            "(500): out of memory [INTERNAL_ERROR]",
        ),
        (errors.OutOfCredit("no", status=402), "No credits are left [402]"),
        (errors.NotBread("a web page", status=502), "a web page [502]"),
        (errors.Unreachable("the answer was cut before its end", code="cut"), "cut before its end; r asks again"),
        (errors.NotFound("The model does not exist", status=404), "The model does not exist [404]"),
    ],
)
async def test_every_refusal_is_shown_with_its_status_and_code(error: BreadError, said: str) -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "Half ", error)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "?")
        assert said in app.text
        assert "Half" in app.text
        assert "r asks again" in app.text


async def test_a_model_that_is_not_served_yet_is_waited_for_with_a_note() -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, errors.NotFound("no such model", status=404))
    app.api.says(BAKED, "Here.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "?")
        assert "waiting" in app.text
        assert "the model is not served yet" in app.text
        await app.clock.advance(3)
        await settled(pilot)
        assert "Here." in app.text


async def test_settings_are_changed_by_words_and_sent() -> None:
    app = ChatHost(BASE)
    app.api.says(BASE, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        for word in ("system Be brief.", "temperature 0.2", "max 50", "thinking off", "temperature 9", "max x"):
            await pilot.press("colon", *["space" if letter == " " else letter for letter in word], "enter")
            await pilot.pause()
        assert "temperature 0.2 · at most 50 tokens · thinking off · system: Be brief." in app.text
        assert len(app.told) == 2
        await pilot.press("m")
        await ask(pilot, "?")
    turn = app.api.turns[0]
    assert (turn.temperature, turn.max_tokens, turn.is_thinking) == (0.2, 50, False)
    assert turn.messages == (Message("system", "Be brief."), Message("user", "?"))


async def test_the_system_prompt_is_a_text_of_many_lines_or_that_of_a_prompt() -> None:
    app = ChatHost(BAKED)
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["f2"], ["s"], ["a", "enter", "b", "f2"]):
            await pilot.press(*keys)
            await settled(pilot)
        assert app.chat.settings.system == "a\nb"
        await pilot.press("tab", "colon", *"system", "space", *"@teach", "enter")
        await settled(pilot)
        assert app.chat.settings.system == "Be wise."


async def test_one_side_may_have_a_system_prompt_of_its_own() -> None:
    app = ChatHost()
    for model in (BAKED, BASE):
        app.api.says(model, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab", "tab")
        for word in ("system Be brief.", "system-here @teach"):
            await pilot.press("colon", *["space" if letter == " " else letter for letter in word], "enter")
            await settled(pilot)
        assert "system: Be wise." in app.text
        await pilot.press("m")
        await ask(pilot, "?")
        await pilot.press("escape", "2", "colon", *"system-here", "space", *"same", "enter")
        await settled(pilot)
        assert app.chat.settings.system_of(BASE) == "Be brief."
    told = {turn.model: turn.messages[0] for turn in app.api.turns}
    assert told == {BAKED: Message("system", "Be brief."), BASE: Message("system", "Be wise.")}


async def test_models_join_from_the_list_and_leave_up_to_four() -> None:
    app = ChatHost(BAKED)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, ModelsScreen)
        assert BAKED not in app.text
        await pilot.press("enter")
        await settled(pilot)
        assert models_of(app) == [BAKED, BASE]
        assert len(app.chat.logs) == 2
        await pilot.press("tab", "D")
        await settled(pilot)
        assert models_of(app) == [BASE]
        await pilot.press("tab", "D")
        assert "somebody has to be asked" in app.told[-1]


async def test_a_bad_answer_leads_to_rows_teacher_and_target_and_a_good_one_to_a_bake() -> None:
    app = ChatHost()
    for model in (BAKED, BASE):
        app.api.says(model, "Bad.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "New?")
        await pilot.press("escape", "o")
        await settled(pilot)
        await pilot.press("j", "c")
        await settled(pilot)
        assert app.chat.input.text == "word2 number2 question2?"
        await pilot.press("tab", "p")
        await settled(pilot)
        assert app.ends.pop() == GoTo(PromptKey(REPO, PromptName("teach")))
        app.open_again()
        await settled(pilot)
        await pilot.press("tab", "plus_sign")
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        made = app.ends.pop()
        assert isinstance(made, MakeTarget)
        assert made.draft.generators[0]["questions"] == ["Old?", "New?"]
        assert made.draft.generators[0]["numq"] == 2
        assert made.draft.name not in {"", "wise"}
        app.open_again()
        await settled(pilot)
        await pilot.press("tab", "F")
        await settled(pilot)
        assert app.ends == [BakeOn(BAKED)]


async def test_a_question_of_the_rows_that_is_asked_unchanged_leads_back_to_its_row() -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, "Hm.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("j", "c")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        source = app.chat.thread.exchanges[0].source
        assert source is not None
        assert (source.key.name, source.place) == ("wise", 1)
        await pilot.press("escape", "o")
        await settled(pilot)
        assert isinstance(app.screen, AskingRows)
        assert app.screen.place == 1


async def test_the_conversation_becomes_a_prompt_and_files(tmp_path: Path) -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, "<think>hm</think>Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, "Why?")
        chat = app.chat
        for form in ("markdown", "jsonl", "prompt", "questions"):
            chat.export(f"{form} {tmp_path / form}")
            await settled(pilot)
        chat.copy("answer")
        chat.as_prompt("talk")
        await settled(pilot)
    assert names_in(tmp_path) == ["jsonl", "markdown", "prompt", "questions"]
    assert app.copied == ["Yes."]
    (end,) = app.ends
    assert isinstance(end, MakePrompt)
    assert end.prompt.messages == (Message("user", "Why?"), Message("assistant", "Yes."))


async def test_what_is_half_typed_comes_back_and_a_kept_conversation_is_gone_on_with() -> None:
    app = ChatHost(BAKED)
    app.api.says(BAKED, "Yes.", END)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"half")
        await pilot.press("escape")
        app.open_again()
        await settled(pilot)
        assert app.chat.input.text == "half"
        app.chat.input.put("")
        await ask(pilot, "Why?")
        old = replace(app.chat.thread, id="old", came_from="")
        app.disk.keep(old)
        await pilot.press("escape", "n")
        await settled(pilot)
        assert not app.chat.thread.exchanges
        await pilot.press("tab", "V")
        await settled(pilot)
        await pilot.press("j", "enter")
        await settled(pilot)
        assert app.chat.thread.came_from == "old"
        assert "Why?" in app.text
        assert app.chat.thread.exchanges[0].replies[0].stage is Stage.DONE


async def test_narrow_terminals_show_as_many_sides_as_can_be_read_and_go_along() -> None:
    app = ChatHost(BAKED, BASE, "ada/other/x/7")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert [side.display for side in app.chat.query(ChatSide)] == [True, True, False]
        await pilot.press("shift+tab")
        await settled(pilot)
        assert [side.display for side in app.chat.query(ChatSide)] == [False, True, True]
        assert isinstance(app.screen, ChatScreen)
