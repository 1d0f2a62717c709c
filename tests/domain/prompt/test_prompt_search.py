from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.edits import texts_of
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.prompt.search import Match, matches, nearest, replaced

TEXT = {"type": "text"}
TEXTS = st.text(alphabet="aAb.\n", max_size=12)
PARTS = st.lists(st.builds(lambda text: {**TEXT, "text": text}, TEXTS) | st.just({"type": "image_url"}), max_size=3)
PROMPTS = st.lists(st.builds(Message, st.just("user"), TEXTS | st.none() | PARTS), max_size=4).map(
    lambda messages: Prompt(PromptName("p"), tuple(messages))
)


def a_prompt(*texts: str) -> Prompt:
    return Prompt(PromptName("p"), tuple(Message("user", text) for text in texts))


def words_at(prompt: Prompt, match: Match) -> str:
    return texts_of(prompt.messages[match.message])[match.text][match.start : match.stop]


@given(PROMPTS, st.text(alphabet="ab.", min_size=1, max_size=3))
def test_every_match_is_where_the_words_stand_and_none_is_left_after_replacing(prompt: Prompt, words: str) -> None:
    found = tuple(matches(prompt, words))
    assert all(words_at(prompt, one).lower() == words for one in found)
    done = replaced(prompt, words, "#")
    assert done.count == len(found)
    assert "".join(m.text for m in done.prompt.messages).count("#") == len(found)
    assert done.message_count == len({one.message for one in found})


@given(PROMPTS, st.text(alphabet="AB", min_size=1, max_size=2))
def test_words_with_a_capital_match_only_themselves(prompt: Prompt, words: str) -> None:
    assert all(words_at(prompt, one) == words for one in matches(prompt, words))


@given(PROMPTS, st.text(max_size=3))
def test_replacing_words_by_themselves_changes_nothing(prompt: Prompt, words: str) -> None:
    if words != words.lower():
        assert replaced(prompt, words, words).prompt == prompt


def test_words_and_their_replacement_are_never_a_pattern() -> None:
    assert replaced(a_prompt("a.c abc"), "a.c", r"\1\g<0>").prompt == a_prompt(r"\1\g<0> abc")


def test_the_next_and_the_last_match_are_found_round_the_end() -> None:
    found = tuple(matches(a_prompt("x.x", "x"), "x"))
    assert found == (Match(0, 0, 0, 1), Match(0, 0, 2, 3), Match(1, 0, 0, 1))
    here = [Match(message, 0, start, start) for message, start in ((0, -1), (0, 0), (0, 2), (1, 0), (1, 5))]
    assert [nearest(found, one, 1) for one in here] == [0, 1, 2, 0, 0]
    assert [nearest(found, one, -1) for one in here] == [2, 2, 0, 1, 2]
    assert nearest((), here[0], 1) is None


def test_each_part_with_a_text_is_searched_and_what_else_it_holds_stays() -> None:
    image: Json = {"type": "image_url", "image_url": {"url": "a.png"}}
    parts = Message("user", [{"type": "text", "text": "ab", "cache": "a"}, image, {"type": "text", "text": "a"}])
    prompt = Prompt(PromptName("p"), (parts, Message("user", "b")))
    assert tuple(matches(prompt, "a")) == (Match(0, 0, 0, 1), Match(0, 1, 0, 1))
    done = replaced(prompt, "a", "z")
    there: list[Json] = [{"type": "text", "text": "zb", "cache": "a"}, image, {"type": "text", "text": "z"}]
    assert done.prompt.messages == (Message("user", there), prompt.messages[1])
    assert (done.count, done.message_count) == (2, 1)


def test_no_words_are_found_nowhere() -> None:
    assert tuple(matches(a_prompt("abc"), "")) == ()
    assert replaced(a_prompt("abc"), "", "x").prompt == a_prompt("abc")
