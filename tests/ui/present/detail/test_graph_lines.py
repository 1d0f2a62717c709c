"""The Graph tab: what made it above, what uses it below, and what is not known."""

from itertools import pairwise
from typing import Any

from rich.cells import cell_len

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import ServerFailed
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptName, RepoName, TargetName
from breadtui.domain.recipe import Dependency, DependencyGraph
from breadtui.domain.repos import Repo, Target
from breadtui.store.facts.remote import Failed, Loading, Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.detail.graph_lines import MOST_TWIGS, graph_lines
from breadtui.ui.present.detail.graph_slice import GraphWalks, graph_slice
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

OTHER = RepoName("elsewhere")
BAKE = a_key("v2")
TREE = a_tree(
    {"v1": JobStatus.COMPLETE, "v2": JobStatus.RUNNING},
    [("v2", "v1")],
    configs={
        "v1": {"datasets": [{"target": "t"}]},
        "v2": {"datasets": [{"target": "t"}], "model": {"parent_model_name": f"ada/{REPO}/v1/100"}},
    },
)
CONFIG: JsonObject = {"teacher_prompt": "wise", "student_prompt": "gone"}
GRAPH = DependencyGraph(
    "Qwen/Qwen3-32B",
    {name: bake.config for name, bake in TREE.bakes.items()},
    {"t": CONFIG},
    {"wise": "prompts/wise.yml", "gone": None},
    tuple(
        Dependency(*edge)
        for edge in (
            ("bake", "v2", "bake", "v1"),
            ("bake", "v2", "target", "t"),
            ("bake", "v1", "target", "t"),
            ("target", "t", "prompt", "wise"),
            ("target", "t", "prompt", "gone"),
        )
    ),
)


def a_known(chosen: Choice | None = BAKE, **parts: Any) -> AppState:
    state = a_state(
        TREE,
        [a_job("t", JobStatus.COMPLETE, phase=Phase.STIM), a_job("t", JobStatus.RUNNING, phase=Phase.ROLLOUT)],
        prompts=[a_prompt(name="wise")],
        targets=["t"],
        chosen=chosen,
        graphs={BAKE: Ready(GRAPH, NOW)},
    )
    return replace(state, **({"targets": {a_target_key("t"): Ready(Target(TargetName("t"), CONFIG), NOW)}} | parts))


def lines_of(state: AppState, width: int = 80, glyphs: Glyphs = UNICODE) -> list[BodyLine]:
    return graph_lines(graph_slice(state), GraphWalks(), width, glyphs)


def texts(lines: list[BodyLine]) -> list[str]:
    return ["".join(span.text for span in line.line).rstrip() for line in lines]


def test_a_bake_shows_what_it_was_made_from_and_what_uses_it() -> None:
    assert texts(lines_of(a_known())) == [
        " made from",
        " bake    v1        D done  parent at 100",
        " target  └ t       stim D rollout R",
        " prompt    ├ wise  teacher",
        " prompt    └ gone  not in the repository  student",
        " target  t         ↑ shown above",
        " base    Qwen/Qwen3-32B",
        "",
        " used by",
        " nothing that is known",
    ]


def test_a_target_shows_its_prompts_and_the_bakes_that_learn_from_it() -> None:
    assert texts(lines_of(a_known(a_target_key("t")))) == [
        " made from",
        " prompt  wise  teacher",
        " prompt  gone  not in the repository  student",
        "",
        " used by",
        " bake    v1    D done",
        " bake    └ v2  R running  started from it at 100",
        " bake    v2    R running",
    ]


def test_a_prompt_shows_only_what_uses_it() -> None:
    assert texts(lines_of(a_known(a_prompt_key("wise"))))[:3] == [
        " used by",
        " target  t       stim D rollout R  as teacher",
        " bake    ├ v1    D done",
    ]


def test_each_line_leads_to_what_it_names_unless_that_is_missing() -> None:
    leads = {line.copied: line.goto for line in lines_of(a_known()) if line.copied}
    assert leads == {
        "v1": a_key("v1"),
        "t": a_target_key("t"),
        "wise": a_prompt_key("wise"),
        "gone": None,
        "Qwen/Qwen3-32B": None,
    }


def test_users_in_other_open_repositories_are_named_with_their_repository() -> None:
    there = lineage_of(a_tree(["x"], repo=OTHER, configs={"x": {"model": {"parent_model_name": f"ada/{REPO}/v2/7"}}}))
    state = a_known()
    state = replace(state, lineages={**state.lineages, OTHER: there})
    line = lines_of(state)[-1]
    assert texts([line]) == [" bake    elsewhere/x  D done  started from it at 7"]
    assert line.goto == JobKey(OTHER, Phase.BAKE, "x")


