"""A stim or rollout over time, in the place of the metrics: how fast, how far, how long still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.stage_series import STAGE_METRICS, StageSeries
from breadtui.ui.present.board.stage_lines import STAGE_VIEW, stage_heading, stage_lines, stage_readout
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.plot.view import (
    PlotView,
    at_index,
    fitted,
    followed,
    moved,
    with_next_metric,
    zoomed,
)
from breadtui.ui.present.tones import Tone
from breadtui.ui.terminal.drawn_lines import DrawnLines
from breadtui.ui.themes import tone_styles
from breadtui.values import replace


class StageChart(DrawnLines, can_focus=True):
    """Draws line by line and sends again only lines that changed; the rule above has its heading."""

    DEFAULT_CSS = "StageChart { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Cursor left", show=False, id="stage.left", tooltip="An earlier look"),
        Binding("right,l", "move(1)", "Cursor right", show=False, id="stage.right", tooltip="A later look"),
        Binding("shift+left", "move(-10)", "Cursor ten left", show=False, id="stage.left_ten"),
        Binding("shift+right", "move(10)", "Cursor ten right", show=False, id="stage.right_ten"),
        Binding("home", "end(0)", "First look", show=False, id="stage.first", tooltip="The first look at the run"),
        Binding("end", "end(1)", "Last look", show=False, id="stage.last", tooltip="The newest look at the run"),
        Binding("equals_sign,plus", "zoom(0.5)", "Zoom in", show=False, id="stage.zoom_in", tooltip="Half as much"),
        Binding("minus", "zoom(2.0)", "Zoom out", show=False, id="stage.zoom_out", tooltip="Twice as much"),
        Binding("0", "fit", "Everything in sight", show=False, id="stage.fit"),
        Binding("full_stop", "follow", "Follow", show=False, id="stage.follow", tooltip="The newest look from now on"),
        Binding("m", "metric(1)", "Next figure", show=False, id="stage.metric", tooltip="Rows a second, left, rows …"),
        Binding("M", "metric(-1)", "Figure before", show=False, id="stage.metric_back"),
        Binding("y", "copy_readout", "Copy readout", show=False, id="stage.copy", tooltip="The figures at the cursor"),
        Binding("e", "export", "Export", show=False, id="stage.export", tooltip="Every look, or the plot, to a file"),
    ]

    class Copied(Message):
        """A person asked for these words on the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class ExportWanted(Message):
        """A person wants the looks or the chart in a file."""

    class Retitled(Message):
        """The rule above the pane should say something else."""

    def __init__(self, *, markers: Markers = Markers.BRAILLE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._markers = markers
        self.key: JobKey | None = None
        self.stage = StageSeries()
        self.view = STAGE_VIEW

    def show(self, key: JobKey, stage: StageSeries) -> None:
        """Draw this run of a stim or rollout; the cursor stays only while it is the same run."""
        if key != self.key or stage.began_at != self.stage.began_at:
            self.view = replace(STAGE_VIEW, metric=self.view.metric)
        self.key, self.stage = key, stage
        self._draw()

    def heading(self) -> Heading:
        """What the rule above the pane says."""
        phase = Phase.ROLLOUT if self.key is None else self.key.phase
        return stage_heading(phase, self.stage, self.view, is_ascii=self._markers is Markers.ASCII)

    def draw_with(self, markers: Markers) -> None:
        """Draw curves with these from now on."""
        self._markers = markers
        self.forget_lines()
        self._draw()

    def text(self) -> str:
        """The chart as plain text below its heading; empty where there is none."""
        return "".join(f"{line}\n" for line in (str(self.heading()), *self.text_lines())) if len(self.stage) else ""

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns: at least a look for each."""
        self._look(lambda view, looks: moved(view, looks, columns, max(canvas_width(self.size.width), 1)))

    def action_end(self, is_last: int) -> None:
        """The first or the last look."""
        self._look(lambda view, looks: at_index(view, looks, len(looks) - 1 if is_last else 0))

    def action_follow(self) -> None:
        """The cursor on the newest look from now on."""
        self._look(lambda view, _: followed(view))

    def action_zoom(self, factor: float) -> None:
        """So many times as much in sight, around the cursor."""
        self._look(lambda view, looks: zoomed(view, looks, factor))

    def action_fit(self) -> None:
        """Everything in sight."""
        self._look(lambda view, _: fitted(view))

    def action_metric(self, by: int) -> None:
        """Draw the next figure, or the one before."""
        self._look(lambda view, _: with_next_metric(view, STAGE_METRICS, by))

    def action_copy_readout(self) -> None:
        """Offer the figures under the cursor for the clipboard."""
        if len(self.stage):
            line = stage_readout(self.stage, self.view)
            self.post_message(self.Copied("".join(span.text for span in line).strip()))

    def action_export(self) -> None:
        """Ask for the looks in a file."""
        self.post_message(self.ExportWanted())

    def on_resize(self) -> None:
        """Another size: draw anew."""
        self.forget_lines()
        self._draw()

    def tones(self) -> Mapping[Tone, Style]:
        """The theme's."""
        return tone_styles(self.app.theme)

    def _look(self, looked: Callable[[PlotView, MetricSeries], PlotView]) -> None:
        """Look in another way, where there is something to look at."""
        if len(self.stage):
            self.view = looked(self.view, self.stage.series)
            self._draw()

    def _draw(self) -> None:
        self.show_lines(stage_lines(self.stage, self.view, *self.size, self._markers))
        self.post_message(self.Retitled())
