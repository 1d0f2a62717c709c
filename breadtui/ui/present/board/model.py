"""What a board draws: one curve and one row of figures a bake, worked out once for each series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry, Figures, figures_of, names_of, value_near
from breadtui.domain.board.table import BoardRow, BoardTable, with_baseline
from breadtui.domain.metric.record import KNOWN_METRICS, smoothed
from breadtui.domain.names import JobKey
from breadtui.ui.present.board.view import BoardView, Sight, cursor_of, window_of
from breadtui.ui.present.plot.curves import robust_limits
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, overlay_request
from breadtui.ui.present.plot.plot_request import Markers, buckets_of, canvas_width
from breadtui.ui.present.plot.scales import place_label

USUAL_ALPHA = 0.6
"""The smoothing of the table while the curves are drawn as they are."""


class BoardModel:
    """The bakes of a board as they are known now, and how they are looked at.

    Curves and figures are kept as long as the series they come from; so what is kept is never stale.
    """

    def __init__(self, entries: Sequence[Entry] = (), view: BoardView | None = None) -> None:
        self.entries = tuple(entries)
        self.view = view or BoardView()
        self._lines: dict[JobKey, tuple[object, NamedSeries | None]] = {}
        self._figures: dict[JobKey, tuple[object, Figures]] = {}
        self._off_scale: tuple[object, int] | None = None

    @property
    def keys(self) -> tuple[JobKey, ...]:
        """The bakes in their order."""
        return tuple(entry.key for entry in self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, raw."""
        return names_of(self.keys)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that any of them logged: the known ones in reading order, then the others as they came."""
        found = dict.fromkeys(chain.from_iterable(entry.series.columns for entry in self.entries if entry.series))
        known = [name for name in KNOWN_METRICS if name in found]
        return (*known, *(name for name in found if name not in known))

    @property
    def metric(self) -> str:
        """The metric that is drawn: the one wanted, else the first there is."""
        metrics = self.metrics
        return self.view.metric if self.view.metric in metrics or not metrics else metrics[0]

    @property
    def alignments(self) -> tuple[Alignment, ...]:
        """The axes along which at least one of them can be laid; along the descent where one has ancestors."""
        has_ancestors = any(entry.steps_before for entry in self.entries)
        return tuple(
            alignment
            for alignment in Alignment
            if (alignment is not Alignment.DESCENT or has_ancestors)
            and any(entry.places(alignment) is not None for entry in self.entries)
        ) or (Alignment.STEP,)

    @property
    def baseline(self) -> JobKey | None:
        """The bake that the others are held against."""
        keys = self.keys
        return self.view.baseline if self.view.baseline in keys else next(iter(keys), None)

    @property
    def baseline_number(self) -> int:
        """Its place among the bakes."""
        keys = self.keys
        return keys.index(self.baseline) if self.baseline in keys else 0

    # Curves

    def curves(self, width: int, markers: Markers = Markers.BRAILLE) -> Curves:
        """The curves that are not hidden, for a plot `width` cells wide; the baseline is drawn over the others."""
        lines = tuple(self.lines())
        curves = Curves(lines, self.view.unit, is_log=self.view.is_log, markers=markers)
        curves = replace(curves, window=window_of(self.view, curves), cursor=cursor_of(self.view, lines))
        if not self.view.is_clipped:
            return curves
        window = curves.window or curves.whole()
        bands = (band for line in lines for band in line.bands(window, buckets_of(width, markers)))
        return replace(curves, limits=robust_limits(bands))

    def lines(self) -> Iterator[NamedSeries]:
        """The curve of each bake that has one and is not hidden."""
        for number, (entry, name) in enumerate(zip(self.entries, self.names, strict=True)):
            line = None if entry.key in self.view.hidden else self._line(number, entry, name)
            if line is not None:
                yield line

    def _line(self, number: int, entry: Entry, name: str) -> NamedSeries | None:
        asked = (number, name, entry.series, entry.progress_percent, entry.steps_before, *self._how)
        kept = self._lines.get(entry.key)
        if kept is None or kept[0] != asked:
            kept = asked, self._new_line(number, entry, name)
            self._lines[entry.key] = kept
        return kept[1]

    @property
    def _how(self) -> tuple[object, ...]:
        return self.metric, self.view.alpha, self.view.alignment

    def _new_line(self, number: int, entry: Entry, name: str) -> NamedSeries | None:
        places = entry.places(self.view.alignment)
        if places is None or entry.series is None or self.metric not in places.columns:
            return None
        alpha = 0.0 if entry.series.whole is not None else self.view.alpha
        values = smoothed(entry.series, self.metric, alpha).columns[self.metric]
        return NamedSeries(name, places.steps, values, places.restarts, style_of(number))

    def sight(self, width: int, markers: Markers) -> Sight:
        """What is on the screen when a key is pressed."""
        curves = self.curves(width, markers)
        is_log = overlay_request(curves, width, 0).is_log
        return Sight(self.view, curves, canvas_width(width), is_log, self.metrics, self.alignments)

    def off_scale_count(self, curves: Curves) -> int:
        """How many points of the curves lie in sight but beyond the limits."""
        if curves.limits is None:
            return 0
        first, last = curves.window or curves.whole()
        asked = (curves.lines, first, last, curves.limits)
        if self._off_scale is None or self._off_scale[0] != asked:
            low, high = curves.limits
            points = (pair for line in curves.lines for pair in zip(line.places, line.values, strict=True))
            count = sum(first <= place <= last and (value < low or value > high) for place, value in points)
            self._off_scale = asked, count
        return self._off_scale[1]

    def points_count(self) -> int:
        """How many points the curves that are not hidden have in their logs; fewer are drawn of a long one."""
        shown = [
            entry.series for entry in self.entries if entry.series is not None and entry.key not in self.view.hidden
        ]
        return sum(len(series.whole or series) for series in shown if self.metric in series.columns)

    # Table

    def table(self) -> BoardTable:
        """The rows of all bakes, the hidden ones too; at the cursor where there is a curve."""
        alpha = self.view.alpha or USUAL_ALPHA
        cursor = cursor_of(self.view, tuple(self.lines()))
        named = zip(self.entries, self.names, strict=True)
        rows = [self._row(number, entry, name, alpha, cursor) for number, (entry, name) in enumerate(named)]
        words = "" if cursor is None else place_label(cursor, self.view.unit)
        return BoardTable(self.metric, alpha, with_baseline(rows, self.baseline), words)

    def _row(self, number: int, entry: Entry, name: str, alpha: float, cursor: float | None) -> BoardRow:
        figures = self._figures_of(entry, alpha)
        if cursor is not None and (line := self._line(number, entry, name)) is not None:
            figures = replace(figures, at_cursor=value_near(line.series, line.values, cursor))
        is_hidden = entry.key in self.view.hidden
        return BoardRow(entry.key, style_of(number).letter, name, figures, None, entry.note, is_hidden)

    def _figures_of(self, entry: Entry, alpha: float) -> Figures:
        asked = (entry.series, self.metric, alpha)
        kept = self._figures.get(entry.key)
        if kept is None or kept[0] != asked:
            kept = asked, figures_of(entry.series, self.metric, alpha)
            self._figures[entry.key] = kept
        return kept[1]