def test_what_is_not_known_yet_is_said() -> None:
    state = a_known(targets={}, repos=Ready((Repo(REPO), Repo(OTHER)), NOW))
    assert texts(lines_of(state))[-3:] == [
        " nothing that is known",
        " 1 target is not read yet: more may use it",
        " 1 repository is not open: models made from it there are not seen",
    ]


def test_a_graph_on_its_way_and_one_that_failed_are_told_apart() -> None:
    assert texts(lines_of(a_known(graphs={BAKE: Loading()})))[1] == " loading…"
    failed = texts(lines_of(a_known(graphs={BAKE: Failed(ServerFailed("oven\x1b[2J"), NOW)})))
    assert failed[1].startswith(" could not load the graph: ")
    assert "\x1b" not in failed[1]
    stale = texts(lines_of(a_known(graphs={BAKE: Failed(ServerFailed("oven"), NOW, Ready(GRAPH, NOW))})))
    assert stale[2].startswith(" bake    v1")


def test_a_parent_that_its_open_repository_lacks_leads_nowhere() -> None:
    graph = DependencyGraph("", {"v2": {"model": {"parent_model_name": f"ada/{REPO}/deleted/9"}}}, {}, {}, ())
    line = lines_of(a_known(graphs={BAKE: Ready(graph, NOW)}))[1]
    assert texts([line]) == [" bake    deleted  not in the repository  parent at 9"]
    assert line.goto is None


def test_a_circle_is_drawn_cut() -> None:
    edges = (Dependency("bake", "v2", "bake", "v1"), Dependency("bake", "v1", "bake", "v2"))
    graph = DependencyGraph("", {"v1": {}, "v2": {}}, {}, {}, edges)
    assert texts(lines_of(a_known(graphs={BAKE: Ready(graph, NOW)})))[2] == (
        " bake    └ v2  R running  ↺ a circle, cut here"
    )


def test_hostile_names_are_shown_inert_and_copied_exactly() -> None:
    name = "a\x1b[31m\nb]\u202e"
    graph = DependencyGraph("", {"v2": {}}, {name: {}}, {}, (Dependency("bake", "v2", "target", name),))
    line = lines_of(a_known(graphs={BAKE: Ready(graph, NOW)}))[1]
    shown = texts([line])[0]
    assert not set(shown) & {"\x1b", "\n", "\u202e"}
    assert line.copied == name


def test_lines_keep_to_the_width_however_deep_and_long() -> None:
    names = [f"{'very_long_name_' * 6}{number}" for number in range(200)]
    edges = tuple(Dependency("bake", one, "bake", other) for one, other in pairwise(names))
    bakes: dict[str, JsonObject] = {name: {} for name in names}
    graph = DependencyGraph("", bakes, {}, {}, (Dependency("bake", "v2", "bake", names[0]), *edges))
    for width in (60, 80, 120):
        lines = texts(lines_of(a_known(graphs={BAKE: Ready(graph, NOW)}), width))
        assert max(map(cell_len, lines)) <= width


def test_more_lines_than_anybody_reads_are_counted() -> None:
    names = [f"n{number}" for number in range(MOST_TWIGS + 20)]
    edges = tuple(Dependency("bake", "v2", "target", name) for name in names)
    graph = DependencyGraph("", {"v2": {}}, {name: {} for name in names}, {}, edges)
    lines = texts(lines_of(a_known(graphs={BAKE: Ready(graph, NOW)})))
    assert " 20 more lines; :export writes them all" in lines


def test_plain_letters_do_without_line_drawing() -> None:
    assert all(text.replace("↑", "").isascii() for text in texts(lines_of(a_known(), glyphs=ASCII)))


def test_a_repository_has_no_graph() -> None:
    assert lines_of(a_known(REPO)) == []
    assert lines_of(a_known(None)) == []


def test_walks_are_kept_until_something_they_walked_through_is_another() -> None:
    walks, state = GraphWalks(), a_known()
    made, used = walks.made(graph_slice(state)), walks.used(graph_slice(state))
    again = replace(state, jobs=dict(state.jobs))
    assert walks.made(graph_slice(again)) is made
    assert walks.used(graph_slice(again)) is used
    moved = replace(state, lineages={REPO: lineage_of(a_tree(["v2", "v9"], [("v9", "v2")]))})
    assert [twig.part.name for twig in walks.used(graph_slice(moved))] == ["v2", "v9"]
    other = replace(state, chosen=a_prompt_key("wise"))
    assert walks.used(graph_slice(other))[0].part.name == PromptName("wise")
