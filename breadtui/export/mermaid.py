"""A drawing as a Mermaid flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from breadtui.domain.descent.dependencies import BAKE, PROMPT, TARGET, Part
from breadtui.export.charts.chart import Chart, Link, Node, by_repo, digest, ids_of, slug, unread_comment

_SHAPES: Mapping[str, tuple[str, str]] = {BAKE: ("[", "]"), TARGET: ("([", "])"), PROMPT: ("[/", "/]")}
_OTHER_SHAPE = ("{{", "}}")
_CLASSES = (
    "classDef root stroke-width:3px",
    "classDef missing stroke-dasharray:4 4",
)
# Letters and digits stay, and the signs of usual names between them; all else could be markup, Markdown or a keyword.
_SAFE = re.compile(r"(?:[^\W_\ufb02]|(?<=[^\W_])[-._/]+(?=[^\W_]))|(.)", re.DOTALL)


def mermaid(chart: Chart) -> str:
    """The flowchart's text; arrows run from what is used to what is made with it."""
    return "\n".join(_lines(chart)) + "\n"


def quoted(text: str) -> str:
    """A name as a Mermaid string, whatever is in it."""
    shown = _SAFE.sub(lambda found: f"#{ord(found[1])};" if found[1] else found[0], text)
    return f'"{shown.replace("www.", "www#46;") or "#8203;"}"'


def _lines(chart: Chart) -> Iterator[str]:
    ids = ids_of(chart)
    yield "flowchart LR"
    if comment := unread_comment(chart):
        yield f"  %% {comment}"
    repos = by_repo(chart)
    for repo, nodes in repos.items():
        if len(repos) == 1:
            yield from (f"  {_node(node, ids)}" for node in nodes)
            continue
        yield f"  subgraph repo_{slug(repo)}__{digest(repo)}[{quoted(repo)}]"
        yield from (f"    {_node(node, ids)}" for node in nodes)
        yield "  end"
    yield from (f"  {_link(link, ids)}" for link in chart.links)
    yield from (f"  {line}" for line in _CLASSES)


def _node(node: Node, ids: Mapping[Part, str]) -> str:
    opened, closed = _SHAPES.get(node.part.kind, _OTHER_SHAPE)
    name = quoted(node.part.name)
    label = f"{name[:-1]}<br/>{quoted(node.word)[1:]}" if node.word else name
    tone = ":::missing" if node.is_missing else ":::root" if node.is_root else ""
    return f"{ids[node.part]}{opened}{label}{closed}{tone}"


def _link(link: Link, ids: Mapping[Part, str]) -> str:
    label = f"|{quoted(link.label)}|" if link.label else ""
    return f"{ids[link.used]} -->{label} {ids[link.user]}"
