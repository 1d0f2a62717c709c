"""The curve of the bake that another started from, read when a person wants it beside."""

from __future__ import annotations

from typing import Protocol, TypeVar

from textual import on, work

from breadtui.domain.names import JobKey, RepoName
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, value_of
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import reason_of
from breadtui.ui.screens.charts.picking import MetricPicking
from breadtui.ui.terminal.chart_widget import ChartWidget

ResultT = TypeVar("ResultT")


class LoadsLogs(Protocol):
    """Reads a bake's training log into the state."""

    async def open_repo(self, name: RepoName) -> None:
        """What is read of its bakes is kept from then on."""
        ...

    async def load_metrics(self, key: JobKey) -> None:
        """The whole log, anew; what fails becomes a fact of the state."""
        ...


class ParentBeside(MetricPicking[ResultT]):
    """Reads the log of a parent for a chart that asks, once; what comes of it is drawn as the facts change."""

    bridge: StoreBridge

    @property
    def commands(self) -> LoadsLogs | None:
        """Who reads the log; None before there is a connection."""
        raise NotImplementedError

    @on(ChartWidget.ParentWanted)
    def _parent_wanted(self, event: ChartWidget.ParentWanted) -> None:
        event.stop()
        if not isinstance(self.bridge.state.metrics.get(event.parent, NOT_ASKED), Loading):
            self._read_parent(event.parent)

    @work(group="parent", exclusive=True)
    async def _read_parent(self, parent: JobKey) -> None:
        if self.commands is None:
            return
        if parent.repo not in self.bridge.state.opened:
            await self.commands.open_repo(parent.repo)
        await self.commands.load_metrics(parent)
        found = self.bridge.state.metrics.get(parent, NOT_ASKED)
        if isinstance(found, Failed):
            problem = reason_of(found.error)
        elif not value_of(found):
            problem = "has logged no metrics"
        else:
            return
        self.app.notify(clean(f"the parent {parent.name}: {problem}"), severity="warning", markup=False)
