"""`breadtui chat` and `breadtui models` against models that say what a test wrote."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands import exits
from breadtui.commands.using import chat, models
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain import errors
from breadtui.domain.chatting.threads import ChatSettings
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatPiece, ServedModel
from breadtui.domain.names import RepoName
from breadtui.domain.prompt.prompts import Message
from breadtui.domain.repos import RepoTree
from tests.fakes.chats import END, ScriptedChats
from tests.fakes.clock import ManualClock

BAKED, BASE = "ada/yoda/v1/40", "Qwen/Qwen3-32B"


class Served(ScriptedChats):
    async def models(self) -> tuple[ServedModel, ...]:
        return (ServedModel(BASE), ServedModel(BAKED, "ada"))


class Run:
    def __init__(self, folder: Path) -> None:
        self.api = Served()
        self.clock = ManualClock()
        self._settings = Settings(Folders(folder, folder))
        self.out, self.told = io.StringIO(), list[str]()

    async def __call__(self, *names: str, message: str = "Why?", **args: Any) -> int:
        return await chat.run(
            self.api,
            self._settings,
            chat.Arguments(names, message, **args),
            self.out,
            tell=self.told.append,
            sentence=lambda error: error.message,
            clock=self.clock,
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


async def test_the_answer_alone_goes_to_the_pipe_without_its_thinking(run: Run) -> None:
    run.api.says(BASE, "<think>\nhm", "\n</think>\n\n", "Be", "cause.", END)
    assert await run(BASE, settings=ChatSettings("Be brief.", 0.1, 5, is_thinking=True)) == exits.OK
    assert run.out.getvalue() == "Because.\n"
    assert run.told == []
    turn = run.api.turns[0]
    assert turn.messages == (Message("system", "Be brief."), Message("user", "Why?"))
    assert (turn.temperature, turn.max_tokens, turn.is_thinking) == (0.1, 5, True)


async def test_words_are_written_as_they_come(run: Run) -> None:
    gate = asyncio.Event()
    run.api.says(BASE, "First ", gate, "second.", END)
    asking = asyncio.create_task(run(BASE))
    await run.clock.parked()
    assert run.out.getvalue() == "First "
    gate.set()
    assert await asking == exits.OK
    assert run.out.getvalue() == "First second.\n"


async def test_thinking_is_written_where_it_is_wanted(run: Run) -> None:
    run.api.says(BASE, "<think>\nhm\n</think>\n\nYes.\n", END)
    await run(BASE, shows_thinking=True)
    assert run.out.getvalue() == "<think>\nhm\n</think>\n\nYes.\n"


async def test_a_terminal_obeys_nothing_and_a_pipe_gets_the_bytes(run: Run) -> None:
    pieces = ["a\x1b", "]52;c;aGk=", "\x07 b", "\u202e c"]
    run.api.says(BASE, *pieces, END)
    await run(BASE, is_safe=True)
    shown = run.out.getvalue()
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    run.out = io.StringIO()
    run.api.says(BASE, *pieces, END)
    await run(BASE)
    assert run.out.getvalue() == "".join(pieces) + "\n"


async def test_several_models_are_asked_at_once_and_written_in_their_order(run: Run) -> None:
    gate = asyncio.Event()
    run.api.says(BAKED, gate, "Slow.", END)
    run.api.says(BASE, "Quick.", END)
    asking = asyncio.create_task(run("yoda/v1", BASE))
    await run.clock.parked()
    assert [turn.model for turn in run.api.turns] == [BAKED, BASE]
    gate.set()
    assert await asking == exits.OK
    assert run.out.getvalue() == f"== {BAKED}\nSlow.\n== {BASE}\nQuick.\n"


async def test_one_model_may_have_a_system_prompt_of_its_own_by_the_word_it_was_named_with(run: Run) -> None:
    for model in (BAKED, BASE):
        run.api.says(model, "Yes.", END)
    own = ChatSettings("Be brief.", own_systems=(("yoda/v1", ""),))
    assert await run("yoda/v1", BASE, settings=own) == exits.OK
    told = {turn.model: turn.messages for turn in run.api.turns}
    assert told[BAKED] == (Message("user", "Why?"),)
    assert told[BASE] == (Message("system", "Be brief."), Message("user", "Why?"))


async def test_json_is_one_object_a_model_with_its_figures_and_its_error(run: Run) -> None:
    run.api.says(BAKED, "<think>hm</think>Yes.", ChatPiece("", "length", 7, 3))
    run.api.says(BASE, "Half ", errors.Unreachable("cut", code="cut"))
    assert await run(BAKED, BASE, is_json=True) == exits.NETWORK
    first, second = map(json.loads, run.out.getvalue().splitlines())
    assert (first["model"], first["answer"], first["thinking"]) == (BAKED, "Yes.", "hm")
    assert (first["finish_reason"], first["prompt_tokens"], first["completion_tokens"]) == ("length", 7, 3)
    assert first["error"] is None
    assert (second["answer"], second["error"]) == ("Half ", {"message": "cut", "status": None, "code": "cut"})
    assert run.told == [f"{BAKED}: the answer was cut at its most tokens.", f"{BASE}: cut"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Unauthorized("no", status=401), exits.NOT_AUTHORISED),
        (errors.OutOfCredit("no", status=402), exits.OUT_OF_CREDIT),
        (errors.Invalid("no", status=422), exits.REFUSED),
        (errors.NotFound("no", status=404), exits.REFUSED),
        (errors.ServerFailed("no", status=500), exits.NETWORK),
    ],
)
async def test_a_refusal_is_its_exit_code_and_told(run: Run, error: BreadError, code: int) -> None:
    run.api.says(BASE, error)
    assert await run(BASE) == code
    assert run.told == [f"{BASE}: no"]
    assert run.out.getvalue() == ""


async def test_a_rate_limit_is_waited_out_and_told(run: Run) -> None:
    run.api.says(BASE, errors.RateLimited("slow", retry_after_seconds=7.0))
    run.api.says(BASE, "Now.", END)
    asking = asyncio.create_task(run(BASE))
    await run.clock.advance(7)
    assert await asking == exits.OK
    assert run.told == [f"{BASE}: the service asks for fewer calls; asked again in 7 s."]


async def test_what_is_served_is_listed_by_repository(run: Run, tmp_path: Path) -> None:
    settings = Settings(Folders(tmp_path, tmp_path))
    assert await models.run(run.api, settings, models.Arguments(), run.out) == exits.OK
    assert run.out.getvalue() == f"base models\n  {BASE}\nyoda\n  {BAKED}\n"
    run.out = io.StringIO()
    await models.run(run.api, settings, models.Arguments(RepoName("yoda"), is_json=True), run.out)
    assert json.loads(run.out.getvalue()) == [
        {"id": BAKED, "owned_by": "ada", "repo": "yoda", "bake": "v1", "checkpoint": 40}
    ]


async def test_a_repository_without_a_served_model_says_so_and_one_that_is_not_there_is_not_found(
    run: Run, tmp_path: Path
) -> None:
    settings, known = Settings(Folders(tmp_path, tmp_path)), RepoName("fresh")
    run.api.trees[known] = RepoTree(known, "Qwen/Qwen3-32B", {})
    assert await models.run(run.api, settings, models.Arguments(known), run.out) == exits.OK
    assert run.out.getvalue() == "no model is served now\n"
    with pytest.raises(errors.NotFound):
        await models.run(run.api, settings, models.Arguments(RepoName("frsh")), run.out)
