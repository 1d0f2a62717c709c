"""The keys of a chart as they are told to a person."""

from __future__ import annotations

from textual.binding import Binding

from breadtui.ui.panes.metric_plot import MetricPlot


def test_every_key_has_its_own_id_and_a_description() -> None:
    bindings = [binding for binding in MetricPlot.BINDINGS if isinstance(binding, Binding)]

    assert len(bindings) == len(MetricPlot.BINDINGS)
    assert len({binding.id for binding in bindings}) == len(bindings)
    assert all(binding.id and binding.id.startswith("plot.") and binding.description for binding in bindings)
