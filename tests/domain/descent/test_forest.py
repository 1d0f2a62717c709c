"""The forest: descent across repositories, in which every bake stands once, whatever the services say."""

import itertools
from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.names import BakeName, RepoName
from tests.fakes.states import a_tree


def at(path: str) -> BakePlace:
    """The place written `repo/bake`, or `user/repo/bake`."""
    repo, _, bake = path.rpartition("/")
    return BakePlace(RepoName(repo), BakeName(bake))


def a_forest(
    repos: Mapping[str, Iterable[str]],
    parents: Mapping[str, str] | None = None,
    edges: Mapping[str, Iterable[tuple[str, str]]] | None = None,
) -> Forest:
    """Bakes by repository; `parents` maps `repo/bake` to the model path it starts from."""
    return Forest(
        {
            RepoName(repo): lineage_of(
                a_tree(
                    names,
                    (edges or {}).get(repo, ()),
                    repo=repo,
                    configs={
                        at(child).bake: {"model": {"parent_model_name": path}}
                        for child, path in (parents or {}).items()
                        if at(child).repo == repo
                    },
                )
            )
            for repo, names in repos.items()
        }
    )


def order(forest: Forest) -> list[tuple[str, int]]:
    return [("/".join(place), depth) for place, depth in forest.in_order()]


def test_a_child_in_another_repository_stands_below_its_parent_after_the_parents_own_children() -> None:
    forest = a_forest({"x": ["a", "b"], "y": ["c", "d"]}, {"y/c": "ada/x/a/100", "x/b": "ada/x/a/50"})
    assert order(forest) == [("x/a", 0), ("x/b", 1), ("y/c", 1), ("y/d", 0)]
    assert forest.children_of(at("x/a")) == (at("x/b"), at("y/c"))
    assert forest.parent_of(at("y/c")) == at("x/a")
    assert forest.siblings_of(at("y/c")) == (at("x/b"), at("y/c"))


def test_descent_passes_through_several_repositories() -> None:
    forest = a_forest(
        {"x": ["a"], "y": ["b", "c"], "z": ["d"]}, {"y/b": "ada/x/a/1", "y/c": "ada/y/b/2", "z/d": "ada/y/c/3"}
    )
    assert forest.ancestors(at("z/d")) == (at("y/c"), at("y/b"), at("x/a"))
    assert list(forest.descendants(at("x/a"))) == [at("y/b"), at("y/c"), at("z/d")]


def test_a_parent_in_a_closed_repository_is_a_phantom_root() -> None:
    forest = a_forest({"y": ["b", "c", "d"]}, {"y/c": "ada/x/a/1", "y/d": "ada/x/a/2"})
    assert order(forest) == [("y/b", 0), ("x/a", 0), ("y/c", 1), ("y/d", 1)]
    assert forest.is_phantom(at("x/a"))
    assert not forest.is_open(at("x/a"))
    assert forest.ancestors(at("y/d")) == (at("x/a"),)


def test_a_parent_missing_from_an_open_repository_is_a_phantom_root() -> None:
    forest = a_forest({"x": ["a"], "y": ["b"]}, {"y/b": "ada/x/gone/1"})
    assert order(forest) == [("x/a", 0), ("x/gone", 0), ("y/b", 1)]
    assert forest.is_phantom(at("x/gone"))
    assert forest.is_open(at("x/gone"))


def test_bakes_of_the_same_name_in_two_repositories_are_never_confused() -> None:
    forest = a_forest({"x": ["a", "b"], "y": ["a", "b"]}, {"y/a": "ada/x/a/1", "x/b": "ada/x/a/1"}, {"y": [("a", "a")]})
    assert order(forest) == [("x/a", 0), ("x/b", 1), ("y/a", 1), ("y/b", 0)]


def test_another_users_repository_of_the_same_name_is_another_repository() -> None:
    forest = a_forest({"x": ["a", "b"]}, {"x/b": "bob/x/a/1"})
    assert order(forest) == [("x/a", 0), ("bob/x/a", 0), ("x/b", 1)]
    assert not forest.is_open(at("bob/x/a"))


def test_a_circle_through_two_repositories_is_cut_once_and_its_arrow_stays() -> None:
    forest = a_forest({"x": ["a"], "y": ["b", "c"]}, {"x/a": "ada/y/c/1", "y/b": "ada/x/a/2", "y/c": "ada/y/b/3"})
    assert order(forest) == [("x/a", 0), ("y/b", 1), ("y/c", 2)]
    assert forest.cuts == {at("x/a")}
    assert forest.parent_of(at("x/a")) is None
    assert forest.named_parent_of(at("x/a")) == at("y/c")


def test_a_circle_within_one_repository_is_among_the_cuts() -> None:
    forest = a_forest({"x": ["a", "b"]}, edges={"x": [("a", "b"), ("b", "a")]})
    assert forest.cuts == {at("x/a")}
    assert forest.named_parent_of(at("x/a")) == at("x/b")
    assert order(forest) == [("x/a", 0), ("x/b", 1)]


