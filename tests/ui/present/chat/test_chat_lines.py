"""What a side of a conversation says, and that nothing a model writes is obeyed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from breadtui.domain import errors
from breadtui.domain.chatting.threads import ChatSettings, Reply, Stage, Thread, asked, asked_again, with_reply
from breadtui.domain.inference import ServedModel
from breadtui.ui.present.chat.ends import error_words, figures_of
from breadtui.ui.present.chat.heading import column_heading, heading_line, settings_text
from breadtui.ui.present.chat.lines import ChatColumn, cut_name
from breadtui.ui.present.chat.models_lines import ModelsLines
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.values import replace

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
TALK = asked(Thread("t", ("ada/yoda/v1/40",), NOW), "Why?", NOW)
HOSTILE = "a\x1b]52;c;aGk=\x07b \x1b[2J\x9b31m [@click=app.quit]x[/] \u202egnp.exe \u2028end\ud800"


def texts(body: list[BodyLine]) -> list[str]:
    return ["".join(span.text for span in line.line) for line in body]


def said(reply: Reply) -> list[str]:
    return texts(ChatColumn("ada/yoda/v1/40", 60).body(with_reply(TALK, 0, reply), NOW))


def a_reply(stage: Stage, text: str = "", **facts: object) -> Reply:
    return replace(Reply("ada/yoda/v1/40", NOW, stage, text), **facts)  # type: ignore[arg-type]


def test_question_model_answer_and_figures() -> None:
    reply = a_reply(Stage.DONE, "Because.", first_seconds=0.5, total_seconds=2.5, completion_tokens=20, prompt_tokens=9)
    assert said(reply) == [
        " you",
        "  Why?",
        " ada/yoda/v1/40",
        "  Because.",
        "  0.5s to the first word · 2.5s · 20 tokens · 10/s · after 9",
    ]


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (a_reply(Stage.ASKED), "  asked, nothing came yet"),
        (a_reply(Stage.STOPPED, "x"), "  stopped by you"),
        (a_reply(Stage.CUT, "x"), "  cut by the end of the program; r asks again"),
        (a_reply(Stage.DONE, ""), "  an empty answer"),
        (a_reply(Stage.DONE, "<think>x</think>"), "  it thought and said nothing"),
        (a_reply(Stage.WAITING, note="soon"), "  soon"),
        (a_reply(Stage.FAILED, error=errors.OutOfCredit("x", status=402)), "  No credits are left [402]; r asks again"),
    ],
)
def test_every_end_is_told(reply: Reply, line: str) -> None:
    assert said(reply)[-1] == line


def test_thinking_is_folded_until_it_is_wanted() -> None:
    thread = with_reply(TALK, 0, a_reply(Stage.SPEAKING, "<think>\nhm"))
    column = ChatColumn("ada/yoda/v1/40", 60)
    assert " ▸ thinking… (2 B)" in texts(column.body(thread, NOW))
    column.unfolded = frozenset({"thinking 0"})
    assert texts(column.body(thread, NOW))[-2:] == [" ▾ thinking… (2 B)", "  hm"]


def test_nothing_that_a_model_writes_is_obeyed() -> None:
    reply = a_reply(Stage.FAILED, f"<think>{HOSTILE}</think>{HOSTILE}", error=errors.ServerFailed(HOSTILE))
    column = ChatColumn("ada/yoda/v1/40", 60, unfolded=frozenset({"thinking 0"}))
    shown = "".join(texts(column.body(with_reply(TALK, 0, reply), NOW)))
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\ud800", "\n", "\r"} & set(shown)
    assert "[@click=app.quit]x[/]" in shown


def test_every_line_stands_for_its_question_and_what_it_belongs_to() -> None:
    column = ChatColumn("ada/yoda/v1/40", 60)
    body = column.body(with_reply(TALK, 0, a_reply(Stage.DONE, "Because.\n```\ncode\n```")), NOW)
    assert {line.step for line in body} == {1}
    answer = "Because.\n```\ncode\n```"
    assert [column.copied_at(place, line) for place, line in enumerate(body)] == [
        *["Why?"] * 2,
        *[answer] * 3,
        "code\n",
        answer,
    ]


def test_an_answer_that_was_asked_for_again_can_be_read_below_the_new_one() -> None:
    thread = with_reply(TALK, 0, a_reply(Stage.DONE, "<think>hm</think>Bad.", first_seconds=1.0, total_seconds=2.0))
    thread = with_reply(asked_again(thread, 0, ["ada/yoda/v1/40"], NOW), 0, a_reply(Stage.DONE, "Good."))
    column = ChatColumn("ada/yoda/v1/40", 60)
    assert texts(column.body(thread, NOW))[3:] == [" ▸ 1 earlier answer", "  Good."]
    column.unfolded = frozenset({"earlier 0"})
    body = column.body(thread, NOW)
    assert texts(body)[3:6] == [" ▾ 1 earlier answer", "  Bad.", "  1.0s to the first word · 2.0s · ~6 tokens · ~6/s"]
    assert column.copied_at(4, body[4]) == "Bad."


def test_how_long_nothing_came_is_told() -> None:
    def last(reply: Reply, seconds: float) -> str:
        column, now = ChatColumn("ada/yoda/v1/40", 60), NOW + timedelta(seconds=seconds)
        return texts(column.body(with_reply(TALK, 0, reply), now))[-1]

    speaking = a_reply(Stage.SPEAKING, "Well", total_seconds=5.0)
    assert last(a_reply(Stage.ASKED), 12) == "  asked, nothing came yet for 12s"
    assert last(speaking, 75) == "  no word for 1m"
    assert last(speaking, 6) == "  Well"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.ServerFailed("out of memory", status=500, code="INTERNAL_ERROR"), "(500): out of memory [INTERNAL_"),
        (errors.ServerFailed("INTERNAL_ERROR at node 7", status=500, code="INTERNAL_ERROR"), "at node 7; r asks again"),
        (errors.NotFound("no such model", status=404, code="404"), "It is not there: no such model [404]; r asks"),
        (errors.Unreachable("cut", code="cut"), "No answer: cut; r asks again"),
    ],
)
def test_status_and_code_of_a_failure_are_said_once(error: errors.BreadError, words: str) -> None:
    assert words in error_words(a_reply(Stage.FAILED, error=error))


def test_an_answer_of_which_part_is_there_broke_off_and_was_not_lacking() -> None:
    cut = errors.Unreachable("the connection was closed\nat once", code="cut")
    told = error_words(a_reply(Stage.FAILED, "Half of", error=cut))
    assert told == "The answer broke off: the connection was closed; r asks again"


def test_only_what_is_new_is_made_into_lines() -> None:
    column, text = ChatColumn("ada/yoda/v1/40", 60), ""
    thread = asked(with_reply(TALK, 0, a_reply(Stage.DONE, "Old.\n" * 100)), "And?", NOW)
    before: list[BodyLine] = []
    for number in range(50):
        text += f"line {number}\n"
        body = column.body(with_reply(thread, 1, a_reply(Stage.SPEAKING, text)), NOW)
        assert all(old is new for old, new in zip(before[:103], body, strict=False))
        before = body
    last = column.body(with_reply(thread, 1, a_reply(Stage.SPEAKING, text + "more")), NOW)
    fresh = [line for line in last if not any(line is old for old in before)]
    assert len(fresh) == 5


def test_names_lose_their_owner_first() -> None:
    assert cut_name("ada/yoda/v1/40", 40) == "ada/yoda/v1/40"
    assert cut_name("ada/yoda/v1/40", 11) == "yoda/v1/40"
    assert cut_name("ada/yoda/v1/40", 5) == "v1/40"
    assert len(cut_name("ada/yoda/version_number_one/40", 10)) == 10


def test_headings_name_settings_and_how_far_the_answer_is() -> None:
    thread = replace(TALK, settings=ChatSettings("Be brief.", None, 50, is_thinking=True))
    assert settings_text(thread.settings) == (
        "temperature the service's · at most 50 tokens · thinking on · system: Be brief."
    )
    assert "".join(span.text for span in heading_line(thread, 40)).startswith(" Chat temperature")
    assert [span.text for span in column_heading(thread, "ada/yoda/v1/40", 1, 60)] == ["1 ada/yoda/v1/40", " asked"]
    assert figures_of(a_reply(Stage.ASKED)) == ""


def test_models_are_listed_by_repository_with_what_is_not_served_yet() -> None:
    served = (ServedModel("Qwen/Qwen3-32B"), ServedModel("ada/yoda/v1/40"))
    lines = ModelsLines(served, ["ada/yoda/v1/40", "ada/yoda/v2/9"])
    body = lines.body(marked=("ada/yoda/v1/40",))
    assert texts(body) == [
        " base models  1 served",
        "   Qwen/Qwen3-32B",
        " yoda  1 served",
        " ✓ v1/40                     ada/yoda/v1/40",
        "   v2/9                      complete, not served yet  ada/yoda/v2/9",
    ]
    assert [line.copied for line in body][3:] == ["ada/yoda/v1/40", "ada/yoda/v2/9"]
    assert texts(lines.body(words="QWEN")) == [" base models  1 served", "   Qwen/Qwen3-32B"]
