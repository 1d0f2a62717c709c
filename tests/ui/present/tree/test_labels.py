"""Labels in the tree: signs behind names, hidden rows left out, dimmed where they are shown or hold others."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.domain.labels.labels import Label, Labelled, labels_of, showing_hidden
from breadtui.domain.query.queries import parse_query
from breadtui.store.facts.state import AppState
from breadtui.ui.present.tones import Tone
from breadtui.ui.present.tree.facts import tree_facts
from breadtui.ui.present.tree.heading import tree_heading
from breadtui.ui.present.tree.keys import Kind, TreeKey
from breadtui.ui.present.tree.lines import tree_line
from breadtui.ui.present.tree.rows import TreeView, tree_view
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.values import replace
from tests.fakes.states import REPO, a_key, a_prompt, a_prompt_key, a_state, a_tree

HIDDEN = Label(is_hidden=True)
OPEN = frozenset({TreeKey(Kind.PROMPTS, REPO)})


def a_forest(labels: dict[Labelled, Label]) -> AppState:
    bakes = dict.fromkeys(("v1", "v2", "v3"), JobStatus.COMPLETE)
    state = a_state(a_tree(bakes, (("v2", "v1"), ("v3", "v1"))), prompts=(a_prompt(),))
    return replace(state, labels=labels_of(labels))


def view_of(state: AppState, query: str = "", before: TreeView | None = None) -> TreeView:
    shape = TreeShape(turned=OPEN, query=parse_query(query))
    return tree_view(tree_facts(state), shape, before) if before else tree_view(tree_facts(state), shape)


def names(view: TreeView) -> list[str]:
    return [key.name for key in view.keys if key.kind in {Kind.BAKE, Kind.PROMPT}]


def said(view: TreeView, name: str, kind: Kind = Kind.BAKE) -> str:
    return "".join(span.text for span in tree_line(view, TreeKey(kind, REPO, name), 60))


def test_a_hidden_bake_has_no_row_and_the_heading_counts_it() -> None:
    view = view_of(a_forest({a_key("v3"): HIDDEN, a_prompt_key(): HIDDEN}))
    assert names(view) == ["v1", "v2"]
    assert "+2 hidden" in str(tree_heading(view, ""))
    assert "2 of 3" in "".join(span.text for span in tree_line(view, TreeKey(Kind.BAKES, REPO), 60))


def test_a_group_of_prompts_says_how_many_of_them_have_a_row() -> None:
    state = a_state(a_tree({}, ()), prompts=[a_prompt(name=name) for name in ("teach", "tune", "other")])
    group = TreeKey(Kind.PROMPTS, REPO)

    def told(view: TreeView) -> str:
        return "".join(span.text for span in tree_line(view, group, 60)).strip()

    assert told(view_of(state)).endswith("(3)")
    assert told(view_of(state, "t")).endswith("(3)")
    assert told(view_of(state, "tea")).endswith("(1 of 3)")
    hiding = replace(state, labels=labels_of({a_prompt_key("tune"): HIDDEN}))
    assert told(view_of(hiding)).endswith("(2 of 3)")
    assert told(view_of(replace(hiding, labels=showing_hidden(hiding.labels, is_shown=True)))).endswith("(3)")


def test_a_hidden_bake_that_others_stand_under_stays_dimmed() -> None:
    view = view_of(a_forest({a_key("v1"): HIDDEN}))
    assert names(view)[:3] == ["v1", "v2", "v3"]
    tones = {span.text.strip(): span.tone for span in tree_line(view, TreeKey(Kind.BAKE, REPO, "v1"), 60)}
    assert tones["v1"] is Tone.DIM


def test_a_hidden_repository_has_no_row() -> None:
    assert view_of(a_forest({REPO: HIDDEN})).keys == []


def test_shown_hidden_things_are_dimmed_and_say_so() -> None:
    state = a_forest({a_key("v3"): HIDDEN})
    view = view_of(replace(state, labels=showing_hidden(state.labels, is_shown=True)))
    assert "v3" in names(view)
    assert "v3 hidden" in said(view, "v3")
    assert "hidden" not in str(tree_heading(view, ""))


def test_a_filter_asks_for_what_is_hidden_only_where_it_says_so() -> None:
    state = a_forest({a_key("v3"): HIDDEN})
    assert "v3" not in names(view_of(state, "v"))
    assert names(view_of(state, "hidden:yes"))[-1] == "v3"


def test_unhiding_under_a_filter_of_words_brings_the_row_back() -> None:
    before = view_of(a_forest({a_key("v3"): HIDDEN}), "v")
    assert "v3" in names(view_of(a_forest({}), "v", before))


def test_signs_follow_the_name_and_can_be_asked_for() -> None:
    state = a_forest({a_key("v2"): Label(True, tags=("best",), note="ship it"), a_prompt_key(): Label(True)})
    view = view_of(state)
    assert "v2 ★ ¶ #best" in said(view, "v2")
    assert "teacher ★" in said(view, "teacher", Kind.PROMPT)
    assert names(view_of(state, "star:yes")) == ["v1", "v2", "teacher"]
    assert view_of(state, "star:yes").match_count == 2
    assert view_of(state, "note:ship").match_count == 1
    assert view_of(state, "has:note").match_count == 1
