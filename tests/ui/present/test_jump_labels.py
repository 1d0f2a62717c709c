"""Letters that lead to rows."""

from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.jump_labels import jump_labels


def test_few_rows_take_one_letter_of_the_home_row() -> None:
    assert jump_labels(3) == ("a", "s", "d")
    assert jump_labels(0) == ()


def test_more_rows_than_letters_take_two_each() -> None:
    assert jump_labels(11)[:3] == ("aa", "as", "ad")
    assert jump_labels(11)[-1] == "ss"


@given(st.integers(0, 600))
def test_no_label_is_told_twice_or_begins_another(count: int) -> None:
    labels = jump_labels(count)
    assert len(labels) == count
    assert len(set(labels)) == len(labels)
    assert len({len(label) for label in labels}) <= 1
