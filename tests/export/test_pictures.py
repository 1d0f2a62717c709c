"""Mermaid, DOT and JSON of any names: a small parser of each gets the very names and links back."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.descent.dependencies import Part, made_from, used_by, users_in_lineage, users_in_targets
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.recipe import Dependency, DependencyGraph
from breadtui.export import dot, mermaid
from breadtui.export.charts.chart import Chart, Link, Node, chart_of_lineages, chart_of_parts, chart_of_users, ids_of
from breadtui.export.graph_json import graph_json, graph_json_text
from tests.fakes.states import REPO, a_tree

OTHER = RepoName("else where")
_HOSTILE = [
    '"',
    "\\",
    "\n",
    "]",
    "-->",
    "%%",
    "end",
    "&amp;",
    "#35;",
    "</script>",
    "\u202eoiram",
    "`",
    "1. a",
    "\\N",
    ";",
]
NAMES = st.one_of(
    st.text(min_size=1, max_size=12), st.lists(st.sampled_from(_HOSTILE), min_size=1, max_size=4).map("".join)
)
KINDS = st.sampled_from(["bake", "target", "prompt", 'o]v"en'])
REPOS = st.sampled_from([REPO, OTHER, RepoName('r"]\n')])
PARTS = st.builds(Part, REPOS, KINDS, NAMES)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    parts = draw(st.lists(PARTS, min_size=1, max_size=6, unique=True))
    statuses = st.sampled_from([None, *JobStatus])
    nodes = tuple(Node(part, draw(statuses), draw(st.booleans()), draw(st.booleans())) for part in parts)
    ends = st.sampled_from(parts)
    links = st.builds(Link, ends, ends, st.sampled_from(["", "parent", "teacher"]), st.none() | st.integers(0, 999))
    return Chart(draw(st.sampled_from([None, REPO])), "", nodes, tuple(draw(st.lists(links, max_size=6))))


# Small parsers

_MERMAID_NODE = re.compile(r'\s*(\w+)(\[/|\(\[|\{\{|\[)"([^"]+)"(/\]|\]\)|\}\}|\])(?:::(?::missing|:root))?')
_MERMAID_LINK = re.compile(r'\s*(\w+) -->(?:\|"([^"]*)"\|)? (\w+)')
_MERMAID_FRAME = re.compile(r'flowchart LR|\s*subgraph \w+\["[^"]+"\]|\s*end|\s*classDef \w+ [\w:-]+( [\w:-]+)?')
_SAFE_LABEL = re.compile(r"(?:#\d+;|[^\W_]|(?<=[^\W_])[-._/]+(?=[^\W_]))+")


def read_mermaid(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    nodes: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    for line in text.rstrip("\n").split("\n"):
        if found := _MERMAID_NODE.fullmatch(line):
            assert (found[2], found[4]) in {("[", "]"), ("([", "])"), ("[/", "/]"), ("{{", "}}")}
            name = found[3].partition("<br/>")[0]
            assert _SAFE_LABEL.fullmatch(name), name
            nodes[found[1]] = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), name)
        elif found := _MERMAID_LINK.fullmatch(line):
            links.append((found[1], found[3], (found[2] or "").replace("#32;", " ")))
        else:
            assert _MERMAID_FRAME.fullmatch(line), line
    return nodes, links


_DOT_STRING = r'"((?:[^"\\\n]|\\.)*)"'
_DOT_NODE = re.compile(rf"\s*(\w+) \[label={_DOT_STRING}, shape=\w+(?:, style=dashed|, penwidth=3)?\];")
_DOT_LINK = re.compile(rf"\s*(\w+) -> (\w+)(?: \[label={_DOT_STRING}\])?;")
_DOT_FRAME = re.compile(
    rf"digraph bread \{{|  rankdir=LR;|  (?:node|edge) \[fontname=\"sans-serif\"\];|  subgraph cluster_\w+ \{{"
    rf"|    label={_DOT_STRING};|  \}}|\}}"
)


def read_dot(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    nodes: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    for line in text.rstrip("\n").split("\n"):
        if found := _DOT_NODE.fullmatch(line):
            name = found[2].split("\\n")[0] if "\\\\" not in found[2] else _before_second_line(found[2])
            nodes[found[1]] = _unquoted(name)
        elif found := _DOT_LINK.fullmatch(line):
            links.append((found[1], found[2], found[3] or ""))
        else:
            assert _DOT_FRAME.fullmatch(line), line
    return nodes, links


def _before_second_line(label: str) -> str:
    pieces = re.findall(r"\\.|[^\\]", label)
    return "".join(pieces[: pieces.index("\\n")] if "\\n" in pieces else pieces)


def _unquoted(label: str) -> str:
    plain = re.sub(r"\\(.)", r"\1", label)
    return re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), plain)


def wanted(chart: Chart) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    ids = ids_of(chart)
    return (
        {ids[node.part]: node.part.name for node in chart.nodes},
        [(ids[link.used], ids[link.user], link.label) for link in chart.links],
    )


@given(charts())
def test_mermaid_gives_every_name_and_link_back(chart: Chart) -> None:
    assert read_mermaid(mermaid.mermaid(chart)) == wanted(chart)


@given(charts())
def test_dot_gives_every_name_and_link_back(chart: Chart) -> None:
    assert read_dot(dot.dot(chart)) == wanted(chart)


@given(charts())
def test_json_gives_everything_back_in_ascii(chart: Chart) -> None:
    text = graph_json_text(chart)
    assert text.isascii()
    found = json.loads(text)
    assert [(node["repo"], node["kind"], node["name"]) for node in found["nodes"]] == [n.part for n in chart.nodes]
    ids = ids_of(chart)
    assert [(link["used"], link["user"]) for link in found["links"]] == [
        (ids[link.used], ids[link.user]) for link in chart.links
    ]


@given(charts())
def test_an_identifier_is_a_word_of_its_own_and_depends_on_the_part_alone(chart: Chart) -> None:
    ids = ids_of(chart)
    assert len(set(ids.values())) == len(ids)
    for part, name in ids.items():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name)
        assert ids_of(Chart(chart.home, "", (Node(part),), ()))[part] == name


def test_a_name_that_looks_like_an_identifier_of_another_does_not_take_its_place() -> None:
    hostile = Part(REPO, "bake", "a b")
    (taken,) = ids_of(Chart(REPO, "", (Node(hostile),), ())).values()
    namesake = Part(REPO, "bake", taken.removeprefix("bake_"))
    assert ids_of(Chart(REPO, "", (Node(namesake),), ()))[namesake] != taken


# What is drawn

GRAPH = DependencyGraph(
    "Qwen",
    {"b2": {"model": {"parent_model_name": f"ada/{REPO}/b1/183"}}, "b1": {}},
    {"t": {"teacher_prompt": "wise", "student_prompt": "gone"}},
    {"wise": "prompts/wise.yml", "gone": None},
    tuple(
        Dependency(*edge)
        for edge in (
            ("bake", "b2", "bake", "b1"),
            ("bake", "b2", "target", "t"),
            ("bake", "b1", "target", "t"),
            ("target", "t", "prompt", "wise"),
            ("target", "t", "prompt", "gone"),
        )
    ),
)


def test_a_bakes_graph_runs_from_its_prompts_to_itself() -> None:
    assert mermaid.mermaid(chart_of_parts(made_from(GRAPH, Part(REPO, "bake", "b2")), "Qwen")) == (
        "flowchart LR\n"
        '  bake_b2["b2"]:::root\n'
        '  bake_b1["b1"]\n'
        '  target_t(["t"])\n'
        '  prompt_wise[/"wise"/]\n'
        '  prompt_gone[/"gone"/]:::missing\n'
        '  bake_b1 -->|"parent#32;183"| bake_b2\n'
        "  target_t --> bake_b1\n"
        '  prompt_wise -->|"teacher"| target_t\n'
        '  prompt_gone -->|"student"| target_t\n'
        "  target_t --> bake_b2\n"
        "  classDef root stroke-width:3px\n"
        "  classDef missing stroke-dasharray:4 4\n"
    )


def test_what_uses_a_prompt_runs_the_same_way() -> None:
    lineage = lineage_of(a_tree(["b1"], configs={"b1": {"datasets": [{"target": "t"}]}}))
    known = [users_in_lineage(lineage), users_in_targets(REPO, {"t": {"teacher_prompt": "wise"}})]
    chart = chart_of_users(used_by(Part(REPO, "prompt", "wise"), known))
    links = [(link.used.name, link.user.name, link.label) for link in chart.links]
    assert links == [("wise", "t", "teacher"), ("t", "b1", "")]


def test_what_was_not_looked_at_is_said_in_every_form() -> None:
    names = ("other", "a\n}b%%{init: {}}%%\u2028*/")
    chart = chart_of_users(used_by(Part(REPO, "prompt", "wise"), []), names)
    assert graph_json(chart)["not_looked_at"] == list(names)
    for sign, text in (("%%", mermaid.mermaid(chart)), ("//", dot.dot(chart))):
        comments = [line for line in text.split("\n") if line.strip().startswith(sign)]
        assert comments == [f"  {sign} not looked at: other, a\\n)b%%(init: ())%%\\u2028*/"]
    whole = chart_of_users(used_by(Part(REPO, "prompt", "wise"), []))
    assert graph_json(whole)["not_looked_at"] == []
    assert "looked at" not in mermaid.mermaid(whole) + dot.dot(whole)


def test_a_lineage_tells_status_missing_parents_and_checkpoints() -> None:
    configs = {"v2": {"model": {"parent_model_name": f"ada/{REPO}/v1/100"}}}
    tree = a_tree(
        {"v1": JobStatus.COMPLETE, "v2": JobStatus.RUNNING, "v3": JobStatus.FAILED}, [("v3", "gone")], configs=configs
    )
    text = dot.dot(chart_of_lineages([lineage_of(tree)]))
    assert '  bake_v2 [label="v2\\nrunning", shape=box];' in text
    assert '  bake_gone [label="gone", shape=box, style=dashed];' in text
    assert '  bake_v1 -> bake_v2 [label="100"];' in text
    assert "  bake_gone -> bake_v3;" in text


def test_several_repositories_are_framed_and_linked() -> None:
    there = a_tree(["x"], repo="other", configs={"x": {"model": {"parent_model_name": f"ada/{REPO}/v1/100"}}})
    chart = chart_of_lineages([lineage_of(a_tree(["v1"])), lineage_of(there)])
    assert mermaid.mermaid(chart).count("subgraph") == 2
    assert [(link.used.repo, link.user.repo) for link in chart.links] == [(REPO, "other")]


def test_only_what_is_shown_is_drawn_of_a_lineage() -> None:
    tree = a_tree(["v1", "v2", "v3"], [("v2", "v1"), ("v3", "v2")])
    chart = chart_of_lineages([lineage_of(tree)], {REPO: {BakeName("v1"), BakeName("v2")}})
    assert [node.part.name for node in chart.nodes] == ["v1", "v2"]


def test_ten_thousand_bakes_are_drawn_without_recursion() -> None:
    names = [f"b{number}" for number in range(10_000)]
    chart = chart_of_lineages([lineage_of(a_tree(names, list(zip(names[1:], names, strict=False))))])
    assert mermaid.mermaid(chart).count("-->") == 9999
    assert len(graph_json(chart)["links"]) == 9999  # type: ignore[arg-type]  # a list, as the name says


@pytest.mark.parametrize("write", [mermaid.mermaid, dot.dot, graph_json_text])
def test_an_empty_drawing_is_still_a_drawing(write: object) -> None:
    assert callable(write)
    assert write(chart_of_lineages([]))
