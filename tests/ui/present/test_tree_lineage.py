"""Checkpoints, graph, focus, and lines of descent from one repository into another, as rows of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.query.queries import parse_query
from breadtui.domain.query.terms import Subject
from breadtui.domain.repos import Repo, RepoTree
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.subjects import Subjects
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.tree.facts import TreeFacts, tree_facts
from breadtui.ui.present.tree.keys import Kind, TreeKey, checkpoint_row, choice_of, row_of
from breadtui.ui.present.tree.lines import tree_line
from breadtui.ui.present.tree.moves import Along, along
from breadtui.ui.present.tree.rows import TreeView, tree_view
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_seen, a_state, a_tree

OTHER = RepoName("junior")
EDGES = (("v2", "v1"), ("v3", "v1"), ("v4", "v3"), ("v5", "v3"))
NAMES = ("v1", "v2", "v3", "v4", "v5")


def from_model(path: str) -> JsonObject:
    return {"model": {"parent_model_name": path}}


def a_bread(checkpoints: Mapping[str, tuple[int, ...]] | None = None, **configs: JsonObject) -> RepoTree:
    tree = a_tree(NAMES, EDGES, configs=configs)
    bakes = {
        name: replace(bake, checkpoints=(checkpoints or {}).get(name, bake.checkpoints))
        for name, bake in tree.bakes.items()
    }
    return replace(tree, bakes=bakes)


def facts_of(*trees: RepoTree) -> TreeFacts:
    """Several open repositories."""
    states = [a_state(tree) for tree in trees]
    parts: dict[str, Any] = {
        name: {key: value for state in states for key, value in getattr(state, name).items()}
        for name in ("opened", "trees", "contents", "lineages", "jobs")
    }
    repos = Ready(tuple(Repo(tree.repo) for tree in trees), NOW)
    return tree_facts(AppState(repos=repos, **parts))


def bakes_drawn(view: TreeView, width: int = 60, glyphs: Glyphs = UNICODE, *, with_state: bool = False) -> list[str]:
    keys = [key for key in view.keys if key.kind in {Kind.BAKE, Kind.CHECKPOINT}]
    lines = ["".join(span.text for span in tree_line(view, key, width, glyphs)) for key in keys]
    return [line.rstrip() if with_state else line[5 : width - 15].rstrip() for line in lines]


def place(name: str, repo: RepoName = REPO) -> BakePlace:
    return BakePlace(repo, BakeName(name))


def test_the_graph_gives_each_open_line_of_descent_a_column() -> None:
    view = tree_view(facts_of(a_bread()), TreeShape(is_graph=True))
    assert bakes_drawn(view) == ["◆ v1", "├─● v2", "● v3", "├─● v4", "● v5"]
    assert bakes_drawn(view, glyphs=ASCII) == ["= v1", "|-* v2", "* v3", "|-* v4", "* v5"]


def test_children_of_an_earlier_sibling_stand_beside_the_later_ones_line() -> None:
    tree = a_tree(("a", "b", "c", "d"), (("b", "a"), ("c", "a"), ("d", "b")))
    view = tree_view(facts_of(tree), TreeShape(is_graph=True))
    assert bakes_drawn(view) == ["◆ a", "├─● b", "│ ● d", "● c"]


def test_a_chain_of_five_thousand_is_one_column() -> None:
    names = [f"b{n}" for n in range(5000)]
    tree = a_tree(names, [(f"b{n}", f"b{n - 1}") for n in range(1, 5000)])
    view = tree_view(facts_of(tree), TreeShape(is_graph=True))
    assert set(view.branches[REPO].columns) == {0}
    assert bakes_drawn(view)[-1] == "● b4999"


@given(st.lists(st.integers(0, 40), max_size=40))
def test_a_column_counts_the_ancestors_that_have_a_following_sibling(parents: list[int]) -> None:
    edges = [(f"b{n}", f"b{parent % n}") for n, parent in enumerate(parents, 1)]
    lineage = a_state(a_tree([f"b{n}" for n in range(len(parents) + 1)], edges)).lineages[REPO]
    branches = tree_view(TreeFacts(opened={REPO: 1}, lineages={REPO: lineage}), TreeShape()).branches[REPO]
    for name, column in zip(branches.names, branches.columns, strict=True):
        line = [name, *lineage.ancestors(name)]
        assert column == sum(branches.siblings_of(one)[-1] != one for one in line if one not in lineage.roots)


def test_checkpoints_stand_below_their_bake_newest_first_with_what_started_from_them() -> None:
    tree = a_bread({"v3": (60, 180, 120)}, v4=from_model("ada/coder/v3/120"), v5=from_model("ada/coder/v3/180"))
    view = tree_view(facts_of(tree), TreeShape(listed=frozenset({place("v3")})))
    assert bakes_drawn(view) == [
        "▾ v1",
        "  ├ v2",
        "  └▾v3",
        "    │• 180 newest → v5",
        "    │• 120 → v4",
        "    │• 60",
        "    ├ v4 @120",
        "    └ v5",
    ]
    graph = tree_view(view.facts, replace(view.shape, is_graph=True))
    assert bakes_drawn(graph)[2:6] == ["● v3", "│ • 180 newest → v5", "│ • 120 → v4", "│ • 60"]


def test_the_checkpoints_of_all_bakes_but_some_can_be_shown() -> None:
    shape = TreeShape(are_checkpoints_shown=True).turning_checkpoints(place("v1"))
    view = tree_view(facts_of(a_bread()), shape)
    assert [key.bake for key in view.keys if key.kind is Kind.CHECKPOINT] == ["v2", "v3", "v4", "v5"]


def test_a_checkpoint_is_chosen_as_its_bake_with_a_step() -> None:
    row = checkpoint_row(place("a/b"), 183)
    assert (choice_of(row), row.bake, row.checkpoint) == (a_key("a/b"), "a/b", 183)
    assert row_of(a_key("a/b"), 183) == row
    facts = facts_of(a_bread())._replace(chosen=a_key("v2"), checkpoint=100)
    lines = bakes_drawn(tree_view(facts, TreeShape(listed=frozenset({place("v2")}))))
    assert [line for line in lines if "●" in line] == ["  │  ● 100 newest"]
    assert [line for line in bakes_drawn(tree_view(facts, TreeShape())) if "●" in line] == ["  ├●v2"]


def test_a_running_bake_says_percent_and_loss_and_only_percent_where_it_is_narrow() -> None:
    seen = a_seen(a_job("a_rather_long_name", progress_percent=46.0, loss=a_loss()))
    facts = facts_of(a_tree({"a_rather_long_name": JobStatus.RUNNING}))
    view = tree_view(facts._replace(jobs={seen.job.key: seen}), TreeShape())
    assert bakes_drawn(view, 60, with_state=True)[-1].split() == ["a_rather_long_name", "46%", "R", "3.0e-7"]
    assert bakes_drawn(view, 40, with_state=True)[-1].split() == ["a_rather_long_name", "46%", "R", "3.0e-7"]
    assert bakes_drawn(view, 34, with_state=True)[-1].split() == ["a_rather…ng_name", "46%", "3.0e-7"]
    assert bakes_drawn(view, 32, with_state=True)[-1].split()[1:] == ["R", "46%"]


def test_a_focus_leaves_one_line_of_descent_and_counts_the_rest() -> None:
    facts = facts_of(a_bread(), a_tree(("x", "y"), repo=OTHER))
    view = tree_view(facts, TreeShape(focus=place("v4")))
    assert bakes_drawn(view) == ["▾ v1 +1", "  └▾v3 +1", "    └ v4"]
    heads = ["".join(span.text for span in tree_line(view, key, 40)) for key in view.keys if key.kind is Kind.REPO]
    assert "junior +2" in heads[1]
    assert [key.kind for key in view.keys if key.repo == OTHER] == [Kind.REPO]


def test_other_lines_are_counted_on_the_group_and_folds_above_the_focus_are_opened() -> None:
    tree = a_tree((*NAMES, "w1", "w2"), (*EDGES, ("w2", "w1")))
    shape = TreeShape(frozenset({TreeKey(Kind.BAKE, REPO, "v1")}), focus=place("v3"))
    view = tree_view(facts_of(tree), shape)
    assert bakes_drawn(view) == ["▾ v1 +1", "  └▾v3", "    ├ v4", "    └ v5"]
    group = "".join(span.text for span in tree_line(view, TreeKey(Kind.BAKES, REPO), 40))
    assert group.split() == ["▾", "bakes", "(7)", "+2"]


def test_a_focus_on_what_is_gone_shows_everything_until_it_is_back() -> None:
    shape = TreeShape(focus=place("v6"))
    view = tree_view(facts_of(a_bread()), shape)
    assert len(bakes_drawn(view)) == 5
    back = tree_view(facts_of(a_tree((*NAMES, "v6"), (*EDGES, ("v6", "v2")))), shape, view)
    assert bakes_drawn(back) == ["▾ v1 +3", "  └▾v2", "    └ v6"]


def test_a_focus_and_a_filter_narrow_together() -> None:
    view = tree_view(facts_of(a_bread()), TreeShape(query=parse_query("v4"), focus=place("v3")))
    assert bakes_drawn(view)[-1].endswith("v4")
    assert view.match_count == 1
    nothing = tree_view(view.facts, TreeShape(query=parse_query("v2"), focus=place("v3")), view)
    assert (bakes_drawn(nothing), nothing.match_count) == ([], 0)


def across() -> TreeFacts:
    junior = a_tree(("j1", "j2"), (("j2", "j1"),), repo=OTHER, configs={"j1": from_model("ada/coder/v5/100")})
    return facts_of(a_bread(), junior)


def test_children_elsewhere_are_counted_and_their_parent_is_named() -> None:
    lines = bakes_drawn(tree_view(across(), TreeShape()))
    assert "    └ v5 ⇢1" in lines
    assert "▾ j1 ⇠ coder/v5/100" in lines


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        (place("v5"), Along.CHILD, place("j1", OTHER)),
        (place("j1", OTHER), Along.PARENT, place("v5")),
        (place("v4"), Along.NEXT, place("v5")),
        (place("v1"), Along.PARENT, None),
    ],
)
def test_descent_is_followed_from_one_repository_into_another(
    start: BakePlace, way: Along, end: BakePlace | None
) -> None:
    view = tree_view(across(), TreeShape())
    found = along(view, TreeKey(Kind.BAKE, *start), way)
    assert found == (None if end is None else TreeKey(Kind.BAKE, *end))


def test_a_checkpoint_leads_to_its_bake_its_neighbours_and_what_started_from_it() -> None:
    tree = a_bread({"v3": (60, 180)}, v4=from_model("ada/coder/v3/60"))
    view = tree_view(facts_of(tree), TreeShape(are_checkpoints_shown=True))
    old, new = checkpoint_row(place("v3"), 60), checkpoint_row(place("v3"), 180)
    assert along(view, old, Along.PARENT) == TreeKey(Kind.BAKE, REPO, "v3")
    assert along(view, old, Along.CHILD) == TreeKey(Kind.BAKE, REPO, "v4")
    assert along(view, new, Along.CHILD) is None
    assert (along(view, new, Along.NEXT), along(view, old, Along.NEXT)) == (old, None)
    assert along(view, old, Along.PREVIOUS) == new


def test_a_focus_follows_the_line_into_other_repositories() -> None:
    view = tree_view(across(), TreeShape(focus=place("j2", OTHER)))
    assert bakes_drawn(view) == ["▾ v1 +1", "  └▾v3 +1", "    └ v5 ⇢1", "▾ j1 ⇠ coder/v5/100", "  └ j2"]


def test_a_parent_in_a_repository_that_is_not_open_is_where_descent_leads() -> None:
    tree = a_tree(("j1",), repo=OTHER, configs={"j1": from_model("ada/far/base_v2/183")})
    view = tree_view(facts_of(tree), TreeShape())
    assert along(view, TreeKey(Kind.BAKE, OTHER, "j1"), Along.PARENT) == TreeKey(Kind.BAKE, RepoName("far"), "base_v2")


def test_a_query_asks_for_what_bakes_are_and_is_answered_anew_when_they_change() -> None:
    statuses = {"a": JobStatus.RUNNING, "b": JobStatus.COMPLETE}
    facts = facts_of(a_tree(statuses))
    shape = TreeShape(query=parse_query("status:done"))
    view = tree_view(facts, shape)
    assert [key.name for key in view.keys if key.kind is Kind.BAKE] == ["b"]
    done = a_seen(a_job("a", JobStatus.COMPLETE))
    moved = tree_view(facts._replace(jobs={**facts.jobs, done.job.key: done}), shape, view)
    assert [key.name for key in moved.keys if key.kind is Kind.BAKE] == ["a", "b"]
    assert moved.match_count == 2


def test_under_a_filter_the_group_says_how_many_of_how_many_fit() -> None:
    view = tree_view(facts_of(a_bread()), TreeShape(query=parse_query("under:v3")))
    group = "".join(span.text for span in tree_line(view, TreeKey(Kind.BAKES, REPO), 40))
    assert "(3 of 5)" in group


def test_rows_are_not_listed_anew_when_only_what_they_say_changed() -> None:
    facts = facts_of(a_bread())
    for shape in (TreeShape(), TreeShape(query=parse_query("status:done")), TreeShape(focus=place("v3"))):
        view = tree_view(facts, shape)
        lineage = replace(facts.lineages[REPO], descents=dict(facts.lineages[REPO].descents))
        trees = {REPO: Ready(a_bread(), NOW)}
        later = tree_view(facts._replace(jobs=dict(facts.jobs), lineages={REPO: lineage}, trees=trees), shape, view)
        assert later.keys is view.keys
        assert later.branches[REPO].names is view.branches[REPO].names
        assert later.branches[REPO].lineage is lineage


def test_folding_all_leaves_roots_and_unfolding_all_shows_everything() -> None:
    facts = facts_of(a_bread())
    folded = tree_view(facts, TreeShape().folding_all())
    assert bakes_drawn(folded) == ["▸ v1 +4"]
    one = tree_view(facts, folded.shape.turning(TreeKey(Kind.BAKE, REPO, "v1")), folded)
    assert bakes_drawn(one) == ["▾ v1", "  ├ v2", "  └▸v3 +2"]
    assert len(bakes_drawn(tree_view(facts, one.shape.unfolding_all(facts.opened), one))) == 5


def test_marks_are_shown_by_a_sign_in_every_kind_of_row() -> None:
    facts = facts_of(a_bread())._replace(marked=(a_key("v2"), REPO))
    view = tree_view(facts, TreeShape())
    lines = ["".join(span.text for span in tree_line(view, key, 40)) for key in view.keys]
    assert [line[:12].rstrip() for line in lines if "✓" in line] == [" ▾✓coder", " ✓     ├ v2"]


@pytest.mark.parametrize("is_graph", [False, True])
@pytest.mark.parametrize("width", [16, 26, 36, 60])
def test_hostile_names_stay_in_their_row(width: int, is_graph: bool) -> None:
    names = ["日本語" * 20, "\x1b]0;x\x07", "[/]", "\u202eabc", "e\u0301" * 200, "a\nb", "x" * 300, "a/b"]
    edges = [(names[n], names[n - 1]) for n in range(1, len(names))]
    view = tree_view(facts_of(a_tree(names, edges)), TreeShape(is_graph=is_graph, are_checkpoints_shown=True))
    for key in view.keys:
        line = "".join(span.text for span in tree_line(view, key, width))
        assert not set("\x1b\x07\n\u202e") & set(line)
        assert cell_len(line) == width


def bakes_left(view: TreeView, repo: RepoName = REPO) -> list[str]:
    return [key.name for key in view.keys if key.kind is Kind.BAKE and key.repo == repo]


def test_a_filter_keeps_what_its_bakes_stand_under_in_other_repositories_too() -> None:
    view = tree_view(across(), TreeShape(query=parse_query("repo:junior")))
    assert bakes_left(view, OTHER)
    for name in bakes_left(view, OTHER):
        for above in view.forest.ancestors(place(name, OTHER)):
            assert above.bake in bakes_left(view, above.repo)
    assert not any(view.is_match(key) for key in view.keys if key.kind is Kind.BAKE and key.repo == REPO)
    assert bakes_left(view) == ["v1", "v3", "v5"]


def test_under_a_focus_a_filter_keeps_only_the_lines_own_bakes_of_other_repositories() -> None:
    lone = tree_view(across(), TreeShape(query=parse_query("repo:junior"), focus=place("v2")))
    assert bakes_left(lone) == []


@pytest.mark.parametrize("query", ["status:done", "-status:done", "has:loss", "loss<1", "step>0", "v status:running"])
def test_looking_only_at_what_moved_finds_what_looking_at_everything_finds(query: str) -> None:
    shape = TreeShape(query=parse_query(query))
    facts = facts_of(a_tree(dict.fromkeys(NAMES, JobStatus.RUNNING), EDGES))
    seen = [a_seen(a_job(name, JobStatus.COMPLETE, loss=a_loss(0.5))) for name in ("v2", "v4")]
    moves = [
        facts,
        facts._replace(jobs={**facts.jobs, **{one.job.key: one for one in seen}}),
        facts._replace(jobs={key: one for key, one in facts.jobs.items() if key != seen[0].job.key}),
        facts,
    ]
    view = tree_view(moves[0], shape)
    for facts in moves[1:]:
        view = tree_view(facts, shape, view)
        assert bakes_left(view) == bakes_left(tree_view(facts, shape))


def test_a_filter_on_facts_looks_only_at_bakes_that_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = TreeShape(query=parse_query("status:running"))
    facts = facts_of(a_tree({f"b{n}": JobStatus.RUNNING for n in range(500)}))
    view = tree_view(facts, shape)
    looks: list[Choice] = []
    of = Subjects.of

    def noted(subjects: Subjects, what: Choice) -> Subject:
        looks.append(what)
        return of(subjects, what)

    monkeypatch.setattr(Subjects, "of", noted)
    done = a_seen(a_job("b7", JobStatus.COMPLETE))
    later = tree_view(facts._replace(jobs={**facts.jobs, done.job.key: done}), shape, view)
    assert "b7" not in bakes_left(later)
    assert len(looks) < 10
