"""Conversations: answers side by side, stopped, waited for, asked again, and kept whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from breadtui.domain import errors
from breadtui.domain.chatting.threads import ChatSettings, Reply, Stage, Thread
from breadtui.domain.inference import ChatPiece, ChatTurn
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.prompt.prompts import Message
from breadtui.store.chats.chatting import Asking, ChatRoom
from tests.fakes.chats import END, KeptChats, ScriptedChats
from tests.fakes.clock import ManualClock
from tests.fakes.states import a_job

BAKED, BASE = "ada/yoda/v1/40", "Qwen/Qwen3-32B"
V1 = JobKey(RepoName("yoda"), Phase.BAKE, BakeName("v1"))


class Parlour:
    """A room with its models, its clock and its disk."""

    def __init__(self) -> None:
        self.api = ScriptedChats(jobs=[a_job("v1", JobStatus.COMPLETE, repo="yoda")])
        self.clock = ManualClock()
        self.disk = KeptChats()
        self.room = ChatRoom(self.api, self.clock, self.disk)

    def reply(self, thread_id: str, model: str, number: int = 0) -> Reply:
        found = self.room.thread(thread_id).exchanges[number].reply_of(model)
        assert found is not None
        return found

    @asynccontextmanager
    async def spoken(self, askings: Sequence[Asking]) -> AsyncIterator[list[asyncio.Task[None]]]:
        tasks = [asyncio.create_task(self.room.speak(asking)) for asking in askings]
        await self.clock.parked()
        yield tasks
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_one_message_is_answered_side_by_side() -> None:
    parlour = Parlour()
    gate = asyncio.Event()
    parlour.api.says(BAKED, "Do ", gate, "or do not.", END)
    parlour.api.says(BASE, "Try.", ChatPiece("", "length", 5, 1))
    talk = parlour.room.begin([BAKED, BASE])
    async with parlour.spoken(parlour.room.ask(talk, "Shall I try?")) as tasks:
        assert parlour.reply(talk, BAKED).stage is Stage.SPEAKING
        assert parlour.reply(talk, BAKED).text == "Do "
        base = parlour.reply(talk, BASE)
        assert (base.stage, base.text, base.finish_reason) == (Stage.DONE, "Try.", "length")
        assert (base.prompt_tokens, base.completion_tokens) == (5, 1)
        gate.set()
        await asyncio.gather(*tasks)
    assert parlour.reply(talk, BAKED).text == "Do or do not."
    assert not parlour.room.thread(talk).is_open


async def test_a_stop_takes_effect_within_one_chunk_and_keeps_what_came() -> None:
    parlour = Parlour()
    gate = asyncio.Event()
    parlour.api.says(BAKED, *["word "] * 3, gate, *["word "] * 1000)
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "Go on.")) as tasks:
        sent = parlour.api.pieces_sent
        assert sent == 3
        gate.set()
        assert parlour.room.stop(talk) == 1
        assert parlour.reply(talk, BAKED).stage is Stage.STOPPED
        await asyncio.gather(*tasks)
        assert parlour.api.pieces_sent <= sent + 1
        assert parlour.api.closed_count == 1
    assert parlour.reply(talk, BAKED).text == "word " * 3
    assert parlour.disk.writes[-1].exchanges[0].replies[0].stage is Stage.STOPPED
    assert parlour.room.stop(talk) == 0


async def test_one_of_two_answers_is_stopped_alone() -> None:
    parlour = Parlour()
    gate = asyncio.Event()
    parlour.api.says(BAKED, "a", gate, "b", END)
    parlour.api.says(BASE, "c", gate, "d", END)
    talk = parlour.room.begin([BAKED, BASE])
    async with parlour.spoken(parlour.room.ask(talk, "?")) as tasks:
        parlour.room.stop(talk, 0, BASE)
        gate.set()
        await asyncio.gather(*tasks)
    assert [(r.stage, r.text) for r in parlour.room.thread(talk).exchanges[0].replies] == [
        (Stage.DONE, "ab"),
        (Stage.STOPPED, "c"),
    ]


async def test_a_model_that_is_not_served_yet_is_asked_again_for_a_minute_with_a_note() -> None:
    parlour = Parlour()
    gone = errors.NotFound("no such model", status=404)
    parlour.api.says(BAKED, gone)
    parlour.api.says(BAKED, errors.ServerFailed("loading", status=503))
    parlour.api.says(BAKED, "Here.", END)
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "There?")):
        assert parlour.reply(talk, BAKED).stage is Stage.WAITING
        assert "not served yet" in parlour.reply(talk, BAKED).note
        await parlour.clock.advance(3)
        assert "not available" in parlour.reply(talk, BAKED).note
        await parlour.clock.advance(3)
    reply = parlour.reply(talk, BAKED)
    assert (reply.stage, reply.text, reply.note, reply.first_seconds) == (Stage.DONE, "Here.", "", 6.0)
    assert parlour.api.calls.count(("job", V1)) == 1


async def test_after_a_minute_the_refusal_is_the_answer() -> None:
    parlour = Parlour()
    for _ in range(21):
        parlour.api.says(BAKED, errors.NotFound("no such model", status=404))
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "There?")):
        await parlour.clock.advance(59)
        assert parlour.reply(talk, BAKED).stage is Stage.WAITING
        await parlour.clock.advance(1)
    assert parlour.reply(talk, BAKED).error == errors.NotFound("no such model", status=404)
    assert len(parlour.api.turns) == 21


async def test_a_wait_is_stopped_like_an_answer() -> None:
    parlour = Parlour()
    parlour.api.says(BASE, errors.RateLimited("slow down", retry_after_seconds=90.0))
    talk = parlour.room.begin([BASE])
    async with parlour.spoken(parlour.room.ask(talk, "Now?")) as tasks:
        assert "fewer calls; asked again in 90 s" in parlour.reply(talk, BASE).note
        parlour.room.stop(talk)
        await asyncio.gather(*tasks)
    assert parlour.reply(talk, BASE).stage is Stage.STOPPED
    assert len(parlour.api.turns) == 1


async def test_a_base_model_that_is_not_there_is_told_at_once() -> None:
    parlour = Parlour()
    parlour.api.says(BASE, errors.NotFound("no such model", status=404))
    talk = parlour.room.begin([BASE])
    async with parlour.spoken(parlour.room.ask(talk, "There?")):
        pass
    assert parlour.reply(talk, BASE).stage is Stage.FAILED


async def test_an_answer_cut_in_the_middle_keeps_its_beginning_and_is_not_put_again_by_itself() -> None:
    parlour = Parlour()
    parlour.api.says(BAKED, "Half ", errors.Unreachable("cut", code="cut"))
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "All?")):
        pass
    reply = parlour.reply(talk, BAKED)
    assert (reply.stage, reply.text, reply.error) == (Stage.FAILED, "Half ", errors.Unreachable("cut", code="cut"))
    assert len(parlour.api.turns) == 1


async def test_asking_again_stops_what_is_on_its_way_and_keeps_the_earlier_answer() -> None:
    parlour = Parlour()
    gate = asyncio.Event()
    parlour.api.says(BAKED, "Old", gate, " words", END)
    parlour.api.says(BAKED, "New.", END)
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "?")):
        async with parlour.spoken(parlour.room.ask_again(talk, 0, [BAKED])) as again:
            await asyncio.gather(*again)
        gate.set()
    exchange = parlour.room.thread(talk).exchanges[0]
    assert [reply.text for reply in (*exchange.earlier, *exchange.replies)] == ["Old", "New."]


async def test_a_question_is_edited_and_sent_again_without_what_followed() -> None:
    parlour = Parlour()
    parlour.api.says(BASE, "One.", END)
    parlour.api.says(BASE, "Two.", END)
    talk = parlour.room.begin([BASE], ChatSettings("Be brief."))
    async with parlour.spoken(parlour.room.ask(talk, "Whta?")):
        assert parlour.room.cut_back(talk, 0) == "Whta?"
    async with parlour.spoken(parlour.room.ask(talk, "What?")):
        pass
    assert parlour.api.turns[-1].messages == (Message("system", "Be brief."), Message("user", "What?"))
    assert [each.question for each in parlour.room.thread(talk).dropped] == ["Whta?"]


async def test_an_answer_is_kept_as_it_comes_at_most_a_second_late() -> None:
    parlour = Parlour()
    gates = [asyncio.Event(), asyncio.Event()]
    parlour.api.says(BAKED, "One ", gates[0], "two ", gates[1], "three", END)
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "Count.")) as tasks:
        await parlour.clock.advance(1)
        assert parlour.disk.threads[talk].exchanges[0].replies[0].text == "One "
        before = len(parlour.disk.writes), len(parlour.disk.growths)
        await parlour.clock.advance(10)
        assert (len(parlour.disk.writes), len(parlour.disk.growths)) == before
        gates[0].set()
        await parlour.clock.advance(1)
        assert parlour.disk.threads[talk].exchanges[0].replies[0].text == "One two "
        assert [growth.text for growth in parlour.disk.growths] == ["One ", "two "]
        assert len(parlour.disk.writes) == 1
        gates[1].set()
        await asyncio.gather(*tasks)
    assert parlour.disk.threads[talk].exchanges[0].replies[0].text == "One two three"


async def test_the_end_of_the_program_cuts_an_answer_which_the_next_session_finds() -> None:
    parlour = Parlour()
    parlour.api.says(BAKED, "Half", asyncio.Event())
    talk = parlour.room.begin([BAKED])
    async with parlour.spoken(parlour.room.ask(talk, "All?")):
        pass
    assert parlour.reply(talk, BAKED).stage is Stage.CUT
    next_room = ChatRoom(parlour.api, parlour.clock, parlour.disk)
    (found,) = await next_room.kept()
    assert found.is_interrupted
    again = next_room.go_on(found)
    assert next_room.thread(again).exchanges[0].replies[0].text == "Half"
    assert await next_room.kept() == ()


async def test_what_is_half_typed_is_kept_and_an_empty_conversation_is_not() -> None:
    parlour = Parlour()
    talk = parlour.room.begin([BAKED])
    parlour.room.write_down(talk, "Half a quest")
    assert parlour.disk.threads[talk].unsent == "Half a quest"
    parlour.room.write_down(talk, "")
    assert parlour.disk.threads == {}


async def test_followers_are_told_until_they_stop() -> None:
    parlour = Parlour()
    told: list[str] = []
    stop = parlour.room.follow(told.append)
    talk = parlour.room.begin([BASE])
    parlour.room.write_down(talk, "x")
    assert told == [talk]
    stop()
    stop()
    parlour.room.write_down(talk, "y")
    assert told == [talk]


async def test_at_most_four_models_and_each_once() -> None:
    room = Parlour().room
    assert room.thread(room.begin(["a", "b", "a", "c", "d", "e"])).models == ("a", "b", "c", "d")


class SlowChats(KeptChats):
    """A disk that is read when the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def kept(self, most: int | None = None) -> tuple[Thread, ...]:
        found = await super().kept(most)
        self.asked.set()
        await self.answers.wait()
        return found


