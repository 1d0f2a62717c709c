"""An answer is put together again from what it grew by, whatever became of the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.chatting.growth import Growth, grown
from breadtui.domain.chatting.threads import Reply, Stage, Thread, asked, with_reply
from breadtui.values import replace

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
TALK = asked(Thread("t", ("m",), NOW), "Why?", NOW)


def text_after(thread: Thread, growths: list[Growth]) -> str:
    return grown(thread, growths).exchanges[0].replies[0].text


@given(st.lists(st.text(min_size=1, max_size=5), max_size=8), st.data())
def test_any_order_with_repeats_beside_any_state_that_was_written_whole_gives_the_answer(
    pieces: list[str], data: st.DataObject
) -> None:
    begins = [len("".join(pieces[:place])) for place in range(len(pieces))]
    growths = [Growth(0, "m", NOW, at, text) for at, text in zip(begins, pieces, strict=True)]
    mixed = data.draw(st.permutations(growths * 2))
    whole = "".join(pieces)
    written = whole[: data.draw(st.integers(0, len(whole)))]
    thread = with_reply(TALK, 0, Reply("m", NOW, Stage.SPEAKING, written))
    assert text_after(thread, list(mixed)) == whole


def test_nothing_is_taken_behind_a_gap_or_of_an_answer_that_was_asked_for_before() -> None:
    assert text_after(TALK, [Growth(0, "m", NOW, 0, "ab"), Growth(0, "m", NOW, 3, "d")]) == "ab"
    assert text_after(TALK, [Growth(0, "m", NOW - timedelta(seconds=1), 0, "old")]) == ""
    strange = [Growth(7, "m", NOW, 0, "x"), Growth(-1, "m", NOW, 0, "x"), Growth(0, "other", NOW, 0, "x")]
    assert grown(TALK, strange) == TALK


def test_an_answer_that_ended_says_so_still() -> None:
    done = replace(TALK.exchanges[0].replies[0], stage=Stage.STOPPED, text="a")
    thread = with_reply(TALK, 0, done)
    assert grown(thread, [Growth(0, "m", NOW, 1, "b")]).exchanges[0].replies[0].stage is Stage.STOPPED
