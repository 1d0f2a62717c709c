"""Lineage: a forest in which every bake stands once, whatever the service says."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.lineage import Lineage, lineage_after, lineage_of, parent_path
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, ModelPath, RepoName
from breadtui.domain.repos import RepoTree
from tests.fakes.states import REPO, a_tree


def config_from(path: object) -> JsonObject:
    return {"model": {"parent_model_name": path}}  # type: ignore[dict-item]  # odd values on purpose


def order(lineage: Lineage) -> list[tuple[str, int]]:
    return [(str(name), depth) for name, depth in lineage.in_order()]


def name(text: str) -> BakeName:
    return BakeName(text)


def test_children_stand_below_their_parents_in_the_order_of_the_answer() -> None:
    lineage = lineage_of(a_tree(["c", "a", "b", "d"], [("b", "a"), ("c", "a"), ("d", "c")]))
    assert order(lineage) == [("a", 0), ("c", 1), ("d", 2), ("b", 1)]
    assert lineage.ancestors(name("d")) == ("c", "a")
    assert list(lineage.descendants(name("a"))) == ["c", "d", "b"]
    assert (lineage.repo, lineage.base_model) == (REPO, "Qwen/Qwen3-32B")


def test_nobody_is_related_to_a_stranger() -> None:
    lineage = lineage_of(a_tree(["a"]))
    assert lineage.ancestors(name("x")) == ()
    assert list(lineage.descendants(name("x"))) == []


def test_a_missing_edge_is_taken_from_the_configuration() -> None:
    tree = a_tree(["a", "b"], configs={"b": config_from("ada/coder/a/100")})
    lineage = lineage_of(tree)
    assert order(lineage) == [("a", 0), ("b", 1)]
    assert lineage.descents[name("b")].started_from == ModelPath("ada", REPO, name("a"), 100)


def test_a_parent_that_is_not_in_the_answer_is_kept_as_a_phantom() -> None:
    lineage = lineage_of(a_tree(["b"], [("b", "deleted")]))
    assert order(lineage) == [("deleted", 0), ("b", 1)]
    assert lineage.descents[name("deleted")].is_phantom
    assert not lineage.descents[name("b")].is_phantom


def test_a_parent_in_another_repository_is_named_but_no_phantom_here() -> None:
    tree = a_tree(["b"], [("b", "far")], configs={"b": config_from("ada/other/far/7")})
    lineage = lineage_of(tree)
    assert order(lineage) == [("b", 0)]
    path = lineage.descents[name("b")].started_from
    assert path is not None
    assert path.repo == RepoName("other")


def test_a_bake_with_two_parents_keeps_the_first() -> None:
    lineage = lineage_of(a_tree(["a", "b", "c"], [("c", "b"), ("c", "a")]))
    assert lineage.descents[name("c")].parent == "b"
    assert lineage.descents[name("c")].others == ("a",)


def test_an_edge_wins_over_the_configuration_whose_word_stays_visible() -> None:
    lineage = lineage_of(a_tree(["a", "b", "c"], [("c", "a")], configs={"c": config_from("ada/coder/b/100")}))
    descent = lineage.descents[name("c")]
    assert (descent.parent, descent.others) == ("a", ("b",))
    assert descent.started_from == ModelPath("ada", REPO, name("b"), 100)


def test_a_namesake_here_is_not_taken_for_the_parent_in_another_repository() -> None:
    tree = a_tree(["a", "b"], [("b", "a")], configs={"b": config_from("ada/other/a/7")})
    lineage = lineage_of(tree)
    assert order(lineage) == [("a", 0), ("b", 0)]
    assert lineage.foreign == {"b": ModelPath("ada", RepoName("other"), name("a"), 7)}


def test_a_namesake_of_another_user_is_not_taken_for_the_parent_here() -> None:
    lineage = lineage_of(a_tree(["a", "b"], configs={"b": config_from("bob/coder/a/7")}))
    assert order(lineage) == [("a", 0), ("b", 0)]
    assert lineage.foreign == {"b": ModelPath("bob", REPO, name("a"), 7)}


def test_any_user_is_believed_while_no_bake_has_finished() -> None:
    bakes = dict.fromkeys(["a", "b"], JobStatus.RUNNING)
    lineage = lineage_of(a_tree(bakes, configs={"b": config_from("bob/coder/a/7")}))
    assert order(lineage) == [("a", 0), ("b", 1)]


def test_an_edge_to_another_bake_here_wins_over_a_parent_elsewhere() -> None:
    tree = a_tree(["a", "b"], [("b", "a"), ("b", "far")], configs={"b": config_from("ada/other/far/7")})
    lineage = lineage_of(tree)
    assert order(lineage) == [("a", 0), ("b", 1)]
    assert (lineage.foreign, lineage.descents[name("b")].others) == ({}, ())


def test_parents_here_stay_visible_beside_one_elsewhere() -> None:
    tree = a_tree(["a", "b"], [("b", "far"), ("b", "a")], configs={"b": config_from("ada/other/far/7")})
    lineage = lineage_of(tree)
    assert list(lineage.foreign) == ["b"]
    assert lineage.descents[name("b")].others == ("a",)


def test_a_moved_status_leaves_the_shape_the_same_objects() -> None:
    configs = {"c": config_from("ada/other/far/7")}
    before = a_tree(
        {"a": JobStatus.COMPLETE, "b": JobStatus.RUNNING, "c": JobStatus.PENDING}, [("b", "a")], configs=configs
    )
    after = a_tree(
        {"a": JobStatus.COMPLETE, "b": JobStatus.COMPLETE, "c": JobStatus.PENDING}, [("b", "a")], configs=configs
    )
    first = lineage_of(before)
    second = lineage_after(first, before, after)
    assert second == lineage_of(after)
    assert second.is_shaped_like(first)
    assert second.foreign is first.foreign


def test_a_new_bake_changes_the_shape() -> None:
    before, after = a_tree(["a"]), a_tree(["a", "b"], [("b", "a")])
    first = lineage_of(before)
    second = lineage_after(first, before, after)
    assert second == lineage_of(after)
    assert not second.is_shaped_like(first)


def test_an_edge_of_a_child_that_is_not_there_is_left_out() -> None:
    assert order(lineage_of(a_tree(["a"], [("ghost", "a")]))) == [("a", 0)]


def test_a_bake_that_is_its_own_parent_is_cut_and_shown() -> None:
    lineage = lineage_of(a_tree(["a"], [("a", "a")]))
    assert order(lineage) == [("a", 0)]
    assert lineage.descents[name("a")].is_cut
    assert lineage.ancestors(name("a")) == ()


def test_a_circle_is_cut_once_and_nobody_is_lost() -> None:
    lineage = lineage_of(a_tree(["a", "b", "c", "tail"], [("a", "b"), ("b", "c"), ("c", "a"), ("tail", "a")]))
    assert sorted(found for found, _ in order(lineage)) == ["a", "b", "c", "tail"]
    assert [descent.name for descent in lineage.descents.values() if descent.is_cut] == ["a"]
    assert len(lineage.ancestors(name("tail"))) <= 3


def test_a_chain_of_five_thousand_needs_no_recursion() -> None:
    names = [f"b{number}" for number in range(5000)]
    lineage = lineage_of(a_tree(names, [(child, parent) for parent, child in itertools.pairwise(names)]))
    assert order(lineage)[-1] == ("b4999", 4999)
    assert len(lineage.ancestors(name("b4999"))) == 4999
    assert sum(1 for _ in lineage.descendants(name("b0"))) == 4999


def test_a_fan_of_three_hundred_keeps_its_order() -> None:
    names = [f"b{number}" for number in range(300)]
    lineage = lineage_of(a_tree(["root", *names], [(child, "root") for child in reversed(names)]))
    assert [found for found, _ in order(lineage)] == ["root", *names]


@pytest.mark.parametrize("odd", [None, 7, "", "Qwen/Qwen3-32B", "a/b/c/d", ["x"]])
def test_an_odd_parent_name_means_the_base_model(odd: object) -> None:
    assert parent_path(config_from(odd)) is None


@pytest.mark.parametrize("config", [{}, {"model": None}, {"model": "text"}, {"model": {}}])
def test_a_configuration_without_a_model_means_the_base_model(config: JsonObject) -> None:
    assert parent_path(config) is None


letters = st.sampled_from("abcdefgh")


@given(
    st.lists(letters, unique=True),
    st.lists(st.tuples(letters, letters)),
    st.dictionaries(letters, st.sampled_from(["ada/coder/a/1", "bob/coder/h/2", "ada/other/b/3", "base/model"])),
)
def test_every_bake_stands_exactly_once_and_below_its_parent(
    names: list[str], edges: list[tuple[str, str]], parents: dict[str, str]
) -> None:
    tree = a_tree(names, edges, configs={child: config_from(path) for child, path in parents.items()})
    lineage = lineage_of(tree)
    found = [bake for bake, _ in lineage.in_order()]
    assert len(found) == len(set(found))
    assert set(found) == set(lineage.descents) >= set(tree.bakes)
    places = {bake: place for place, bake in enumerate(found)}
    for descent in lineage.descents.values():
        if descent.parent is not None and not descent.is_cut:
            assert places[descent.parent] < places[descent.name]
    for phantom in set(lineage.descents) - set(tree.bakes):
        assert lineage.descents[phantom].is_phantom
        assert lineage.children[phantom]


trees = st.builds(
    lambda names, edges, parents: a_tree(
        names, edges, configs={child: config_from(path) for child, path in parents.items()}
    ),
    st.dictionaries(letters, st.sampled_from([JobStatus.COMPLETE, JobStatus.RUNNING])),
    st.lists(st.tuples(letters, letters), max_size=4),
    st.dictionaries(letters, st.sampled_from(["ada/coder/a/1", "bob/coder/h/2", "ada/other/b/3"])),
)


@given(trees, trees)
def test_the_lineage_of_a_later_answer_is_that_of_the_answer_alone(before: RepoTree, after: RepoTree) -> None:
    lineage = lineage_after(lineage_of(before), before, after)
    assert lineage == lineage_of(after)
    assert list(lineage.in_order()) == list(lineage_of(after).in_order())


@given(st.lists(letters, unique=True), st.lists(st.tuples(letters, letters)))
def test_the_same_answer_gives_the_same_lineage(names: list[str], edges: list[tuple[str, str]]) -> None:
    assert lineage_of(a_tree(names, edges)) == lineage_of(a_tree(names, edges))
