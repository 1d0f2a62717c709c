"""A stim or rollout drawn over time, in the place of the metrics, while one is chosen."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual import on
from textual.worker import Worker

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, TargetKey
from breadtui.domain.stage_series import stage_series
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.reading import Reading


class StageSlice(NamedTuple):
    """The stage that is chosen, None where something else is, and what was last seen of it."""

    key: JobKey | None = None
    seen: SeenJob | None = None


def select_stage(state: AppState) -> StageSlice:
    """The stim or rollout that is chosen; of a target its rollout once that began, else its stim."""
    chosen = state.chosen
    if isinstance(chosen, TargetKey):
        stages = (JobKey(chosen.repo, phase, chosen.name) for phase in (Phase.ROLLOUT, Phase.STIM))
        chosen = next((key for key in stages if _has_begun(state.jobs.get(key))), None)
    if not isinstance(chosen, JobKey) or chosen.phase is Phase.BAKE:
        return StageSlice()
    return StageSlice(chosen, state.jobs.get(chosen))


def _has_begun(seen: SeenJob | None) -> bool:
    return seen is not None and seen.job.status not in {JobStatus.NOT_STARTED, JobStatus.PENDING}


def _is_stage(state: AppState) -> bool:
    return select_stage(state).key is not None


class StageBeside(Reading):
    """Shows the chart of a stage instead of the metrics, and reads its looks again as they come."""

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane to the front and give it the focus."""
        raise NotImplementedError

    def begin_stage(self) -> None:
        """Follow what is chosen."""
        self.stage.display = False
        self.bridge.follow(self, _is_stage, self._turn_to_stage)
        self.bridge.bind(self, select_stage, self._show_stage)

    def _turn_to_stage(self, is_stage: bool) -> None:
        plot, stage = self.query_one(MetricPlot), self.query_one(StageChart)
        if is_stage is stage.display:
            return
        had_focus = plot.has_focus or stage.has_focus
        stage.display, plot.display = is_stage, not is_stage
        self.bridge.catch_up()
        if had_focus:
            self.show_pane(Pane.METRICS)
        self.retitle_metrics()

    def _show_stage(self, slice_: StageSlice) -> None:
        if slice_.key is not None and self.commands is not None:
            _: Worker[None] = self.run_worker(partial(self._read_stage, slice_.key), group="stage", exclusive=True)

    async def _read_stage(self, key: JobKey) -> None:
        if self.commands is not None:
            found = stage_series(await self.commands.job_history(key))
            if select_stage(self.bridge.shown).key == key:
                self.stage.show(key, found)

    @on(StageChart.Retitled)
    def _stage_retitled(self) -> None:
        if self.stage.display:
            self.retitle_metrics()

    def retitle_metrics(self) -> None:
        """Have the rule above say what the pane that is shown says."""
        heading = self.stage.heading() if self.stage.display else self.plot.heading()
        self.query_one("#metrics-rule", PaneRule).show_heading(heading.rule_words())

    @on(StageChart.Copied)
    def _stage_copied(self, event: StageChart.Copied) -> None:
        self.app.copy_to_clipboard(event.text)
