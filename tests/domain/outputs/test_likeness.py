"""Near-duplicates, lengths, samples, and where a question comes from."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import Phase
from breadtui.domain.outputs.lengths import lengths_of
from breadtui.domain.outputs.likeness import LikeRows, is_alike, signature_of
from breadtui.domain.outputs.origin import origin_of, question_number
from breadtui.domain.outputs.sampling import SAMPLE_ROWS, sample_of

LONG = (
    "How would you explain to a patient beginner why a failing test is worth more than a passing one on Monday? "
    "Tell it as if you had never met a computer, and end with what one should do first thing in the morning."
)


def test_case_punctuation_and_blanks_do_not_count() -> None:
    assert signature_of("What is patience?") == signature_of("what  is PATIENCE")
    assert signature_of("") == signature_of(" ?!")


def test_one_word_in_a_long_text_does_not_make_another() -> None:
    assert is_alike(signature_of(LONG), signature_of(LONG.replace("patient ", "")))
    assert not is_alike(signature_of(LONG), signature_of("How would you explain the night sky to a child in one word?"))


def test_order_counts() -> None:
    assert not is_alike(signature_of("the dog bit the old man"), signature_of("man old the bit dog the"))


def test_rows_are_grouped_under_the_first_like_them() -> None:
    rows = LikeRows()
    texts = [LONG, "something else", LONG.lower(), LONG + "!!", "something else."]
    assert [rows.add(place, signature_of(text)) for place, text in enumerate(texts)] == [0, 1, 0, 0, 1]
    assert [rows.size_of(place) for place in range(5)] == [3, 2, 1, 1, 1]
    assert rows.folded_count == 3
    assert rows.add(2, signature_of("quite another now")) == 0
    assert rows.leader_of(99) == 99


def test_thousands_of_different_rows_stay_apart() -> None:
    rows = LikeRows()
    for place in range(3000):
        rows.add(
            place, signature_of(f"word{place} of{place} many{place} words{place} each{place} its{place} own{place}")
        )
    assert rows.folded_count == 0


def test_rows_beyond_the_bound_join_leaders_and_lead_none() -> None:
    rows = LikeRows(most_leaders=2)
    texts = [LONG, "something else", "quite another now", LONG.lower(), "quite another now"]
    assert [rows.add(place, signature_of(text)) for place, text in enumerate(texts)] == [0, 1, 2, 0, 4]
    assert rows.folded_count == 1


@pytest.mark.parametrize(("changed", "least"), [(1, 0.85), (4, 0.5)])
def test_few_changed_words_in_a_hundred_leave_most_texts_alike(changed: int, least: float) -> None:
    chance, vocabulary, found = random.Random(2), [f"word{number}" for number in range(5000)], 0
    for _ in range(200):
        words = chance.choices(vocabulary, k=100)
        other = list(words)
        for at in chance.sample(range(100), changed):
            other[at] = chance.choice(vocabulary)
        found += is_alike(signature_of(" ".join(words)), signature_of(" ".join(other)))
    assert found >= 200 * least


@given(st.text(), st.text())
def test_any_text_has_a_signature_and_is_like_itself(one: str, other: str) -> None:
    assert is_alike(signature_of(one), signature_of(one))
    assert len(signature_of(other)) == len(signature_of(one))


@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=200))
def test_each_text_is_in_one_bin(values: list[int]) -> None:
    spread = lengths_of(values)
    assert spread is not None
    assert sum(each.texts for each in spread.bins) == len(values)
    assert len(spread.bins) <= 15
    assert spread.bins[0].least <= min(values) <= max(values) <= spread.bins[-1].most
    assert all(one.most + 1 == other.least for one, other in zip(spread.bins, spread.bins[1:], strict=False))
    assert spread.least <= spread.tenth <= spread.median <= spread.ninetieth <= spread.most


def test_bins_are_round_or_double_where_few_are_very_long() -> None:
    spread = lengths_of([10, 20, 30, 40, 90])
    assert spread is not None
    assert [each.least for each in spread.bins][:3] == [10, 20, 30]
    skewed = lengths_of([10] * 99 + [100_000])
    assert skewed is not None
    assert [each.most - each.least + 1 for each in skewed.bins][-2:] == [32768, 65536]
    assert lengths_of([]) is None


@given(st.integers(0, 1000), st.integers(0, 100_000))
def test_a_sample_is_of_different_rows_in_order_and_the_same_again(seed: int, count: int) -> None:
    places = sample_of(seed, count)
    assert len(places) == min(SAMPLE_ROWS, count)
    assert list(places) == sorted(set(places))
    assert all(0 <= place < count for place in places)
    assert sample_of(seed, count) == places


def test_other_seeds_draw_other_rows() -> None:
    assert len({sample_of(seed, 100_000) for seed in range(50)}) == 50


CONFIG: dict[str, Any] = {
    "generators": [{"type": "hardcoded", "questions": ["a", "b"]}, {"type": "persona", "numq": 3}]
}


def test_the_generator_is_told_by_the_place() -> None:
    first = origin_of(1, Phase.STIM, CONFIG, 5)
    assert first is not None
    assert (first.number, first.type_text, first.within) == (1, "hardcoded", 2)
    answers = {**CONFIG, "num_traj_per_stimulus": 4}
    later = origin_of(19, Phase.ROLLOUT, answers, 5)
    assert later is not None
    assert (later.number, later.type_text, later.within) == (2, "persona", 3)


def test_no_generator_is_told_where_the_counts_do_not_add_up() -> None:
    assert origin_of(1, Phase.STIM, CONFIG, 4) is None
    assert origin_of(7, Phase.STIM, CONFIG, 5) is None
    assert origin_of(0, Phase.STIM, {"generators": [{"type": "custom"}]}, None) is None
    assert origin_of(0, Phase.ROLLOUT, CONFIG, 5) is None
    assert question_number(7, Phase.ROLLOUT, {"num_traj_per_stimulus": 2}) == 3
