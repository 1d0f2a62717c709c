"""Rows of output: any of a hundred thousand at once, calls of tools, empty and cut answers, questions much alike."""

import re

from breadtui.demo.outputs import rollout_row, stim_row
from breadtui.demo.records import Conversations, JsonObject, Prompt

TOOLS = [{"type": "function", "function": {"name": "look_up", "parameters": {}}}]
COUNT = 100_000


def conversations(tools: list[JsonObject] | None = None) -> Conversations:
    teacher = Prompt("t", [{"role": "system", "content": "You are Yoda."}], tools)
    return Conversations(teacher, Prompt("s", []), [{"type": "persona", "numq": COUNT}], seed=3)


def test_a_row_is_the_same_whenever_it_is_asked_for() -> None:
    told = conversations()
    assert rollout_row(told, COUNT - 1, 1) == rollout_row(told, COUNT - 1, 1)
    assert stim_row(told, COUNT - 1) != stim_row(told, COUNT - 2)


def test_a_teacher_with_tools_calls_them_now_and_then() -> None:
    replies = [rollout_row(conversations(TOOLS), place, 1)["response"] for place in range(200)]
    calls = [reply["tool_calls"][0]["function"] for reply in replies if "tool_calls" in reply]
    assert 30 < len(calls) < 90
    assert {call["name"] for call in calls} == {"look_up"}
    assert all(reply["content"] is None for reply in replies if "tool_calls" in reply)


def test_a_reply_beyond_its_budget_ends_there_and_says_so() -> None:
    replies = [rollout_row(conversations(), place, 1, 20)["response"] for place in range(200)]
    cut = [reply for reply in replies if reply.get("finish_reason") == "length"]
    assert 0 < len(cut) < 200
    assert all(reply["usage"]["completion_tokens"] == 20 for reply in cut)
    assert all(len(reply["content"]) == 80 for reply in cut)
    assert any(reply["content"].startswith("<think>") and "</think>" not in reply["content"] for reply in cut)


def test_a_few_replies_of_many_are_empty() -> None:
    told = conversations()
    empty = sum(not rollout_row(told, place, 1)["response"]["content"] for place in range(2000))
    assert 0 < empty < 40


def test_many_questions_differ_in_a_number_or_a_circumstance_only() -> None:
    asked = [
        stim_row(conversations(), place)["conditioned_stimulus"]["messages"][-1]["content"] for place in range(5000)
    ]
    plain = {re.sub(r"\d+", "#", question) for question in asked}
    assert len(set(asked)) > 3000
    assert len(plain) < 1500
