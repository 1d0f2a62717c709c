"""A drawing as JSON for programs."""

from __future__ import annotations

import json

from breadtui.domain.json_values import Json
from breadtui.export.charts.chart import Chart, Link, Node, ids_of


def graph_json(chart: Chart) -> dict[str, Json]:
    """Nodes with identifiers, links that say who uses what, and what could not be looked at."""
    ids = ids_of(chart)
    return {
        "base_model": chart.base_model or None,
        "nodes": [_node(node, ids[node.part]) for node in chart.nodes],
        "links": [_link(link, ids[link.used], ids[link.user]) for link in chart.links],
        "not_looked_at": list(chart.unread),
    }


def graph_json_text(chart: Chart) -> str:
    """The same as text in ASCII, indented."""
    return json.dumps(graph_json(chart), indent=2) + "\n"


def _node(node: Node, name: str) -> dict[str, Json]:
    return {
        "id": name,
        "repo": node.part.repo,
        "kind": node.part.kind,
        "name": node.part.name,
        "status": None if node.status is None else node.status.value,
        "is_missing": node.is_missing,
        "is_root": node.is_root,
    }


def _link(link: Link, used: str, user: str) -> dict[str, Json]:
    return {"used": used, "user": user, "as": link.word or None, "checkpoint": link.checkpoint}
