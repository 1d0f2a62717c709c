from __future__ import annotations

from breadtui.domain.bgit.checkout import Branch, Checkout
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile
from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.present.prompt.facts import facts_line
from breadtui.ui.present.prompt.kept import kept_text, lines_above, lines_below
from breadtui.ui.present.prompt.lines import around
from breadtui.ui.present.prompt.parts import slice_of
from breadtui.ui.present.tones import Line
from tests.fakes.states import REPO, a_prompt_key, a_state

CALL: Json = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": '{"q": 1}'}}


def plain(line: Line) -> str:
    return "".join(span.text for span in line)


def a_prompt(*messages: Message, tools: int = 0) -> Prompt:
    return Prompt(PromptName("p"), messages, ({"type": "function"},) * tools)


def test_the_facts_are_size_tools_and_variables() -> None:
    prompt = a_prompt(Message("system", "{a} {b} {a}"), Message("user", "x" * 5), tools=3)
    assert plain(facts_line(prompt)) == "2 messages ~5 tok (~4 chars a token) · tools: 3 · {a} {b}"
    assert plain(facts_line(a_prompt())) == "0 messages ~0 tok (~4 chars a token)"


def test_the_branches_of_the_bgit_folder_are_told_as_of_targets_and_bakes() -> None:
    prompt = a_prompt(Message("system", "{a}"))
    one = facts_line(prompt, ("main",))
    assert plain(one) == "1 message ~1 tok (~4 chars a token) · branch main · {a}"
    many = plain(facts_line(prompt, ("main", "\x1b[2J", "c", "d", "e")))
    assert " · branches main, ␛[2J, c and 2 more · " in many


def test_more_placeholders_than_fit_are_counted() -> None:
    many = " ".join(f"{{n{number}}}" for number in range(23))
    assert plain(facts_line(a_prompt(Message("user", many)))).endswith("{n19} … 3 more")


def test_messages_without_a_word_are_explained_and_calls_are_not_nothing() -> None:
    assert plain(facts_line(a_prompt(Message("system", "")))).startswith("no words: always on · 1 message ~0 tok")
    assert "always on" not in plain(facts_line(a_prompt(Message("assistant", None, {"tool_calls": [CALL]}))))
    assert "always on" not in plain(facts_line(a_prompt(Message("system", " "))))


def test_calls_parts_and_objects_are_shown_as_dim_lines() -> None:
    message = Message(
        "user", [{"type": "text", "text": "a"}, {"type": "image_url"}], {"name": "x", "tool_calls": [CALL]}
    )
    assert [plain(line) for line in lines_above(message, 0, 5)] == [
        '  tool_calls 1: look({"q": 1}) id "c1"',
    ]
    assert [plain(line) for line in lines_below(message, 0, 5)] == ['  part 2: {"type": "image_url"}']
    assert [plain(line) for line in lines_above(Message("user", "", {"deep": {"a": [1]}}), 0, 5)] == [
        '  deep: {"a": [1]}'
    ]


def test_more_than_fits_is_counted_and_a_large_value_is_cut() -> None:
    message = Message("user", "", {"tool_calls": [CALL] * 9, "picture": {"data": "x" * 2_000_000}})
    shown = lines_above(message, 0, 3)
    assert len(shown) == 3
    assert plain(shown[-1]) == "  … more is kept as it came"
    assert max(len(plain(line)) for line in shown) < 200
    assert lines_above(message, 0, 0) == ()


def test_what_is_kept_takes_its_rows_from_the_others_and_all_fits() -> None:
    prompt = a_prompt(
        Message("system", "a\n" * 9), Message("user", "b", {"tool_calls": [CALL] * 9}), Message("user", "c")
    )
    for rows in range(4, 30):
        lines = around(prompt, 1, 60, rows, 3)
        assert len(lines.above) + len(lines.below) + max(lines.text_rows, 1) <= rows


def test_parts_after_the_text_that_do_not_fit_are_counted_and_objects_are_told_as_json() -> None:
    texts = [{"type": "text", "text": name} for name in "abcde"]
    message = Message("user", [*texts], {"weird": {"a": None}})
    below = [plain(line) for line in lines_below(message, 1, 2)]
    assert below == ["  part 3 (text, 1 chars): c", "  … 2 more parts"]
    assert [plain(line) for line in lines_below(message, 4, 2)] == []
    assert kept_text(message, 1) == 'weird: {"a": null} · 5 parts, text 2 of 5'


def test_the_editor_is_told_the_branches_of_its_prompt_alone() -> None:
    mapping = MappingFile(REPO, {"teacher": Mapped("prompt_1", "1")}, None, None)
    state = a_state(bgit=Checkout("/x", mapping, (Branch("main", mapping, is_current=True),)))
    assert slice_of(state, a_prompt_key("prompt_1")).branches == ("main",)
    assert slice_of(state, a_prompt_key("other")).branches == ()
