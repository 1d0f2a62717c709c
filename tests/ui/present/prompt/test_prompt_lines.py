from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.errors import NotFound, ServerFailed
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.edits import Place
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.store.facts.remote import Failed, Loading, Ready, Remote
from breadtui.store.facts.state import ConfirmReplace, Conflicted, Save, Saved, SaveRefused, Saving
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.prompt.lines import (
    UsedBy,
    around,
    clipped,
    heading_line,
    refusal_text,
    state_line,
)
from breadtui.ui.present.tones import Line
from tests.fakes.states import NOW

KEY = PromptKey(RepoName("coder"), PromptName("teacher"))


def a_prompt(*texts: str) -> Prompt:
    return Prompt(PromptName("teacher"), tuple(Message("user", text) for text in texts))


def plain(line: Line) -> str:
    return "".join(span.text for span in line)


def all_plain(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def the_state(
    draft: Prompt | None = None,
    base: Prompt | None = None,
    theirs: Prompt | None = None,
    save: Save | None = None,
    used_by: UsedBy = UsedBy(2, is_whole=True),  # noqa: B008 - frozen
) -> str:
    kept = None if draft is None else Draft(KEY, base, draft, NOW)
    missing: Remote[Prompt] = Failed(NotFound("it is not there"), NOW)
    seen = missing if theirs is None else Ready(theirs, NOW - timedelta(minutes=4))
    return plain(state_line(kept, seen, save, used_by, NOW + timedelta(seconds=3)))


def test_the_state_line_says_how_old_draft_and_base_are_and_who_uses_it() -> None:
    said = the_state(a_prompt("mine"), a_prompt("base"), a_prompt("base"))
    assert said == "draft just now · base seen 4m ago · used by 2 targets"
    assert the_state(theirs=a_prompt("base")) == "base seen 4m ago · used by 2 targets"
    assert plain(state_line(None, Ready(a_prompt("base"), NOW), None, UsedBy(), NOW)) == "base just seen"
    assert the_state(a_prompt("new")) == "draft just now · not on the server · used by 2 targets"


def test_the_state_line_is_drawn_anew_once_a_minute() -> None:
    draft = Draft(KEY, a_prompt("base"), a_prompt("mine"), NOW)
    lines = [
        plain(state_line(draft, Ready(a_prompt("base"), NOW), None, UsedBy(), NOW + timedelta(seconds=seconds)))
        for seconds in (0, 10, 59, 60, 119)
    ]
    assert lines == ["draft just now · base just seen"] * 3 + ["draft 1m ago · base seen 1m ago"] * 2


def test_a_draft_that_is_in_memory_only_says_so_and_why() -> None:
    kept = Draft(KEY, a_prompt("base"), a_prompt("mine"), NOW)
    said = plain(state_line(kept, Ready(a_prompt("base"), NOW), None, UsedBy(), NOW, unkept="no space left on device"))
    assert said == "draft just now · in memory only: no space left on device · base just seen"


def test_a_text_that_could_not_be_read_is_not_said_to_be_missing() -> None:
    def said(remote: Remote[Prompt]) -> str:
        return plain(state_line(None, remote, None, UsedBy(), NOW))

    assert said(Failed(ServerFailed("oven", status=503), NOW)) == "could not be read"
    assert said(Loading()) == "not read yet"
    assert said(Failed(NotFound("gone"), NOW)) == "not on the server"


def test_a_change_on_the_server_under_a_draft_is_said_first() -> None:
    said = the_state(a_prompt("mine"), a_prompt("base"), a_prompt("theirs"))
    assert said.startswith("changed on the server since you opened it · draft just now")
    assert "changed" not in the_state(a_prompt("mine"), a_prompt("base"), a_prompt("mine"))


@pytest.mark.parametrize(
    ("save", "words"),
    [
        (Saving(), "saving…"),
        (Saved(NOW), f"saved and verified {clock_text(NOW)}"),
        (Conflicted(None, a_prompt("theirs")), "not saved: somebody else changed it too"),
        (ConfirmReplace(a_prompt("base")), "not saved yet: replacing needs your word"),
        (SaveRefused(ServerFailed("no\n[b]room\x1b"), NOW), "could not save: no␤[b]room␛ (text is kept)"),
    ],
)
def test_each_outcome_of_a_save_has_its_words(save: Save, words: str) -> None:
    assert the_state(theirs=a_prompt("base"), save=save).startswith(f"{words} · base seen")


def test_saved_is_not_said_of_a_text_that_was_changed_since() -> None:
    assert "saved" not in the_state(a_prompt("mine"), a_prompt("base"), a_prompt("base"), Saved(NOW))


def test_what_is_not_known_of_targets_is_not_said() -> None:
    seen = a_prompt("base")
    assert the_state(theirs=seen, used_by=UsedBy()) == "base seen 4m ago"
    assert the_state(theirs=seen, used_by=UsedBy(1)).endswith("used by at least 1 target")
    assert the_state(theirs=seen, used_by=UsedBy(is_whole=True)).endswith("used by no target")


def test_a_heading_counts_characters_and_tokens_and_names_what_is_kept() -> None:
    message = Message("user", "x" * 412, {"name": "ada\n", "tool_calls": [1, 2], "n": 3})
    assert plain(heading_line(2, message)) == '2 user   412 chars ~103 tok  n: 3 · name: "ada␤" · tool_calls: 2'
    assert plain(heading_line(1, Message("user", [1]))).endswith("1 part, read-only")
    assert plain(heading_line(1, Message("user", {}))).endswith("not text, read-only")


def test_a_refusal_names_message_line_column_and_character() -> None:
    assert refusal_text(Place(2, 3, 7, "\ud800")).startswith("not saved: message 2, line 3, column 7 holds U+D800")
    assert refusal_text(Place(0, 0, 0, "\x00")) == "not saved: the tools hold U+0000, which cannot be stored"


def test_the_other_messages_stand_in_order_around_the_chosen_one() -> None:
    lines = around(a_prompt("one", "two", "three"), 1, 40, 18, 1)
    assert all_plain(lines.above) == ["1 user   3 chars ~1 tok", "  one", "2 user ▾ 3 chars ~1 tok"]
    assert all_plain(lines.below) == ["3 user   5 chars ~2 tok", "  three"]


def test_a_long_text_leaves_the_others_half_of_the_rows_and_no_more() -> None:
    lines = around(a_prompt(*["line\n" * 30] * 3), 1, 40, 21, 500)
    assert (len(lines.above) - 1, len(lines.below), lines.text_rows) == (5, 5, 10)


def test_messages_that_do_not_fit_are_counted() -> None:
    lines = around(a_prompt(*["text"] * 5000), 2500, 40, 11, 500)
    assert all_plain(lines.above)[0] == "… 2499 more"
    assert all_plain(lines.below)[-1] == "… 2497 more"


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(0, 9), st.integers(0, 30), st.integers(0, 40))
def test_the_lines_never_take_more_rows_than_there_are(texts: list[str], at: int, rows: int, text_rows: int) -> None:
    lines = around(a_prompt(*texts), min(at, max(len(texts) - 1, 0)), 20, rows, text_rows)
    assert len(lines.above) + len(lines.below) + lines.text_rows <= max(rows, 2)


def test_a_clipped_text_is_wrapped_and_ends_in_an_ellipsis() -> None:
    assert clipped("one two three four", 9, 2) == ("one two", "three…")
    assert clipped("short", 9, 2) == ("short",)
    assert clipped("a\tb\x1b", 9, 2) == ("a   b␛",)
    assert clipped("", 9, 2) == clipped("x", 0, 2) == ()
