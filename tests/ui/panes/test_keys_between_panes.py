"""A hand that moves from one pane to the next finds its keys again."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.repo_tree.pane import RepoTree

SAME_IDEA = frozenset(
    {
        ("tree.graph", "jobs.group"),
        ("tree.fold", "jobs.fold"),
        ("tree.unfold", "jobs.unfold"),
        ("tree.fold_all", "jobs.fold_all"),
    }
)
"""Bindings of two panes under one key that do the same to what the pane shows: its shape, its folds."""

OF_A_CHART = frozenset({"plot.smoothing", "plot.follow", "plot.log", "plot.open"})
"""What everybody presses in a chart, and the arrows of its cursor."""


ARROWS = frozenset({"left", "right", "h", "l", "home", "end"})


def own_keys(pane: type[DOMNode]) -> dict[str, str]:
    """Each key that a pane takes, with the id of its binding."""
    found: dict[str, str] = {}
    for kind in reversed(pane.__mro__):
        for binding in vars(kind).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                found.update(dict.fromkeys(binding.key.split(","), binding.id))
    return found


@pytest.mark.parametrize("beside", [RepoTree, JobTable, BakeDetails])
def test_no_key_of_a_list_means_something_else_in_the_chart_beside_it(beside: type[DOMNode]) -> None:
    chart, rows = own_keys(MetricPlot), own_keys(beside)
    differing = {key: chart[key] for key in chart.keys() & rows.keys() if chart[key] != rows[key]}
    assert {key for key, id_ in differing.items() if id_ not in OF_A_CHART and key not in ARROWS} == set()


@pytest.mark.parametrize("other", [JobTable, BakeDetails])
def test_no_key_of_the_tree_means_something_else_in_a_list_beside_it(other: type[DOMNode]) -> None:
    tree, beside = own_keys(RepoTree), own_keys(other)
    both = tree.keys() & beside.keys()
    assert len(both) > 10
    differing = {key: (tree[key], beside[key]) for key in both if tree[key] != beside[key]}
    assert {key for key, ids in differing.items() if ids not in SAME_IDEA} == set()
