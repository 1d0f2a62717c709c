"""Who depends on what is to be deleted: near and further, each once, without what goes as well."""

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.deletion.dependants import Dependants, dependants_of, together
from breadtui.domain.descent.dependencies import Part, Twig
from tests.fakes.states import REPO

NAMES = st.sampled_from("abcdef")
PARTS = st.builds(Part, st.just(REPO), st.sampled_from(("bake", "target")), NAMES)
TWIGS = st.lists(st.builds(Twig, PARTS, st.integers(0, 4), st.booleans()), max_size=30)


def part(kind: str, name: str) -> Part:
    return Part(REPO, kind, name)


def test_what_names_the_thing_comes_before_what_stands_further_on() -> None:
    walk = (
        Twig(part("bake", "a"), 0, is_last=True),
        Twig(part("bake", "b"), 1, is_last=False),
        Twig(part("target", "t"), 1, is_last=True),
        Twig(part("bake", "c"), 2, is_last=True),
    )
    assert dependants_of(walk) == Dependants((part("bake", "b"),), (part("target", "t"),), (part("bake", "c"),))
    assert dependants_of(walk, {part("bake", "b")}).bakes == ()


@given(TWIGS, st.sets(PARTS))
def test_each_dependant_is_told_once_and_none_that_goes_as_well(walk: list[Twig], going: set[Part]) -> None:
    found = dependants_of(walk, going)
    told = [*found.bakes, *found.targets, *found.further]
    assert len(told) == len(set(told))
    assert not going & set(told)
    assert set(told) == {twig.part for twig in walk if twig.depth} - going


@given(TWIGS, TWIGS)
def test_several_together_lose_nobody_and_name_nobody_twice(one: list[Twig], other: list[Twig]) -> None:
    parts = [dependants_of(one), dependants_of(other)]
    found = together(parts)
    told = [*found.bakes, *found.targets, *found.further]
    assert len(told) == len(set(told))
    assert set(told) == {part for each in parts for part in (*each.bakes, *each.targets, *each.further)}
