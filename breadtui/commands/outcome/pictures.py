"""Drawings on stdout: the formats of `breadtui.export` by the names they have on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.export.charts.chart import Chart
from breadtui.export.dot import dot
from breadtui.export.graph_json import graph_json_text
from breadtui.export.mermaid import mermaid

PICTURES: Mapping[str, Callable[[Chart], str]] = {"mermaid": mermaid, "dot": dot, "json": graph_json_text}
