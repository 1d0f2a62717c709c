"""Trees read bake by bake: the same domain values as read at once, and the same objects where nothing changed."""

import copy
import gc
import json
import sys
import weakref
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.api.convert import repos as convert
from breadtui.api.trees import Trees
from breadtui.domain.names import BakeName, RepoName

REPO = RepoName("coder")
A, B = BakeName("a"), BakeName("b")


def a_node(status: str = "complete", rate: object = 1e-4, **parts: Any) -> dict[str, Any]:
    config = {"seed": 42, "optimizer": {"learning_rate": rate}, "model": {"type": "bake", "adapter": {"r": 8}}}
    return {"status": status, "model_name": ["ada/coder/a/100"], "checkpoints": [100], "config": config, **parts}


def an_answer(**bakes: Any) -> dict[str, Any]:
    return {"base_model": "Qwen/Qwen3-32B", "bakes": bakes, "edges": [["bake", "b", "bake", "a"]]}


def body_of(answer: object, **writing: Any) -> bytes:
    return json.dumps(answer, **writing).encode()


def test_an_answer_that_did_not_change_is_the_last_tree_itself() -> None:
    trees, body = Trees(), body_of(an_answer(a=a_node(), b=a_node("running")))
    tree = trees.read(REPO, body)
    assert trees.read(REPO, body) is tree


def test_an_answer_written_otherwise_is_the_last_tree_itself() -> None:
    trees, answer = Trees(), an_answer(a=a_node(), b=a_node())
    tree = trees.read(REPO, body_of(answer))
    assert trees.read(REPO, body_of(answer, indent=1)) is tree


def test_only_what_changed_is_made_anew() -> None:
    trees, answer = Trees(), an_answer(a=a_node(), b=a_node("running"))
    before = trees.read(REPO, body_of(answer))
    answer["bakes"]["b"]["status"] = "complete"
    after = trees.read(REPO, body_of(answer))
    assert after.bakes[A] is before.bakes[A]
    assert (after.bakes[B].status_text, before.bakes[B].status_text) == ("complete", "running")
    assert after.bakes[B].config is before.bakes[B].config
    assert after.edges is before.edges


def test_a_bake_as_long_as_before_but_with_another_figure_is_read_again() -> None:
    trees = Trees()
    trees.read(REPO, body_of(an_answer(a=a_node(rate=1), b=a_node())))
    tree = trees.read(REPO, body_of(an_answer(a=a_node(rate=2), b=a_node())))
    assert tree.bakes[A].config["optimizer"] == {"learning_rate": 2}


@pytest.mark.parametrize(("before", "after"), [(1, True), (1, 1.0), (0.0, -0.0), (0, False)])
def test_figures_that_python_finds_equal_stay_as_they_were_written(before: object, after: object) -> None:
    trees = Trees()
    held = trees.read(REPO, body_of(an_answer(a=a_node(rate=before), b=a_node(rate=after))))
    optimizers = [held.bakes[name].config["optimizer"] for name in (A, B)]
    assert repr(optimizers) == repr([{"learning_rate": before}, {"learning_rate": after}])


def test_bakes_hold_the_equal_parts_of_their_configurations_once() -> None:
    tree = Trees().read(REPO, body_of(an_answer(a=a_node(), b=a_node(rate=1))))
    one, other = tree.bakes[A].config, tree.bakes[B].config
    assert one["model"] is other["model"]
    assert one["optimizer"] is not other["optimizer"]


def test_names_of_figures_are_held_once_for_all_bakes() -> None:
    figures = {f"figure {number}": number for number in range(14)}
    nodes = {f"b{place}": a_node(config={**figures, "seed": place}) for place in range(3)}
    tree = Trees().read(REPO, body_of(an_answer(**nodes)))
    configs = [bake.config for bake in tree.bakes.values()]
    assert [dict(config) for config in configs] == [node["config"] for node in nodes.values()]
    assert all(sys.getsizeof(config) < sys.getsizeof(dict(config.items())) for config in configs)


