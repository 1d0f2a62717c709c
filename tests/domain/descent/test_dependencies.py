"""What made a bake and what uses a thing: complete, in order, never in circles."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.dependencies import (
    Part,
    Standing,
    Twig,
    arrows_of,
    graph_of_target,
    made_from,
    parts_of,
    used_by,
    users_in_lineage,
    users_in_targets,
)
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import RepoName
from breadtui.domain.recipe import Dependency, DependencyGraph
from tests.fakes.states import REPO, a_tree

OTHER = RepoName("elsewhere")


def a_graph(
    edges: list[tuple[str, str, str, str]],
    *,
    bakes: dict[str, JsonObject] | None = None,
    targets: dict[str, JsonObject] | None = None,
    prompts: dict[str, str | None] | None = None,
) -> DependencyGraph:
    return DependencyGraph(
        "Qwen", bakes or {}, targets or {}, prompts or {}, tuple(Dependency(*edge) for edge in edges)
    )


def bake(name: str, repo: RepoName = REPO) -> Part:
    return Part(repo, "bake", name)


def target(name: str, repo: RepoName = REPO) -> Part:
    return Part(repo, "target", name)


def prompt(name: str, repo: RepoName = REPO) -> Part:
    return Part(repo, "prompt", name)


def from_parent(path: str) -> JsonObject:
    return {"model": {"parent_model_name": path}}


SECOND = a_graph(
    [
        ("bake", "b2", "bake", "b1"),
        ("bake", "b2", "target", "t2"),
        ("bake", "b1", "target", "t1"),
        ("target", "t2", "prompt", "p2"),
        ("target", "t2", "prompt", "empty"),
        ("target", "t1", "prompt", "p1"),
        ("target", "t1", "prompt", "empty"),
    ],
    bakes={"b2": {}, "b1": {}},
    targets={"t2": {}, "t1": {}},
    prompts={"p1": "prompts/p1.yml", "p2": "prompts/p2.yml", "empty": "prompts/empty.yml"},
)


def drawn(twigs: tuple[Twig, ...]) -> list[str]:
    return [f"{'  ' * twig.depth}{twig.part.kind} {twig.part.name}" for twig in twigs]


def test_a_bake_of_the_second_generation_is_told_down_to_its_prompts() -> None:
    twigs = made_from(SECOND, bake("b2"))
    assert drawn(twigs) == [
        "bake b2",
        "  bake b1",
        "    target t1",
        "      prompt p1",
        "      prompt empty",
        "  target t2",
        "    prompt p2",
        "    prompt empty",
    ]
    assert [twig.standing for twig in twigs] == [Standing.FULL] * 7 + [Standing.ABOVE]
    assert not any(twig.is_missing or twig.is_loose for twig in twigs)


def test_the_last_of_its_siblings_is_known() -> None:
    assert [twig.part.name for twig in made_from(SECOND, bake("b2")) if twig.is_last] == [
        "b2",
        "t1",
        "empty",
        "t2",
        "empty",
    ]


def test_a_circle_is_cut_where_it_closes() -> None:
    graph = a_graph([("bake", "a", "bake", "b"), ("bake", "b", "bake", "a")], bakes={"a": {}, "b": {}})
    assert [(twig.part.name, twig.standing) for twig in made_from(graph, bake("a"))] == [
        ("a", Standing.FULL),
        ("b", Standing.FULL),
        ("a", Standing.CIRCLE),
    ]


def test_what_the_repository_lacks_is_flagged() -> None:
    graph = a_graph(
        [
            ("bake", "a", "target", "gone"),
            ("bake", "a", "target", "t"),
            ("target", "t", "prompt", "null"),
            ("target", "t", "prompt", "unlisted"),
        ],
        bakes={"a": {}},
        targets={"t": {}},
        prompts={"null": None},
    )
    missing = [twig.part.name for twig in made_from(graph, bake("a")) if twig.is_missing]
    assert missing == ["gone", "null", "unlisted"]


def test_what_no_arrow_reaches_is_told_last() -> None:
    graph = a_graph([], bakes={"a": {}}, targets={"stray": {}}, prompts={"lost": None})
    assert [(twig.part.name, twig.is_loose) for twig in made_from(graph, bake("a"))] == [
        ("a", False),
        ("stray", True),
        ("lost", True),
    ]


def test_a_parent_in_another_repository_comes_from_the_configuration() -> None:
    config = from_parent(f"ada/{OTHER}/b0/30")
    for edges in ([], [("bake", "b1", "bake", "b0")]):
        root, parent = made_from(a_graph(edges, bakes={"b1": config}), bake("b1"))
        assert root.part == bake("b1")
        assert (parent.part, parent.word, parent.checkpoint, parent.is_missing) == (
            bake("b0", OTHER),
            "parent",
            30,
            False,
        )


def test_teacher_student_and_who_answers_are_told_apart() -> None:
    config: JsonObject = {"u": "wise", "student_prompt": "plain", "model_name": f"ada/{REPO}/b0/30"}
    graph = a_graph(
        [("target", "t", "prompt", "wise"), ("target", "t", "prompt", "plain")],
        bakes={"b": {"datasets": [{"target": "t"}]}},
        targets={"t": config},
        prompts={"wise": "x", "plain": "x"},
    )
    twigs = {twig.part.name: twig for twig in made_from(graph, bake("b"))}
    assert {name: twig.word for name, twig in twigs.items() if name != "b"} == {
        "t": "",
        "wise": "teacher",
        "plain": "student",
        "b0": "answers",
    }
    assert arrows_of(graph, REPO)[target("t")][0].word == "teacher"


def test_configurations_stand_in_where_arrows_are_missing() -> None:
    graph = a_graph(
        [],
        bakes={"b": {"datasets": [{"target": "t"}]}},
        targets={"t": {"teacher_prompt": "wise"}},
        prompts={"wise": "x"},
    )
    assert drawn(made_from(graph, bake("b"))) == ["bake b", "  target t", "    prompt wise"]


def test_a_line_of_descent_five_thousand_deep_is_walked_without_recursion() -> None:
    names = [f"b{number}" for number in range(5000)]
    graph = a_graph([("bake", child, "bake", parent) for child, parent in pairwise(names)])
    twigs = made_from(graph, bake("b0"))
    assert [twig.depth for twig in twigs] == list(range(5000))


_NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
_KINDS = st.sampled_from(["bake", "target", "prompt", "oven"])
_EDGES = st.lists(st.tuples(_KINDS, _NAMES, _KINDS, _NAMES), max_size=24)


@given(_EDGES, st.dictionaries(_NAMES, st.none()))
def test_everything_is_told_in_full_once_and_every_arrow_once(
    edges: list[tuple[str, str, str, str]], prompts: dict[str, str | None]
) -> None:
    graph = a_graph(edges, bakes={"a": {}}, prompts=prompts)
    twigs = made_from(graph, bake("a"))
    full = Counter(twig.part for twig in twigs if twig.standing is Standing.FULL)
    assert set(full) == {*parts_of(graph, REPO, arrows_of(graph, REPO)), bake("a")}
    assert set(full.values()) == {1}
    arrows = sum(len(found) for found in arrows_of(graph, REPO).values())
    assert len(twigs) <= arrows + 1 + len(full)
    assert twigs[0].part == bake("a")
    for above, below in pairwise(twigs):
        assert below.depth <= above.depth + 1
        assert below.depth > 0
        if below.depth > above.depth:
            assert above.standing is Standing.FULL


def test_a_bake_that_only_a_configuration_names_is_not_called_missing() -> None:
    graph = a_graph(
        [("target", "t", "bake", "gone")], bakes={"b": {}}, targets={"t": {"model_name": f"ada/{REPO}/b0/30"}}
    )
    twigs = {twig.part.name: twig.is_missing for twig in made_from(graph, target("t"))}
    assert twigs == {"t": False, "gone": True, "b0": False, "b": False}


def test_a_target_is_made_from_its_prompts_and_who_answers() -> None:
    config: JsonObject = {"teacher_prompt": "wise", "v": "gone", "model_name": f"ada/{REPO}/b0/30"}
    twigs = made_from(graph_of_target(REPO, "t", config, ["wise", "other"]), target("t"))
    assert [(twig.part.name, twig.word, twig.is_missing) for twig in twigs] == [
        ("t", "", False),
        ("wise", "teacher", False),
        ("gone", "student", True),
        ("b0", "answers", False),
    ]
    unknown = made_from(graph_of_target(REPO, "t", config), target("t"))
    assert not any(twig.is_missing for twig in unknown)


# What uses it


def test_users_of_a_prompt_are_followed_to_the_bakes() -> None:
    configs: dict[str, JsonObject] = {"b1": {"datasets": [{"target": "t"}]}, "b2": from_parent(f"ada/{REPO}/b1/100")}
    lineage = lineage_of(a_tree(["b1", "b2"], [("b2", "b1")], configs=configs))
    known = [users_in_lineage(lineage), users_in_targets(REPO, {"t": {"teacher_prompt": "wise"}})]
    twigs = used_by(prompt("wise"), known)
    assert drawn(twigs) == ["prompt wise", "  target t", "    bake b1", "      bake b2"]
    assert [(twig.word, twig.checkpoint) for twig in twigs[1:]] == [("teacher", None), ("", None), ("parent", 100)]


def test_users_in_other_repositories_are_found() -> None:
    here = lineage_of(a_tree(["b1"]))
    there = lineage_of(a_tree(["x"], repo=OTHER, configs={"x": from_parent(f"ada/{REPO}/b1/100")}))
    targets = users_in_targets(OTHER, {"t": {"model_name": f"ada/{REPO}/b1/100"}})
    twigs = used_by(bake("b1"), [users_in_lineage(here), users_in_lineage(there), targets])
    assert [(twig.part, twig.word) for twig in twigs[1:]] == [
        (bake("x", OTHER), "parent"),
        (target("t", OTHER), "answers"),
    ]


def test_namesakes_in_another_repository_are_not_taken_for_users() -> None:
    there = lineage_of(a_tree(["x"], repo=OTHER, configs={"x": {"datasets": [{"target": "t"}]}}))
    assert len(used_by(target("t"), [users_in_lineage(there)])) == 1
    assert len(used_by(target("t", OTHER), [users_in_lineage(there)])) == 2


@given(_EDGES)
def test_users_are_walked_to_an_end_whatever_points_where(edges: list[tuple[str, str, str, str]]) -> None:
    parents = [(child, parent) for kind, child, other, parent in edges if kind == other]
    known = [users_in_lineage(lineage_of(a_tree(["a", "b", "c", "d", "e"], parents)))]
    twigs = used_by(bake("a"), known)
    full = [twig.part for twig in twigs if twig.standing is Standing.FULL]
    assert len(full) == len(set(full))
