"""What was decided of a merge is found again in the next merge of the same texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.merging.merge import Choice, merge
from breadtui.domain.merging.put_aside import put_aside, recalled
from breadtui.values import replace
from tests.fakes.states import a_prompt

MIDDLE = "\n".join(f"line {number}" for number in range(9))
BASE = a_prompt(f"first\n{MIDDLE}\nlast")
MINE = a_prompt(f"my first\n{MIDDLE}\nmy last")
THEIRS = a_prompt(f"their first\n{MIDDLE}\ntheir last")
LINES = st.lists(st.sampled_from("abc"), max_size=6).map("\n".join)


def test_a_decision_is_found_again_and_the_rest_is_counted() -> None:
    found = merge(BASE, MINE, THEIRS)
    first, second = found.conflicts
    kept = put_aside(found, MINE, {first: Choice.THEIRS})
    assert (kept.conflict_count, kept.undecided_count, kept.mine) == (2, 1, MINE)
    assert recalled(merge(BASE, MINE, THEIRS), kept) == {first: Choice.THEIRS}
    assert second not in recalled(found, kept)


def test_a_change_elsewhere_keeps_a_decision_and_one_in_its_lines_forgets_it() -> None:
    found = merge(BASE, MINE, THEIRS)
    kept = put_aside(found, MINE, dict.fromkeys(found.conflicts, Choice.BOTH))
    assert kept.undecided_count == 0
    later = replace(MINE, messages=(replace(MINE.messages[0], content=f"my first\nnew\n{MIDDLE}\nmy last"),))
    again = merge(BASE, later, THEIRS)
    assert recalled(again, kept) == {again.conflicts[1]: Choice.BOTH}


def test_equal_conflicts_in_two_places_are_told_apart() -> None:
    base, mine, theirs = (a_prompt(f"{word}\n{MIDDLE}\n{word}") for word in ("old", "mine", "theirs"))
    found = merge(base, mine, theirs)
    first, second = found.conflicts
    assert recalled(found, put_aside(found, mine, {second: Choice.MINE})) == {second: Choice.MINE}
    assert recalled(found, put_aside(found, mine, {first: Choice.MINE})) == {first: Choice.MINE}


def test_nothing_put_aside_recalls_nothing() -> None:
    assert recalled(merge(BASE, MINE, THEIRS), None) == {}


@given(LINES, LINES, LINES, st.data())
def test_the_same_texts_recall_every_decision(base: str, mine: str, theirs: str, drawn: st.DataObject) -> None:
    found = merge(a_prompt(base), a_prompt(mine), a_prompt(theirs))
    numbers = st.sampled_from(range(len(found.chunks)))
    choices = drawn.draw(st.dictionaries(numbers, st.sampled_from(Choice)))
    kept = put_aside(found, a_prompt(mine), choices)
    assert recalled(merge(a_prompt(base), a_prompt(mine), a_prompt(theirs)), kept) == choices
    assert kept.undecided_count == len(found.undecided(choices))
