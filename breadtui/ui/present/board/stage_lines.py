"""A stim or rollout over time as lines: one figure drawn large, a readout, the others as sparklines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import last_value
from breadtui.domain.names import Phase
from breadtui.domain.stage_series import LEFT, PACE, PERCENT, ROWS, STAGE_METRICS, StageSeries
from breadtui.ui.present.ages import clock_text, span_text
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.pieces import Piece, ever_fewer, first_that_fits, line_of
from breadtui.ui.present.plot.metric_lines import AXIS, METRIC, OF_COUNTS, OF_LOOK, OF_TITLE, TITLE
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.scales import place_label, short_number
from breadtui.ui.present.plot.view import PlotView, cursor_index, points_within, window_of
from breadtui.ui.present.sparklines import spark
from breadtui.ui.present.tones import Line, Span, Tone

if TYPE_CHECKING:
    from breadtui.ui.present.plot.overlay import Curves

WORDS = {PERCENT: "percent", PACE: "rows/s", LEFT: "left", ROWS: "rows"}
"""What each figure is called."""
_SPARK_CELLS = 30
_UNITS = (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0), ("seconds", 1.0))


STAGE_VIEW = PlotView(PACE, Axis.TIME, alpha=0.0)
"""How a person looks at a stage at first: its pace over the time since it was first seen, as it was seen."""


def stage_heading(phase: Phase, stage: StageSeries, view: PlotView, *, is_ascii: bool = False) -> Heading:
    """`4 Metrics ── rollout · rows/s · x=time ── 24 looks`, for the rule above."""
    pieces = [Piece(TITLE, 1, group=OF_TITLE), Piece(str(phase), METRIC, group=OF_LOOK)]
    if len(stage):
        pieces += [Piece(scaled_words(stage, view.metric), METRIC - 1, group=OF_LOOK)]
        pieces += [Piece("x=time", AXIS, group=OF_LOOK), Piece(looks_words(stage, view), group=OF_COUNTS)]
    return Heading(tuple(pieces), *(("--", "-") if is_ascii else ("──", "·")))


def scaled_words(stage: StageSeries, metric: str) -> str:
    """What the scale of a figure counts: `percent`, `rows/s`, `left in minutes`."""
    return f"{WORDS[metric]} in {_unit_of(stage)[0]}" if metric == LEFT else WORDS[metric]


def _unit_of(stage: StageSeries) -> tuple[str, float]:
    """The unit in which the longest time that was left reads well, and its seconds."""
    most = max((value for value in stage.series.columns.get(LEFT, ()) if isfinite(value)), default=0.0)
    return next((unit for unit in _UNITS if most >= 2 * unit[1]), _UNITS[-1])


def looks_words(stage: StageSeries, view: PlotView) -> str:
    """How often it was looked at: `24 looks`, or `9 of 24 looks` where not all are in sight."""
    words = f"{len(stage):,} look{'' if len(stage) == 1 else 's'}"
    if not len(stage) or view.span is None:
        return words
    return f"{points_within(stage.series, window_of(view, stage.series)):,} of {words}"


def stage_curves(stage: StageSeries, view: PlotView, markers: Markers = Markers.BRAILLE) -> Curves:
    """The figure that is looked at as a curve over the time since the first look."""
    from breadtui.ui.present.plot.overlay import Curves, NamedSeries  # noqa: PLC0415  for a stage that is looked at

    values = stage.series.columns.get(view.metric, ())
    if view.metric == LEFT:
        unit_seconds = _unit_of(stage)[1]
        values = [value / unit_seconds for value in values]
    line = NamedSeries(WORDS[view.metric], stage.series.steps, values)
    if not len(stage):
        return Curves((line,), Axis.TIME)
    cursor = None if view.cursor is None else stage.series.steps[cursor_index(view, stage.series)]
    return Curves((line,), Axis.TIME, window_of(view, stage.series), cursor=cursor, markers=markers)


def stage_lines(stage: StageSeries, view: PlotView, width: int, height: int, markers: Markers) -> tuple[Line, ...]:
    """All lines of the pane, as many as it is high; the pane above `height` 1 has a readout."""
    if height < 1 or width < 1:
        return ()
    if not len(stage):
        return message_lines("not seen running yet: what is seen of it is drawn here", width, height)
    from breadtui.ui.present.plot.overlay import curve_lines  # noqa: PLC0415  for a stage that is looked at

    has_sparks = height >= 8
    rows = max(height - 1 - has_sparks, 0)
    lines = [*curve_lines(stage_curves(stage, view, markers), width, rows)]
    lines.append(stage_readout(stage, view, width))
    lines += [tuple(_sparks(stage, view, width, markers))] if has_sparks else []
    return tuple(lines[:height])


def message_lines(words: str, width: int, height: int) -> tuple[Line, ...]:
    """The pane without a run: in the middle why."""
    lines: list[Line] = [()] * height
    lines[height // 2 if height > 1 else 0] = (Span(words[:width].center(width).rstrip(), Tone.DIM),)
    return tuple(lines)


def stage_readout(stage: StageSeries, view: PlotView, cells: int | None = None) -> Line:
    """When the look under the cursor was, and every figure of it; whole parts of that in so many cells."""
    wordings = map(line_of, ever_fewer(tuple(_readout_pieces(stage, view))))
    return next(wordings) if cells is None else first_that_fits(wordings, cells)


def _readout_pieces(stage: StageSeries, view: PlotView) -> Iterator[Piece]:
    """The clock goes first, then figures that are not drawn, then the place."""
    at = cursor_index(view, stage.series)
    seconds = stage.series.steps[at]
    yield Piece(f" {place_label(seconds, Axis.TIME)}", 1)
    if stage.began_at is not None:
        yield Piece(f"  {clock_text(stage.began_at + timedelta(seconds=seconds))}", 3, Tone.DIM)
    for metric in STAGE_METRICS:
        rank, tone = (0, Tone.SERIES_A) if metric == view.metric else (2, Tone.DIM)
        yield Piece(f"  {figure_words(metric, stage.series.columns[metric][at])}", rank, tone)


def figure_words(metric: str, value: float) -> str:
    """A figure in words: `46%`, `3.2 rows/s`, `~35m left`, `412 rows`; a hyphen where it is not known."""
    if not isfinite(value):
        return f"- {WORDS[metric]}"
    if metric == PERCENT:
        return f"{short_number(value)}%"
    if metric == LEFT:
        return f"~{span_text(value)} left" if value else "ended"
    return f"{short_number(value)} {WORDS[metric]}" if metric == PACE else f"{value:,.0f} rows"


def _sparks(stage: StageSeries, view: PlotView, width: int, markers: Markers) -> Iterator[Span]:
    others = [metric for metric in STAGE_METRICS if metric != view.metric][: max(width // _SPARK_CELLS, 1)]
    cells = width // max(len(others), 1)
    for metric in others:
        newest = last_value(stage.series, metric)
        words = "-" if newest is None else figure_words(metric, newest)
        room = max(cells - len(words) - len(WORDS[metric]) - 4, 0)
        bars = spark(_thinned(stage.series.columns[metric], room), room, is_ascii=markers is Markers.ASCII)
        yield Span(f" {WORDS[metric]} ", Tone.DIM)
        yield Span(bars)
        yield Span(f" {words}".ljust(cells - len(bars) - len(WORDS[metric]) - 2))


def _thinned(values: Sequence[float], count: int) -> Sequence[float]:
    """At most `count` values, evenly taken, the newest among them."""
    if count < 1 or len(values) <= count:
        return values
    return [values[(at + 1) * len(values) // count - 1] for at in range(count)]
