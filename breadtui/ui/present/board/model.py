"""What a board draws: one curve and one row of figures a bake, worked out once for each series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import chain
from math import isfinite

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry, names_of
from breadtui.domain.board.figures import Figures, figures_of
from breadtui.domain.board.table import BoardRow, BoardTable, with_baseline
from breadtui.domain.metric.record import KNOWN_METRICS, MetricSeries
from breadtui.domain.names import JobKey
from breadtui.ui.present.board.letters import numbered
from breadtui.ui.present.board.resting import resting_of
from breadtui.ui.present.board.view import BoardView, cursor_of, through, window_of
from breadtui.ui.present.plot.clipping import clip_limits
from breadtui.ui.present.plot.line_styles import LineStyle, style_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries
from breadtui.ui.present.plot.plot_request import Markers, buckets_of
from breadtui.ui.present.plot.scales import place_label
from breadtui.values import replace

USUAL_ALPHA = 0.6
"""The smoothing of the table while the curves are drawn as they are."""


class BoardModel:
    """The bakes of a board as they are known now, and how they are looked at.

    Curves and figures are kept as long as the series they come from; so what is kept is never stale.
    """

    def __init__(self, entries: Sequence[Entry] = (), view: BoardView | None = None) -> None:
        self._numbers: Mapping[JobKey, int] = {}
        self.entries = tuple(entries)
        self.view = view or BoardView()
        self._lines: dict[JobKey, tuple[object, NamedSeries | None]] = {}
        self._figures: dict[JobKey, tuple[object, Figures]] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is known of each bake."""
        return self._entries

    @entries.setter
    def entries(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._numbers = numbered(self.keys, self._numbers)

    @property
    def styles(self) -> tuple[LineStyle, ...]:
        """The line of each bake, which it keeps while others come and go."""
        return tuple(style_of(self._numbers[key]) for key in self.keys)

    def as_now(self) -> BoardModel:
        """The model as it is now, which stays that; what was worked out is kept by both."""
        return copy(self)

    @property
    def keys(self) -> tuple[JobKey, ...]:
        """The bakes in their order."""
        return tuple(entry.key for entry in self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, raw."""
        return names_of(self.keys)

    @property
    def paths(self) -> tuple[str, ...]:
        """Each as `repo/name`, raw."""
        return tuple(f"{key.repo}/{key.name}" for key in self.keys)

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
            and any(entry.lies_along(alignment) for entry in self.entries)
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
        """The curves that are not hidden, for a plot `width` cells wide; the first is drawn over the others."""
        lines = tuple(self.lines())
        curves = through(self.view, Curves(lines, self.view.unit, markers=markers))
        if self.view.limits is not None or not self.view.is_clipped:
            return replace(curves, limits=self.view.limits)
        window = curves.window or curves.whole()
        is_log = bool(self.view.is_log)
        bands = (band for line in lines for band in line.bands(window, buckets_of(width, markers)))
        drawn = (value for _, low, high in bands for value in (low, high))
        spreads = (line.spread(window, is_log=is_log) for line in lines)
        return replace(curves, limits=clip_limits(spreads, drawn, is_log=is_log))

    def lines(self) -> Iterator[NamedSeries]:
        """The curve of each bake that has one and is not hidden."""
        for entry, name in zip(self.entries, self.names, strict=True):
            line = None if entry.key in self.view.hidden else self._line(entry, name)
            if line is not None:
                yield line

    def _line(self, entry: Entry, name: str) -> NamedSeries | None:
        style = style_of(self._numbers[entry.key])
        is_growing = entry.standing is not None and entry.standing.goes_on
        asked = (style, name, is_growing, entry.series, entry.progress_percent, entry.steps_before, *self._how)
        kept = self._lines.get(entry.key)
        if kept is None or kept[0] != asked:
            kept = asked, self._new_line(style, entry, name, is_growing=is_growing)
            self._lines[entry.key] = kept
        return kept[1]

    @property
    def _how(self) -> tuple[object, ...]:
        return self.metric, self.view.alpha, self.view.alignment

    def _new_line(self, style: LineStyle, entry: Entry, name: str, *, is_growing: bool) -> NamedSeries | None:
        places = entry.places(self.view.alignment)
        if places is None or self.metric not in places.columns:
            return None
        values = places.columns[self.metric]
        alpha = self.view.alpha
        return NamedSeries(name, places.steps, values, places.restarts, style, alpha=alpha, is_growing=is_growing)

    def points_count(self) -> int:
        """How many points the curves that are not hidden have in their logs; fewer are drawn of a long one."""
        return sum(len(series.whole or series) for series in self._shown())

    def gap_count(self) -> int:
        """How many values of the curves that are not hidden are no finite numbers."""
        return sum(series.gap_counts.get(self.metric, 0) for series in self._shown())

    def _shown(self) -> Iterator[MetricSeries]:
        shown = (entry.series for entry in self.entries if entry.key not in self.view.hidden)
        return (series for series in shown if series is not None and self.metric in series.columns)

    # Table

    def table(self) -> BoardTable:
        """The rows of all bakes, the hidden ones too; at the cursor where there is a curve."""
        alpha = self.view.alpha or USUAL_ALPHA
        lines = tuple(self.lines())
        window = window_of(self.view, Curves(lines, self.view.unit))
        cursor, resting = cursor_of(self.view, lines, window), resting_of(lines, window)
        note = resting.words if resting is not None and self.view.cursor is None else ""
        named = zip(self.entries, self.names, strict=True)
        rows = [self._row(entry, name, alpha, cursor) for entry, name in named]
        words = "" if cursor is None else place_label(cursor, self.view.unit)
        based = with_baseline(rows, self.baseline)
        return BoardTable(self.metric, alpha, based, words, cursor, is_smoothed=self.view.alpha > 0, cursor_note=note)

    def _row(self, entry: Entry, name: str, alpha: float, cursor: float | None) -> BoardRow:
        figures = self._figures_of(entry, alpha)
        if cursor is not None and (line := self._line(entry, name)) is not None:
            drawn, raw = _finite(line.value_at(cursor)), _finite(line.value_at(cursor, is_raw=True))
            figures = replace(figures, at_cursor=drawn, raw_at_cursor=raw)
        is_hidden, letter = entry.key in self.view.hidden, style_of(self._numbers[entry.key]).letter
        return BoardRow(entry.key, letter, name, figures, None, entry.note, is_hidden, entry.standing)

    def _figures_of(self, entry: Entry, alpha: float) -> Figures:
        asked = (entry.series, self.metric, alpha)
        kept = self._figures.get(entry.key)
        if kept is None or kept[0] != asked:
            kept = asked, figures_of(entry.series, self.metric, alpha)
            self._figures[entry.key] = kept
        return kept[1]


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
