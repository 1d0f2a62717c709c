"""Lineage as a flat list: depth, guides, ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.names import BakeName
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.present.tree.branches import branches_of, guide_text
from tests.fakes.states import a_tree

EDGES = [("v2", "v1"), ("v3", "v1"), ("v4", "v3"), ("v5", "v3")]


def lineage(names: list[str], edges: list[tuple[str, str]]):  # type: ignore[no-untyped-def]  # short for lineage_of
    return lineage_of(a_tree(names, edges))


def test_parents_come_before_their_children_with_depth_and_end() -> None:
    branches = branches_of(lineage(["v1", "v2", "v3", "v4", "v5"], EDGES))
    assert list(zip(branches.names, branches.depths, branches.ends, strict=True)) == [
        ("v1", 0, 5),
        ("v2", 1, 2),
        ("v3", 1, 5),
        ("v4", 2, 4),
        ("v5", 2, 5),
    ]
    assert [branches.names[place] for place in branches.unfolded(lambda name: name == "v3")] == ["v1", "v2", "v3"]


def test_only_wanted_bakes_are_listed_and_guides_follow_them() -> None:
    kept = {BakeName("v1"), BakeName("v2")}
    branches = branches_of(lineage(["v1", "v2", "v3", "v4", "v5"], EDGES), kept)
    assert list(branches.names) == ["v1", "v2"]
    assert guide_text(1, branches.guides[1], 20, UNICODE) == "└"


@pytest.mark.parametrize(
    ("depth", "guides", "text"),
    [(0, 0, ""), (1, 1, "├"), (1, 0, "└"), (2, 0b11, "│ ├"), (3, 0b100, "│   └")],
)
def test_guides_say_who_follows(depth: int, guides: int, text: str) -> None:
    assert guide_text(depth, guides, 40, UNICODE) == text


def test_deep_descent_shows_its_depth_instead_of_all_guides() -> None:
    assert guide_text(10_000, 0, 12, ASCII) == "~9997       `"


def test_a_chain_of_ten_thousand_is_listed_without_recursion() -> None:
    names = [f"b{n}" for n in range(10_000)]
    branches = branches_of(lineage(names, [(f"b{n}", f"b{n - 1}") for n in range(1, 10_000)]))
    assert branches.depths[-1] == 9_999
    assert branches.descendants_count(BakeName("b0")) == 9_999


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_every_bake_is_listed_once_whatever_the_edges(pairs: list[tuple[int, int]]) -> None:
    found = lineage([f"b{n}" for n in range(10)], [(f"b{child}", f"b{parent}") for child, parent in pairs])
    branches = branches_of(found)
    assert sorted(branches.names) == sorted(found.descents)
    assert all(branches.ends[place] > place for place in range(len(branches.names)))
