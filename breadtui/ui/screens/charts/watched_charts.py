"""All metrics of a bake whose repository is not read, as `breadtui metrics --watch` shows them."""

from __future__ import annotations

from breadtui.store.facts.state import AppState
from breadtui.ui.present.header_line import HeaderSlice
from breadtui.ui.screens.charts.bake_freshness import freshness_of
from breadtui.ui.screens.charts.screen import ChartScreen


class WatchedCharts(ChartScreen):
    """Knows how old the bake is, and of nothing else."""

    def freshness(self, state: AppState) -> HeaderSlice:
        """The bake's own."""
        return freshness_of(state, self._key)