def test_repositories_are_not_taken_for_each_other() -> None:
    trees, body = Trees(), body_of(an_answer(a=a_node()))
    tree = trees.read(REPO, body)
    assert trees.read(RepoName("other"), body).repo == "other"
    assert trees.read(REPO, body) is tree


def test_a_tree_that_nobody_holds_is_let_go() -> None:
    trees, body = Trees(), body_of(an_answer(a=a_node()))
    tree = weakref.ref(trees.read(REPO, body))
    gc.collect()
    assert tree() is None
    assert trees.read(REPO, body).bakes.keys() == {A}


ODD = [
    b'{"bakes": {}, "edges": []}',
    b'{"bakes": null, "base_model": 7, "edges": [["bake", "a"], 3]}',
    b'{"bakes": {"a": 7, "b": null, "c": {}}}',
    b'{"bakes": {"a": {"status": "x"}, "a": {"status": "y"}}}',
    b'{"bakes": {"a": {}}, "bakes": {"b": {}}}',
    b'{"edges": [], "edges": [["bake", "b", "bake", "a"]], "bakes": {"a": {}}}',
    b'{"bakes": {"\\u0061": {"status": "complete"}, "\xc3\xa9": {}}}',
    b'\xef\xbb\xbf { "bakes" : { "a" : {"status": "complete", "config": [1], "checkpoints": [1, "x"]} } } \n',
    b'{"bakes": {"a": {"model_name": "ada/coder/a/1", "config": {"x": [[], {}, null, NaN]}}}}',
    b"{}",
]


@pytest.mark.parametrize("body", ODD)
def test_an_odd_answer_is_read_as_any_other(body: bytes) -> None:
    expected = convert.to_tree(REPO, json.loads(body.decode("utf-8-sig")))
    tree = Trees().read(REPO, body)
    assert repr(tree) == repr(expected)


@pytest.mark.parametrize(
    "body", [b'{"bakes": {"a": {}', b'{"bakes": {"a": {}}} x', b"[]", b'{"bakes": {"a": {},}}', b"\xff"]
)
def test_no_answer_is_no_tree(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Trees().read(REPO, body)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.0, 1.0, -0.0, 1e-4])
    | st.text('ab"\\é', max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)
nodes = st.fixed_dictionaries(
    {"status": st.sampled_from(["complete", "running", "queued"]), "config": values},
    optional={"model_name": values, "checkpoints": values},
)
answers = st.fixed_dictionaries(
    {"bakes": st.dictionaries(st.sampled_from("abcd"), nodes | values, max_size=4)}, optional={"edges": values}
)


@settings(deadline=None)
@given(st.lists(answers, min_size=1, max_size=3), st.sampled_from([None, (",", ":")]))
def test_answers_after_each_other_are_read_as_each_alone(found: list[Any], separators: tuple[str, str] | None) -> None:
    trees, held = Trees(), []
    for answer in found:
        body = body_of(answer, separators=separators)
        tree = trees.read(REPO, body)
        held.append((tree, copy.deepcopy(tree)))
        assert repr(tree) == repr(convert.to_tree(REPO, json.loads(body)))
    assert all(repr(tree) == repr(copied) for tree, copied in held)


def test_an_answer_that_says_what_an_earlier_session_knew_is_that_tree_with_its_bakes() -> None:
    body = body_of(an_answer(a=a_node(), b=a_node("running")))
    known = copy.deepcopy(Trees().read(REPO, body))
    trees = Trees()
    trees.expect(known)
    assert trees.read(REPO, body) is known
    assert trees.read(REPO, body) is known


def test_an_answer_that_a_later_question_was_answered_before_is_given_up_for_the_later() -> None:
    trees, older, newer = Trees(), body_of(an_answer(a=a_node())), body_of(an_answer(a=a_node(), b=a_node("running")))
    later = trees.read(REPO, newer, turn=2)
    assert trees.read(REPO, older, turn=1) is later
    assert trees.read(REPO, older, turn=3) == Trees().read(REPO, older)
