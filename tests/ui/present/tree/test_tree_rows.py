"""Rows of the tree: what each state of a repository looks like."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.errors import NotFound, Unauthorized, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, Phase, PromptName, RepoName, TargetName
from breadtui.domain.query.queries import parse_query
from breadtui.domain.repos import Repo, RepoTree
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, Remote, last_ready
from breadtui.store.facts.state import AppState, RepoContents
from breadtui.ui.panes.repo_tree.pane import select_tree
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.tree.facts import TreeFacts
from breadtui.ui.present.tree.keys import Kind, TreeKey, choice_of, row_of
from breadtui.ui.present.tree.lines import nothing_text, tree_line
from breadtui.ui.present.tree.rows import TreeView, tree_view
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    REPO,
    a_draft,
    a_job,
    a_key,
    a_loss,
    a_prompt,
    a_prompt_key,
    a_seen,
    a_state,
    a_target_key,
    a_tree,
)

UNFOLDED = frozenset({TreeKey(Kind.PROMPTS, REPO), TreeKey(Kind.TARGETS, REPO)})


def view_of(state: AppState, wanted: str = "", turned: frozenset[TreeKey] = UNFOLDED) -> TreeView:
    return tree_view(select_tree(state), TreeShape(turned, query=parse_query(wanted)))


def drawn(view: TreeView, width: int = 36, glyphs: Glyphs = UNICODE) -> list[str]:
    return ["".join(span.text for span in tree_line(view, key, width, glyphs)) for key in view.keys]


def test_prompts_and_targets_are_listed_with_drafts_and_progress() -> None:
    mine = a_prompt("Be wiser.", name="teach")
    drafts = [a_draft(mine, a_prompt(name="teach")), a_draft(a_prompt(name="fresh"))]
    jobs = [
        a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=100),
        a_job("wise", phase=Phase.ROLLOUT, progress_percent=22.0),
    ]
    state = a_state(a_tree(()), jobs, prompts=[a_prompt(name="teach")], targets=["wise", "idle"], drafts=drafts)
    assert [line.split() for line in drawn(view_of(state))[1:]] == [
        ["bakes", "none", "yet", "·", "n", "adds", "one"],
        ["▾", "prompts", "(2)", "2", "unsaved", "*"],
        ["teach", "*"],
        ["fresh", "*", "new"],
        ["▾", "targets", "(2)", "1", "run"],
        ["wise", "R", "22%"],
        ["idle"],
    ]


@pytest.mark.parametrize(
    ("width", "right"),
    [
        (60, "46% R 3.0e-7"),
        (28, "46% R 3.0e-7"),
        (27, "46% 3.0e-7"),
        (26, "46% 3.0e-7"),
        (25, "R    46%"),
        (21, "R 46%"),
        (19, "R"),
    ],
)
def test_in_a_narrow_tree_the_letter_of_what_runs_gives_way_first_then_its_loss(width: int, right: str) -> None:
    state = a_state(a_tree({"coder_v7": JobStatus.RUNNING}), [a_job("coder_v7", progress_percent=46.0, loss=a_loss())])
    text = "".join(span.text for span in tree_line(view_of(state), TreeKey(Kind.BAKE, REPO, "coder_v7"), width))
    assert text.split("coder_v7")[1].split("•")[0].strip() == right
    assert len(text) == width


@pytest.mark.parametrize(("width", "right"), [(28, "46% ! 3.0e-7"), (27, "!    46%"), (24, "!    46%")])
def test_the_letter_of_what_is_amiss_stays(width: int, right: str) -> None:
    alarm = Alarm(a_key("coder_v7"), Rule.DIVERGED, "far above its minimum")
    job = a_job("coder_v7", progress_percent=46.0, loss=a_loss())
    state = a_state(a_tree({"coder_v7": JobStatus.RUNNING}), [job])
    state = replace(state, jobs={job.key: replace(state.jobs[job.key], alarms=(alarm,))})
    text = "".join(span.text for span in tree_line(view_of(state), TreeKey(Kind.BAKE, REPO, "coder_v7"), width))
    assert text.split("coder_v7")[1].strip() == right


def test_running_bakes_show_percent_and_settled_ones_their_loss() -> None:
    tree = a_tree({"a": JobStatus.RUNNING, "b": JobStatus.COMPLETE, "c": JobStatus.FAILED})
    jobs = [a_job("a", progress_percent=46.0, loss=a_loss()), a_job("b", JobStatus.COMPLETE, loss=a_loss(2.1e-7))]
    lines = drawn(view_of(a_state(tree, jobs)))
    assert [line.split() for line in lines[1:5]] == [
        ["▾", "bakes", "(3)", "1", "run"],
        ["a", "46%", "R", "3.0e-7"],
        ["b", "D", "2.1e-7"],
        ["c", "F"],
    ]


def test_phantoms_circles_and_foreign_parents_are_flagged() -> None:
    configs = {"f": {"model": {"parent_model_name": "ada/other/bake/183"}}}
    tree = a_tree(["a", "b", "c", "f"], [("a", "ghost"), ("b", "c"), ("c", "b")], configs=configs)
    lines = drawn(view_of(a_state(tree)), 60)
    assert [line.split()[1] for line in lines if line.split()[-1] == "?"] == ["ghost"]
    assert sum("↺" in line for line in lines) == 1
    assert any("f ⇠ other/bake/183" in line for line in lines)


def test_what_is_chosen_is_marked_by_a_sign() -> None:
    state = a_state(a_tree(["a", "b"]), targets=["wise"], chosen=a_key("b"))
    assert [line for line in drawn(view_of(state)) if "●" in line] == [drawn(view_of(state))[3]]
    stim = replace(state, chosen=a_key("wise", Phase.STIM))
    assert "● wise" in drawn(view_of(stim))[-1]


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (NOT_ASKED, "loading…"),
        (Loading(), "loading…"),
        (Failed(Unreachable("cannot find host"), NOW), "could not load, r to retry: No answer: cannot find host"),
        (Failed(NotFound(""), NOW, Ready(a_tree(), NOW)), "not refreshed, r to retry: It is not there"),
    ],
)
def test_what_is_missing_is_said_in_its_place(tree: Remote[RepoTree], said: str) -> None:
    state = replace(a_state(), trees={REPO: tree})
    if last_ready(tree) is None:
        state = replace(state, lineages={})
    assert drawn(view_of(state), 80)[1].strip() == said


def test_names_that_could_not_be_had_are_said_inside_their_groups() -> None:
    state = replace(a_state(), contents={REPO: Failed(Unreachable("cut"), NOW)})
    notes = [key for key in view_of(state).keys if key.kind is Kind.NOTE]
    assert [key.name for key in notes] == [Kind.PROMPTS, Kind.TARGETS]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (TreeFacts(), "loading repositories…"),
        (
            TreeFacts(Failed(Unreachable("cut"), NOW)),
            "The repositories could not be loaded. No answer: cut. It is asked again by itself, R asks now.",
        ),
        (
            TreeFacts(Failed(Unauthorized("no"), NOW)),
            "The repositories could not be loaded. The key was refused. :key takes another.",
        ),
        (TreeFacts(Ready((), NOW)), "No repositories yet"),
    ],
)
def test_an_empty_tree_says_why(facts: TreeFacts, said: str) -> None:
    assert nothing_text(facts).strip() == said
    assert nothing_text(TreeFacts(Ready((), NOW)), is_filtered=True).strip() == "Nothing matches, esc shows all"


def test_an_open_repository_outside_the_list_is_still_shown() -> None:
    state = replace(a_state(), repos=Ready((Repo(RepoName("other")),), NOW))
    assert [key.repo for key in view_of(state).keys if key.kind is Kind.REPO] == ["other", REPO]


def test_unchanged_lineages_are_not_listed_anew() -> None:
    state = a_state()
    one = view_of(state)
    again = tree_view(select_tree(replace(state, chosen=a_key())), TreeShape(UNFOLDED), one)
    assert again.branches[REPO] is one.branches[REPO]


def test_a_filter_reaches_into_folded_groups_and_leaves_other_repositories_out() -> None:
    state = a_state(a_tree(["a"]), prompts=[a_prompt(name="teach")])
    state = replace(state, repos=Ready((Repo(REPO), Repo(RepoName("zoo"))), NOW))
    assert [key.kind for key in view_of(state, "teach", frozenset()).keys] == [Kind.REPO, Kind.PROMPTS, Kind.PROMPT]
    assert [key.repo for key in view_of(state, "zoo").keys] == ["zoo"]


@pytest.mark.parametrize("what", [REPO, a_key(), a_prompt_key(), a_target_key()])
def test_a_choice_and_its_row_stand_for_each_other(what: object) -> None:
    assert choice_of(row_of(what)) == what  # type: ignore[arg-type]  # each is a choice


@pytest.mark.parametrize("width", [1, 5, 12, 20, 36, 80])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_rows_fill_their_width_and_hostile_names_stay_in_it(width: int, glyphs: Glyphs) -> None:
    names = ["日本語" * 20, "\x1b]0;x\x07", "[/]", "\u202eabc", "e\u0301" * 200, "a\nb"]
    edges = [(names[n], names[n - 1]) for n in range(1, len(names))]
    state = a_state(a_tree(names, edges), prompts=[a_prompt(name=names[0])], targets=names[:2])
    state = replace(state, contents={REPO: Ready(RepoContents((PromptName(names[0]),), (TargetName(names[1]),)), NOW)})
    for line in drawn(view_of(state), width, glyphs):
        assert not any(sign in line for sign in "\x1b\x07\n\u202e")
        assert cell_len(line) <= max(width, 16)
    assert all(cell_len(line) == width for line in drawn(view_of(state), width, glyphs)) or width < 36


def test_the_deepest_bake_still_shows_its_name() -> None:
    count = 300
    tree = a_tree([f"b{n}" for n in range(count)], [(f"b{n}", f"b{n - 1}") for n in range(1, count)])
    view = view_of(a_state(tree))
    assert drawn(view)[count + 1].split()[-2:] == ["b299", "D"]
    assert "⋯" in drawn(view)[count + 1]


def test_counts_follow_the_jobs_of_each_group() -> None:
    seen = a_seen(a_job("wise", phase=Phase.STIM))
    state = a_state(a_tree(["a"]), targets=["wise"])
    view = view_of(replace(state, jobs={seen.job.key: seen}))
    assert view.active_counts == {(REPO, Kind.TARGETS): 1}
    assert view.branches[REPO].places == {BakeName("a"): 0}


def test_a_job_that_moves_leaves_the_list_of_rows_as_it_is() -> None:
    facts = TreeFacts(opened={REPO: 1})
    before = tree_view(facts, TreeShape())
    moved = facts._replace(jobs={a_key("b"): a_seen(a_job("b", JobStatus.RUNNING))})
    now = tree_view(moved, TreeShape(), before)
    assert now.keys is before.keys
    assert now.active_counts == {(REPO, Kind.BAKES): 1}
    assert tree_view(moved._replace(opened={}), TreeShape(), now).keys is not before.keys


def test_a_repository_that_is_not_open_is_marked_where_a_text_of_it_is_unsaved() -> None:
    draft = a_draft(a_prompt("Be wiser.", name="teach"), a_prompt(name="teach"))
    closed = replace(a_state(drafts=[draft]), trees={}, opened={})
    assert drawn(view_of(closed))[0].split()[:3] == ["▸", REPO, "*"]
    assert "*" not in drawn(view_of(replace(closed, drafts={})))[0]


def test_a_filter_by_loss_says_of_how_many_trained_bakes_the_loss_is_not_known() -> None:
    known = {"good": JobStatus.COMPLETE, "bad": JobStatus.COMPLETE}
    unread = {"unread_a": JobStatus.COMPLETE, "unread_b": JobStatus.RUNNING, "idle": JobStatus.NOT_STARTED}
    jobs = [a_job("good", JobStatus.COMPLETE, loss=a_loss(1e-7)), a_job("bad", JobStatus.COMPLETE, loss=a_loss(9e-7))]
    jobs += [a_job(name, status) for name, status in unread.items()]
    state = a_state(a_tree(known | unread), jobs)
    group = [line.split() for line in drawn(view_of(state, "loss<2e-7"))][1]
    assert group == ["▾", "bakes", "(1", "of", "5)", "2", "unknown"]
    assert "unknown" not in " ".join(drawn(view_of(state, "good")))


def test_where_no_known_loss_fits_the_unknown_ones_are_still_told_and_words_leave_out_theirs() -> None:
    tree = a_tree({"coder_1": JobStatus.COMPLETE, "wise_1": JobStatus.COMPLETE})
    state = a_state(tree, [a_job("coder_1", JobStatus.COMPLETE), a_job("wise_1", JobStatus.COMPLETE)])
    assert [line.split() for line in drawn(view_of(state, "loss<2e-7 coder"))][1:] == [
        ["▾", "bakes", "(0", "of", "2)", "1", "unknown"]
    ]


def test_a_loss_that_is_read_leaves_the_unknown_ones_whether_it_fits_or_not() -> None:
    tree = a_tree({"a": JobStatus.COMPLETE, "b": JobStatus.COMPLETE})
    state = a_state(tree, [a_job("a", JobStatus.COMPLETE), a_job("b", JobStatus.COMPLETE)])
    before = view_of(state, "loss<2e-7")
    jobs = {**state.jobs, a_key("b"): a_seen(a_job("b", JobStatus.COMPLETE, loss=a_loss(9e-7)))}
    after = tree_view(select_tree(replace(state, jobs=jobs)), before.shape, before)
    assert [len(view.unknown[REPO]) for view in (before, after)] == [2, 1]