async def test_what_is_gone_on_with_or_deleted_while_the_disk_is_read_is_not_listed() -> None:
    disk = SlowChats()
    room = ChatRoom(ScriptedChats(), ManualClock(), disk)
    gone_on, deleted, other = (Thread(name, (BASE,), ManualClock().now(), ChatSettings()) for name in ("a", "b", "c"))
    for thread in (gone_on, deleted, other):
        disk.keep(thread)
    listing = asyncio.create_task(room.kept())
    await disk.asked.wait()
    room.go_on(gone_on)
    room.forget(deleted)
    disk.answers.set()
    assert [thread.id for thread in await listing] == ["c"]


class Hasty(ScriptedChats):
    """Says all without ever waiting, as a stream does of which much has come at once."""

    async def chat(self, turn: ChatTurn) -> AsyncIterator[ChatPiece]:
        self.turns.append(turn)
        for _ in range(1_000):
            yield ChatPiece("x")


async def test_others_get_their_turn_while_very_much_comes_at_once() -> None:
    room = ChatRoom(Hasty(), ManualClock())
    talk = room.begin([BASE])
    (asking,) = room.ask(talk, "Go.")
    speaking = asyncio.create_task(room.speak(asking))
    turns = 0
    while not speaking.done():
        await asyncio.sleep(0)
        turns += 1
    assert len(room.thread(talk).exchanges[0].replies[0].text) == 1_000
    assert turns > 1_000 // 32
