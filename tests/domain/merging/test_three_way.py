"""Three lists aligned: stretches cover them, and the work grows with their length only."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.merging.three_way import Standing, three_way

_lists = st.lists(st.sampled_from("abcdefgh"), max_size=14)


@given(_lists, _lists, _lists)
def test_the_stretches_cover_all_three_in_order(base: list[str], mine: list[str], theirs: list[str]) -> None:
    found = three_way(base, mine, theirs)
    assert [item for part in found for item in part.base] == base
    assert [item for part in found for item in part.mine] == mine
    assert [item for part in found for item in part.theirs] == theirs


@given(_lists, _lists)
def test_sides_that_are_the_same_have_no_conflict(base: list[str], side: list[str]) -> None:
    assert {part.standing for part in three_way(base, side, side)} <= {Standing.SAME}
    assert {part.standing for part in three_way(base, side, base)} <= {Standing.SAME, Standing.ONLY_MINE}


class Counted:
    """A line that counts how often lines are compared."""

    comparisons = 0

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return isinstance(other, Counted) and self.text == other.text


def test_eighty_thousand_bytes_of_short_equal_lines_cost_a_bounded_number_of_comparisons() -> None:
    random = Random(7)
    texts = [random.choice(("a", "b", "c", "{", "}")) for _ in range(40_000)]
    sides = [list(texts) for _ in range(3)]
    for side in sides:
        for _ in range(2_000):
            side[random.randrange(len(side))] = random.choice(("a", "x", "{"))
    Counted.comparisons = 0
    parts = three_way(*([Counted(text) for text in side] for side in sides))
    assert sum(len(part.mine) for part in parts) == 40_000
    assert Counted.comparisons < 20 * 40_000
