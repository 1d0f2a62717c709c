"""A drawing in Graphviz's DOT language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from breadtui.domain.descent.dependencies import BAKE, PROMPT, TARGET, Part
from breadtui.domain.unsafe_text import UNSAFE
from breadtui.export.charts.chart import Chart, Link, Node, by_repo, digest, ids_of, slug, unread_comment

_SHAPES: Mapping[str, str] = {BAKE: "box", TARGET: "oval", PROMPT: "note"}
_REFERENCED = re.compile(f"[&{UNSAFE}\t\n]")


def dot(chart: Chart) -> str:
    """The graph's text; arrows run from what is used to what is made with it."""
    return "\n".join(_lines(chart)) + "\n"


def quoted(text: str) -> str:
    """A name as a label: Graphviz obeys backslashes and entities in it, so both are said literally."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_REFERENCED.sub(lambda found: f"&#{ord(found[0])};", shown)}"'


def _lines(chart: Chart) -> Iterator[str]:
    ids = ids_of(chart)
    yield "digraph bread {"
    if comment := unread_comment(chart):
        yield f"  // {comment}"
    yield "  rankdir=LR;"
    yield '  node [fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif"];'
    repos = by_repo(chart)
    for repo, nodes in repos.items():
        if len(repos) == 1:
            yield from (f"  {_node(node, ids)}" for node in nodes)
            continue
        yield f"  subgraph cluster_{slug(repo)}__{digest(repo)} {{"
        yield f"    label={quoted(repo)};"
        yield from (f"    {_node(node, ids)}" for node in nodes)
        yield "  }"
    yield from (f"  {_link(link, ids)}" for link in chart.links)
    yield "}"


def _node(node: Node, ids: Mapping[Part, str]) -> str:
    name = quoted(node.part.name)
    label = f"{name[:-1]}\\n{quoted(node.word)[1:]}" if node.word else name
    style = ", style=dashed" if node.is_missing else ", penwidth=3" if node.is_root else ""
    return f"{ids[node.part]} [label={label}, shape={_SHAPES.get(node.part.kind, 'hexagon')}{style}];"


def _link(link: Link, ids: Mapping[Part, str]) -> str:
    label = f" [label={quoted(link.label)}]" if link.label else ""
    return f"{ids[link.used]} -> {ids[link.user]}{label};"
