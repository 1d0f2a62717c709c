from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.present.prompt.raw import RawForm, judged, raw_text

TOOL = {"type": "function", "function": {"name": "look"}}
TEXTS = st.text(alphabet="aé{}: \n\t\r\u200b\x1b\"'#-", max_size=12)
MESSAGES = st.builds(
    Message,
    st.sampled_from(["system", "user", "odd"]),
    st.none() | TEXTS | st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": TEXTS}), max_size=2),
    st.dictionaries(st.sampled_from(["name", "tool_calls"]), TEXTS | st.integers() | st.none(), max_size=2),
)
PROMPTS = st.builds(
    lambda messages, tools: Prompt(PromptName("p"), tuple(messages), tools),
    st.lists(MESSAGES, max_size=3),
    st.sampled_from([None, (), (TOOL,)]),
)


@given(PROMPTS, st.sampled_from(RawForm))
def test_what_was_not_changed_comes_back_the_same(prompt: Prompt, form: RawForm) -> None:
    assert judged(form, raw_text(form, prompt), prompt).prompt == prompt


@pytest.mark.parametrize(
    ("form", "text", "place", "words"),
    [
        (RawForm.JSON, '{"messages": [\n  {"role": "user"},\n  {"content": "x"}]}', (3, 3), "a message needs a role"),
        (RawForm.JSON, '{\n "messages": [}', (2, 15), "no JSON"),
        (RawForm.YAML, "messages:\n- role: 3\n", (2, 9), "role"),
        (RawForm.YAML, "messages: [\n", (2, 1), "no YAML"),
        (RawForm.TOOLS, '[{},\n 3]', (2, 2), "a tool is an object"),
        (RawForm.TOOLS, '{}', (1, 1), "tools are a list"),
        (RawForm.JSON, '{"prompt_name": "other", "messages": []}', (1, 1), "the name stays p"),
        (RawForm.JSON, '[{"messages": []}, {"messages": []}]', (1, 1), "2 prompts"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_line_and_column(
    form: RawForm, text: str, place: tuple[int, int], words: str
) -> None:
    found = judged(form, text, Prompt(PromptName("p")))
    assert found.prompt is None
    assert words in found.sentence
    assert (found.line, found.column) == place
    assert f"line {place[0]}, column {place[1]}" in found.sentence


def test_tools_change_nothing_else_and_an_empty_list_means_none_where_there_were_none() -> None:
    prompt = Prompt(PromptName("p"), (Message("user", "x"),), None)
    assert judged(RawForm.TOOLS, "[]", prompt).prompt == prompt
    assert judged(RawForm.TOOLS, '[{"type": "function"}]', prompt).prompt == Prompt(
        prompt.name, prompt.messages, ({"type": "function"},)
    )


def test_half_of_a_surrogate_pair_in_the_tools_is_refused() -> None:
    assert "cannot be kept" in judged(RawForm.TOOLS, '[{"a": "\\ud800"}]', Prompt(PromptName("p"))).sentence


def test_keys_that_a_prompt_has_no_room_for_are_said_not_to_be_kept() -> None:
    found = judged(RawForm.JSON, '{"messages": [], "colour": 1}', Prompt(PromptName("p")))
    assert found.prompt == Prompt(PromptName("p"))
    assert "not kept: colour" in found.sentence


@pytest.mark.parametrize(
    ("form", "text", "place"),
    [
        (RawForm.TOOLS, '[{"type": "function",\n  "function": {"name": "a", "parametrs": {}}}]', (2, 42)),
        (RawForm.JSON, '{"messages": [], "tools": [\n {"type": "magic", "function": {"name": "a"}}]}', (2, 11)),
        (RawForm.YAML, "messages: []\ntools:\n- type: magic\n", (0, 0)),
    ],
)
def test_doubtful_tools_are_taken_and_told_with_their_place(form: RawForm, text: str, place: tuple[int, int]) -> None:
    found = judged(form, text, Prompt(PromptName("p"), ()))
    assert found.prompt is not None
    assert (found.line, found.column) == place
    assert "doubtful" in found.sentence
