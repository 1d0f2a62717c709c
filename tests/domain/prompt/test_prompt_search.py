from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.prompt.search import Match, matches, nearest, replaced

TEXTS = st.text(alphabet="aAb.\n", max_size=12)
PROMPTS = st.lists(st.builds(Message, st.just("user"), TEXTS | st.none()), max_size=4).map(
    lambda messages: Prompt(PromptName("p"), tuple(messages))
)


def a_prompt(*texts: str) -> Prompt:
    return Prompt(PromptName("p"), tuple(Message("user", text) for text in texts))


@given(PROMPTS, st.text(alphabet="ab.", min_size=1, max_size=3))
def test_every_match_is_where_the_words_stand_and_none_is_left_after_replacing(prompt: Prompt, words: str) -> None:
    found = tuple(matches(prompt, words))
    assert all(prompt.messages[one.message].text[one.start : one.stop].lower() == words for one in found)
    done = replaced(prompt, words, "#")
    assert (done.count, done.kept_count) == (len(found), 0)
    assert "".join(m.text for m in done.prompt.messages).count("#") == len(found)
    assert done.message_count == len({one.message for one in found})


@given(PROMPTS, st.text(alphabet="AB", min_size=1, max_size=2))
def test_words_with_a_capital_match_only_themselves(prompt: Prompt, words: str) -> None:
    assert all(prompt.messages[one.message].text[one.start : one.stop] == words for one in matches(prompt, words))


@given(PROMPTS, st.text(max_size=3))
def test_replacing_words_by_themselves_changes_nothing(prompt: Prompt, words: str) -> None:
    if words != words.lower():
        assert replaced(prompt, words, words).prompt == prompt


def test_words_and_their_replacement_are_never_a_pattern() -> None:
    assert replaced(a_prompt("a.c abc"), "a.c", r"\1\g<0>").prompt == a_prompt(r"\1\g<0> abc")


def test_the_next_and_the_last_match_are_found_round_the_end() -> None:
    found = tuple(matches(a_prompt("x.x", "x"), "x"))
    assert found == (Match(0, 0, 1), Match(0, 2, 3), Match(1, 0, 1))
    assert [nearest(found, *here, 1) for here in ((0, -1), (0, 0), (0, 2), (1, 0))] == [0, 1, 2, 0]
    assert [nearest(found, *here, -1) for here in ((0, 0), (0, 2), (1, 0), (1, 5))] == [2, 0, 1, 2]
    assert nearest((), 0, 0, 1) is None


def test_what_is_read_only_stays_and_is_counted() -> None:
    parts = Message("user", [{"type": "text", "text": "ab"}, {"type": "text", "text": "a"}])
    one_part = Message("user", [{"type": "text", "text": "a"}, {"type": "image_url"}])
    done = replaced(Prompt(PromptName("p"), (parts, one_part)), "a", "z")
    assert done.prompt.messages == (parts, Message("user", [{"type": "text", "text": "z"}, {"type": "image_url"}]))
    assert (done.count, done.message_count, done.kept_count) == (1, 1, 2)


def test_no_words_are_found_nowhere() -> None:
    assert tuple(matches(a_prompt("abc"), "")) == ()
    assert replaced(a_prompt("abc"), "", "x").prompt == a_prompt("abc")
