"""What plots cost: `python -m tests.benchmarks.plots [ROWS …]`, by default for 10,000 and 1,000,000 rows.

A log is looked at as the pane looks, 160 cells by 45: first drawn, zoomed into, averaged otherwise, and followed row by
row; and eight curves of 20,000 points are drawn over each other and zoomed into. Milliseconds of processor time,
medians of rounds in which every size has its turn, and beside each the ratio to the first size.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from math import exp
from statistics import median
from time import process_time

from breadtui.domain.metric.growing import GrowingLog
from breadtui.ui.present.plot import plots
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.drawing import Drawing, Subject
from breadtui.ui.present.plot.metric_lines import metric_lines
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, curve_lines
from breadtui.ui.present.plot.view import PlotView
from breadtui.values import replace

WIDTH, HEIGHT = 160, 45
ROUNDS = 5
FOLLOWED_ROWS = 20
CURVES, CURVE_POINTS = 8, 20_000


def row(step: int, count: int) -> dict[str, float]:
    """One row of a log that falls and trembles."""
    noise = step * 7919 % 10_007 / 10_007
    loss = (1.3e-7 + 1.6e-6 * exp(-10 * step / count)) * (1 + 0.3 * noise)
    return {"iter": step, "loss": loss, "lr": 9e-4, "step_time": 8.7 + noise / 10, "epoch": step // 500}


def spent_ms(work: Callable[[], object]) -> float:
    """Processor time in milliseconds."""
    began = process_time()
    work()
    return (process_time() - began) * 1000


def forget() -> None:
    """Let nothing be drawn already."""
    plots.forget_drawn()


class Log:
    """A log while it is looked at."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.log = GrowingLog(count)
        self.log.extend(row(step, count) for step in range(1, count + 1))

    def measured(self) -> Iterator[tuple[str, float]]:
        """Each case once, with nothing drawn before."""
        forget()
        drawing = self._drawing(None)
        yield "first drawn", spent_ms(lambda: metric_lines(drawing))
        zoomed = replace(drawing, view=PlotView(span=self.count / 2))
        yield "zoomed", spent_ms(lambda: metric_lines(zoomed))
        averaged = replace(drawing, view=PlotView(alpha=0.9))
        yield "averaged otherwise", spent_ms(lambda: metric_lines(averaged))
        yield "followed, a row", spent_ms(lambda: self._follow(drawing)) / FOLLOWED_ROWS

    def _follow(self, drawing: Drawing) -> None:
        for _ in range(FOLLOWED_ROWS):
            self.log.extend([row(len(self.log) + 1, self.count)])
            drawing = self._drawing(drawing.main)
            metric_lines(drawing)

    def _drawing(self, before: CurveSource | None) -> Drawing:
        source = CurveSource(self.log.series(), (), () if before is None else (before,))
        return Drawing([Subject("bake", source)], PlotView(), WIDTH, HEIGHT)


def board_ms() -> Iterator[tuple[str, float]]:
    """Eight curves over each other."""
    forget()
    places = [float(step) for step in range(1, CURVE_POINTS + 1)]
    rows = [[row(step + 37 * number, CURVE_POINTS)["loss"] for step in range(CURVE_POINTS)] for number in range(CURVES)]
    curves = Curves(tuple(NamedSeries(f"bake {at}", places, values) for at, values in enumerate(rows)))
    yield "eight curves", spent_ms(lambda: curve_lines(curves, WIDTH, HEIGHT))
    zoomed = replace(curves, window=(CURVE_POINTS / 4, CURVE_POINTS / 2))
    yield "eight curves zoomed", spent_ms(lambda: curve_lines(zoomed, WIDTH, HEIGHT))


def main() -> None:
    """Measure and print."""
    plots._figure()
    counts = [int(word) for word in sys.argv[1:]] or [10_000, 1_000_000]
    logs = [Log(count) for count in counts]
    found: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for log in logs:
            for name, spent in log.measured():
                found.setdefault((name, log.count), []).append(spent)
        for name, spent in board_ms():
            found.setdefault((name, 0), []).append(spent)
    medians = {case: median(spent) for case, spent in found.items()}
    for (name, count), spent in medians.items():
        first = medians.get((name, counts[0]), spent)
        sys.stdout.write(f"{name:20} {count or CURVE_POINTS:>9,} rows  {spent:7.1f} ms  {spent / first:5.2f}\n")


if __name__ == "__main__":
    main()
