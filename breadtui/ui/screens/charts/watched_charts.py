"""All metrics of bakes whose repositories are not read, as `breadtui metrics --watch` shows them."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.names import JobKey
from breadtui.store.facts.state import AppState
from breadtui.store.reading.log_watch import LogWatch
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.header_line import HeaderSlice
from breadtui.ui.present.plot.slices import PlotSlice
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.charts.watched_facts import freshness_of, plot_of


class WatchedChartScreen(ChartScreen):
    """Knows what is known of these bakes, and nothing else."""

    def __init__(
        self, bridge: StoreBridge, watch: LogWatch | None, keys: Sequence[JobKey], view: PlotView, glyphs: Glyphs
    ) -> None:
        super().__init__(bridge, watch, keys[0], view, glyphs)
        self._keys = keys

    def plot_of(self, state: AppState) -> PlotSlice:
        """The charts of all of them."""
        return plot_of(state, self._keys)

    def exported(self) -> Sequence[JobKey]:
        """All of them."""
        return self._keys

    def freshness(self, state: AppState) -> HeaderSlice:
        """Their own."""
        return freshness_of(state, self._keys)
