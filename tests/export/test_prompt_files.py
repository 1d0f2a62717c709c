"""Prompts written to every form come back as they were, and what is wrong in a file is said with its place."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.prompts.files import (
    ENDINGS,
    Found,
    Misread,
    PromptForm,
    Unwritable,
    form_of,
    read_prompts,
    text_of_file,
    write_prompts,
)

TRICKY_LINES = [
    "# system",
    "\\# user",
    "\\\\# user ",
    "# User",
    '# role "critic"',
    "```json message",
    "\\```json tools\t",
    "```",
    '<!-- prompt "x" -->',
    "---",
    "...",
    "- a: b",
    "  indented",
    "\tTab",
    "blank at the end  ",
    "",
    " ",
    "\r",
    "cr\r",
    "next\x85line",
    "sep\u2028\u2029\ufeff",
    "naïve 日本語 😀 \U000e0001",
    "yes",
    "null",
    "1e3",
    "12:30",
    "2024-01-01",
    "0o17",
    "~",
    "#",
    ": ",
    "{x}",
    "x" * 200,
    "\x07\x1b[2J",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(TRICKY_LINES), max_size=5).map("\n".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)
NAMES = TEXTS.filter(bool).map(PromptName)
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=5,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=2)
EXTRAS = st.dictionaries(TEXTS.filter(lambda key: key not in {"role", "content"}), VALUES, max_size=2)
ROLES = st.sampled_from(["system", "user", "assistant", "tool", "System", "critic"]) | TEXTS
CONTENTS = TEXTS | st.none() | st.lists(OBJECTS, max_size=2)
MESSAGES = st.builds(Message, ROLES, CONTENTS, st.one_of(st.just({}), EXTRAS))
PROMPTS = st.builds(
    Prompt, NAMES, st.lists(MESSAGES, max_size=3).map(tuple), st.none() | st.lists(OBJECTS, max_size=2).map(tuple)
)
ALL = pytest.mark.parametrize("form", list(PromptForm))


def a_prompt(*texts: str, name: str = "p", tools: tuple[JsonObject, ...] | None = None) -> Prompt:
    return Prompt(PromptName(name), tuple(Message("system", text) for text in texts), tools)


@ALL
@given(prompt=PROMPTS)
@example(prompt=a_prompt("\n".join(TRICKY_LINES)))
@example(prompt=a_prompt(*TRICKY_LINES))
@example(prompt=a_prompt("\n", "\n\n", " \n ", "\n  x\n", "a \n b\t\n"))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_a_prompt_comes_back_from_a_file_as_it_was(form: PromptForm, prompt: Prompt) -> None:
    content = write_prompts(form, prompt).encode()
    found = read_prompts(text_of_file(content), default_name=prompt.name)
    assert found.prompts == (prompt,)
    assert found.ignored == ()
    assert read_prompts(text_of_file(content), file_name=f"x.{ENDINGS[form]}", default_name=prompt.name) == found


@pytest.mark.parametrize("form", [form for form in PromptForm if form is not PromptForm.OPENAI])
@given(prompts=st.lists(PROMPTS, min_size=2, max_size=3, unique_by=lambda prompt: prompt.name))
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
def test_several_prompts_come_back_in_their_order(form: PromptForm, prompts: list[Prompt]) -> None:
    assert read_prompts(write_prompts(form, *prompts)).prompts == tuple(prompts)


@given(text=st.text(max_size=60) | st.lists(st.sampled_from(TRICKY_LINES), max_size=6).map("\n".join))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    for file in ("x.md", "x.json", "x.yml", ""):
        found = outcome_of(text, file)
        if isinstance(found, Misread):
            ends = sum(text.count(end) for end in "\n\r\x85\u2028\u2029")
            assert 1 <= found.line <= ends + 2
            assert found.column >= 1
        else:
            assert found.prompts


def outcome_of(text: str, file: str) -> Found | Misread:
    try:
        return read_prompts(text, file_name=file)
    except Misread as problem:
        return problem


def test_long_texts_are_blocks_in_yaml_and_blanks_at_their_ends_stay() -> None:
    text = "First line \n\tsecond\n\n  third  \n"
    written = write_prompts(PromptForm.YAML, a_prompt(text))
    assert "content: |" in written
    assert "    First line \n" in written
    assert yaml.safe_load(written)["messages"][0]["content"] == text


@given(prompt=PROMPTS)
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_other_readers_of_yaml_find_the_same_texts(prompt: Prompt) -> None:
    read = yaml.safe_load(write_prompts(PromptForm.YAML, prompt))
    assert read["prompt_name"] == prompt.name
    assert [message["content"] for message in read["messages"]] == [message.content for message in prompt.messages]


def test_openai_messages_are_a_bare_list_until_there_are_tools() -> None:
    assert json.loads(write_prompts(PromptForm.OPENAI, a_prompt("x"))) == [{"role": "system", "content": "x"}]
    assert json.loads(write_prompts(PromptForm.OPENAI, a_prompt("x", tools=({"type": "function"},))))["tools"]
    with pytest.raises(Unwritable, match="one prompt"):
        write_prompts(PromptForm.OPENAI, a_prompt("x"), a_prompt("y", name="q"))


def test_markdown_reads_as_a_person_would_write_it() -> None:
    written = write_prompts(PromptForm.MARKDOWN, a_prompt("You are Yoda.\n\n## Rules\n# system"))
    assert written == '<!-- prompt "p" -->\n\n# system\n\nYou are Yoda.\n\n## Rules\n\\# system\n'
    by_hand = "# System\nYou are Yoda.\n# user\n\nHi\n\n# assistant\n"
    assert [(each.role, each.content) for each in read_prompts(by_hand).prompts[0].messages] == [
        ("system", "You are Yoda."),
        ("user", "Hi"),
        ("assistant", ""),
    ]


def test_a_file_that_ends_all_its_lines_as_windows_does_is_read_without_them() -> None:
    found = read_prompts("# system\r\n\r\nOne\r\nTwo\r\n", file_name="x.md")
    assert found.prompts[0].messages == (Message("system", "One\nTwo"),)


def test_a_bgit_file_gives_all_its_prompts_and_tells_what_it_leaves() -> None:
    text = (
        "PROMPT:\n  teacher:\n    name: yoda\n    messages:\n      - role: system\n        content: yes\n"
        "  student: {messages: []}\nTARGET: {name: t, generators: [{type: hardcoded}]}\nBAKE: {name: b}\n"
    )
    found = read_prompts(text, file_name="input.yml")
    assert [(prompt.name, len(prompt.messages)) for prompt in found.prompts] == [("teacher", 1), ("student", 0)]
    assert found.prompts[0].messages[0].content == "yes"
    assert found.ignored == ("teacher.name",)


def test_a_request_body_keeps_its_messages_and_tells_what_it_leaves() -> None:
    found = read_prompts('{"model": "m", "messages": [{"role": "user", "content": "x"}]}', default_name="mine")
    assert (found.prompts[0].name, found.ignored) == ("mine", ("model",))


@pytest.mark.parametrize(
    ("file", "text", "line", "column", "says"),
    [
        ("x.json", '{"messages": [\n  {"role": "user",}]}', 2, 19, "no JSON"),
        ("x.json", '{"messages": [\n  {"role": "user", "content": 7}]}', 2, 31, "content is text"),
        ("x.json", '[{"role": "user"},\n {"content": "x"}]', 2, 2, "role"),
        ("x.json", '[{"role": "user", "content": "\\ud800"}]', 1, 30, "surrogate pair (U+D800)"),
        ("x.json", '{"messages": [],\n "tools": [{}, 5]}', 2, 16, "a tool is an object"),
        ("x.json", '{"a": 1}', 1, 1, "no prompt"),
        ("x.json", "[NaN]", 1, 1, "NaN"),
        ("x.yml", "messages:\n  - role: user\n    content: 7\n", 3, 14, "in quotes"),
        ("x.yml", "messages:\n - [\n", 3, 1, "no YAML"),
        ("x.yml", "PROMPT:\n  a: {messages: {}}\n", 2, 17, "messages are a list"),
        ("x.yml", 'messages:\n  - {role: user, content: "a\\ud800"}\n', 2, 27, "column 2 of the text"),
        ("x.yml", "messages:\n  - &a [*a]\n", 1, 1, "holds itself"),
        ("x.yml", "messages: [{role: user, content: .nan}]", 1, 34, "no such value"),
        ("x.yml", "messages:\n  - <<: {role: user}\n", 2, 5, "merge keys"),
        ("x.yml", "a: \x07", 1, 4, "U+0007"),
        ("x.yml", "", 1, 1, "empty"),
        ("x.md", "\n", 1, 1, "empty"),
        ("x.md", "\nHello\n# system\n", 2, 1, "# system"),
        ("x.md", "# system\n\n```json message\n{\n  x}\n```\n", 5, 3, "no JSON"),
        ("x.md", '# system\n\n```json message\n{"content": 7}\n```\n', 4, 13, "content is text"),
        ("x.md", '# system\n\n```json message\n{"content": null}\n```\nmore\n', 6, 1, "stands in its JSON"),
        ("x.md", "# system\n\n```json message\n{}\n", 3, 1, "never closed"),
        ("x.md", '<!-- prompt "a" -->\n```json tools\n[\n5]\n```\n', 4, 1, "a tool is an object"),
        ("x.md", '# role "\\x"\n', 1, 9, "no JSON"),
        ("x.md", "# system\nfine\n# user\na\x00b\n", 3, 1, "NUL (U+0000)"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(file: str, text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(Misread) as found:
        read_prompts(text, file_name=file)
    assert says in found.value.sentence
    assert (found.value.line, found.value.column) == (line, column)
    assert str(found.value).startswith(f"line {line}, column {column}: ")


def test_bytes_that_are_no_text_are_refused_at_their_place() -> None:
    with pytest.raises(Misread, match=r"line 2, column 3: the byte 0xFF"):
        text_of_file("aé\né".encode() + b"x\xff")
    assert text_of_file(b"\xef\xbb\xbf# system\r\n") == "# system\r\n"


@ALL
@pytest.mark.parametrize("text", ["a\nb\x00", "\ud83d"])
def test_what_no_file_keeps_is_refused_with_its_place(form: PromptForm, text: str) -> None:
    with pytest.raises(Unwritable, match=r"message 1, line \d, column \d of the text"):
        write_prompts(form, a_prompt(text))


def test_yaml_that_doubles_itself_again_and_again_is_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)), "messages: []"]
    with pytest.raises(Misread, match="too often"):
        read_prompts("\n".join(lines), file_name="x.yml")


def test_pairs_of_escapes_in_yaml_are_the_character_they_stand_for() -> None:
    found = read_prompts('[{"role": "user", "content": "\\ud83d\\ude00"}]', file_name="x.yml")
    assert found.prompts[0].messages[0].content == "😀"


@pytest.mark.parametrize(
    ("text", "file", "form"),
    [
        (" [", "", PromptForm.JSON),
        ("\n# user\n", "notes.txt", PromptForm.MARKDOWN),
        ("PROMPT:", "", PromptForm.YAML),
        ("{", "x.YML", PromptForm.YAML),
    ],
)
def test_the_form_is_told_by_the_ending_and_else_by_the_beginning(text: str, file: str, form: PromptForm) -> None:
    assert form_of(text, file) is form


def test_what_json_cannot_say_is_refused_in_every_form() -> None:
    for form in PromptForm:
        with pytest.raises(Unwritable, match="JSON cannot say"):
            write_prompts(form, a_prompt("x", tools=({"n": float("nan")},)))