def test_the_checkpoint_a_bake_started_from_is_kept_across_repositories() -> None:
    forest = a_forest(
        {"x": ["a", "b"], "y": ["c", "d"]}, {"x/b": "ada/x/a/50", "y/c": "ada/x/a/50", "y/d": "ada/x/a/100"}
    )
    assert forest.started_checkpoint(at("y/d")) == 100
    assert forest.started_checkpoint(at("x/a")) is None
    assert forest.children_from(at("x/a"), 50) == (at("x/b"), at("y/c"))


def test_a_child_that_does_not_say_from_which_checkpoint_is_found_by_that() -> None:
    forest = a_forest({"x": ["a", "b", "c"]}, {"x/b": "ada/x/c/50"}, {"x": [("b", "a")]})
    assert forest.started_checkpoint(at("x/b")) is None
    assert forest.children_from(at("x/a"), None) == (at("x/b"),)


def test_siblings_of_a_root_are_the_other_roots_of_its_repository() -> None:
    forest = a_forest({"x": ["a"], "y": ["b", "c", "d"]}, {"y/c": "ada/x/a/1"})
    assert forest.siblings_of(at("y/b")) == (at("y/b"), at("y/d"))
    assert forest.siblings_of(at("z/nobody")) == (at("z/nobody"),)


def test_nobody_is_related_to_a_stranger() -> None:
    forest = a_forest({"x": ["a"]})
    assert forest.ancestors(at("x/nobody")) == ()
    assert list(forest.descendants(at("z/nobody"))) == []
    assert forest.descent_of(at("z/nobody")) is None


def test_a_chain_of_five_thousand_through_two_repositories_needs_no_recursion() -> None:
    names = [f"b{number}" for number in range(2500)]
    chain = [f"{repo}/{name}" for name in names for repo in ("x", "y")]
    parents = {child: f"ada/{parent}/1" for parent, child in itertools.pairwise(chain)}
    forest = a_forest({"x": names, "y": names}, parents)
    assert order(forest)[-1] == ("y/b2499", 4999)
    assert len(forest.ancestors(at("y/b2499"))) == 4999
    assert forest.cuts == frozenset()


def test_many_links_into_a_deep_chain_are_followed_once_each() -> None:
    names = [f"b{number}" for number in range(3000)]
    parents = {f"y/{name}": f"ada/x/{name}/1" for name in names} | {"x/b0": "ada/y/b0/1"}
    forest = a_forest(
        {"x": names, "y": names}, parents, {"x": [(child, parent) for parent, child in itertools.pairwise(names)]}
    )
    assert forest.cuts == {at("x/b0")}
    assert len(order(forest)) == 6000


def test_the_forest_is_kept_while_the_lineages_are_the_same_mapping() -> None:
    lineages = {RepoName("x"): lineage_of(a_tree(["a"], repo="x"))}
    assert forest_of(lineages) is forest_of(lineages)
    assert forest_of(dict(lineages)) is not forest_of(lineages)


repos = st.sampled_from("xyz")
letters = st.sampled_from("abcd")
paths = st.builds("{}/{}/{}/1".format, st.sampled_from(["ada", "bob"]), repos, letters)
forests = st.builds(
    a_forest,
    st.dictionaries(repos, st.lists(letters, unique=True)),
    st.dictionaries(st.builds("{}/{}".format, repos, letters), paths),
    st.dictionaries(repos, st.lists(st.tuples(letters, letters), max_size=3)),
)


@given(forests)
def test_every_bake_stands_exactly_once_and_below_its_parent(forest: Forest) -> None:
    found = list(forest.in_order())
    depths = dict(found)
    assert len(depths) == len(found)
    known = {BakePlace(repo, bake) for repo, lineage in forest.lineages.items() for bake in lineage.descents}
    assert known <= set(depths)
    assert all(forest.is_phantom(place) and forest.children_of(place) for place in set(depths) - known)
    for place, depth in found:
        parent = forest.parent_of(place)
        assert depth == (0 if parent is None else depths[parent] + 1)
        assert len(forest.ancestors(place)) == depth
        assert place in forest.siblings_of(place)


@given(forests)
def test_every_arrow_is_followed_or_cut(forest: Forest) -> None:
    for place, _ in forest.in_order():
        parent = forest.named_parent_of(place)
        assert (place in forest.cuts) == (parent is not None and forest.parent_of(place) is None)
        if parent is not None:
            assert (place in forest.children_of(parent)) != (place in forest.cuts)


@given(forests)
def test_the_same_answers_give_the_same_forest(forest: Forest) -> None:
    again = Forest(dict(forest.lineages))
    assert list(again.in_order()) == list(forest.in_order())
    assert again.cuts == forest.cuts
