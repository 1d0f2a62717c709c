"""Whose the words of two people's lines are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.merging.changed_words import Run, Runs, Whose, base_words, whose_words

BASE = ["You are the old master.", "Never say that you are a model."]
MINE = ["You are the kind old master.", "Never say that you are a model."]
THEIRS = ["You are the old grandmaster.", "Never say it."]

WORDS = st.lists(st.sampled_from(["be", "wise", "kind", "old", " ", "\t", ".", "{x}"]), max_size=8).map(" ".join)
LINES = st.lists(WORDS, max_size=5)


def texts(lines: tuple[Runs, ...], whose: Whose) -> list[str]:
    return [run.text for line in lines for run in line if run.whose is whose]


def test_what_one_side_wrote_is_its_own() -> None:
    found = whose_words(BASE, MINE, THEIRS)
    assert texts(found[:1], Whose.OWN) == ["kind "]
    assert texts(whose_words(BASE, THEIRS, MINE), Whose.OWN) == ["grandmaster", "it"]


def test_what_the_other_side_took_out_is_told_apart_from_what_is_new() -> None:
    found = whose_words(BASE, MINE, THEIRS)
    assert texts(found, Whose.DROPPED) == ["master", "that you are a model"]


def test_what_both_changed_alike_is_nobodys_own() -> None:
    assert whose_words(["be wise"], ["be kind"], ["be kind"]) == ((Run("be kind", Whose.SHARED),),)


def test_a_line_that_stands_nowhere_else_is_its_sides_own_and_one_that_the_other_removed_is_dropped() -> None:
    assert whose_words([], ["mine alone"], []) == ((Run("mine alone", Whose.OWN),),)
    assert whose_words(["kept by me"], ["kept by me"], []) == ((Run("kept by me", Whose.DROPPED),),)


def test_of_the_base_what_either_side_dropped_is_told() -> None:
    found = base_words(BASE, MINE, THEIRS)
    assert texts(found, Whose.DROPPED) == ["master", "that you are a model"]
    assert texts(base_words(["gone", "kept"], ["kept"], ["gone", "kept"]), Whose.DROPPED) == ["gone"]


def test_without_a_base_what_differs_is_own_on_both_sides() -> None:
    assert texts(whose_words([], ["be a kind master"], ["be a wise master"]), Whose.OWN) == ["kind"]
    assert texts(whose_words([], ["be a wise master"], ["be a kind master"]), Whose.OWN) == ["wise"]


@given(LINES, LINES, LINES)
def test_the_runs_of_a_line_are_the_line_and_neighbours_differ(
    base: list[str], own: list[str], other: list[str]
) -> None:
    found = whose_words(base, own, other)
    assert ["".join(run.text for run in line) for line in found] == own
    assert all(one.whose is not two.whose for line in found for one, two in pairwise(line))


@given(LINES, LINES)
def test_against_the_same_text_nothing_is_marked(base: list[str], own: list[str]) -> None:
    assert all(run.whose is Whose.SHARED for line in whose_words(base, own, own) for run in line)
