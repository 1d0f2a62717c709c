"""What a long log weighs while it is read, looked at, zoomed into and followed."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.metric.telling import MOST_POINTS
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.drawing import Drawing, Subject
from breadtui.ui.present.plot.metric_lines import metric_lines
from breadtui.ui.present.plot.view import PlotView
from breadtui.values import replace

LONG_ROWS = 1_000_000
KEPT_PICTURES = 32
"""So many plots are kept as they were drawn last."""
DOUBLES, FLOATS = 2, 4
"""Steps and losses are kept whole; the others of so long a log to seven digits."""


def rows(first: int, last: int) -> Iterator[dict[str, float]]:
    for step in range(first, last + 1):
        loss = 1 + step * 7919 % 10_007 / 1e4
        yield {"iter": step, "loss": loss, "lr": 1e-3, "step_time": 8.7, "grad_norm": loss / 3, "epoch": step // 500}


class Weight:
    """The bytes that are held now."""

    def now(self) -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0]


@contextmanager
def weighed() -> Iterator[Weight]:
    tracemalloc.start()
    try:
        yield Weight()
    finally:
        tracemalloc.stop()


def a_look(log: GrowingLog, before: CurveSource | None = None, view: PlotView | None = None) -> Drawing:
    source = CurveSource(log.series(), (), () if before is None else (before,))
    return Drawing([Subject("coder_v7", source)], view or PlotView(), 48, 12)


def test_a_row_weighs_little_more_than_its_numbers() -> None:
    with weighed() as weight:
        log = GrowingLog(LONG_ROWS)
        log.extend(rows(1, 60_000))
        half = weight.now()
        log.extend(rows(60_001, 120_000))
        a_row = (weight.now() - half) / 60_000

    assert a_row == pytest.approx(DOUBLES * 8 + FLOATS * 4, rel=0.15)


def test_a_look_at_a_long_log_shares_its_rows() -> None:
    log = GrowingLog(LONG_ROWS)
    log.extend(rows(1, 120_000))
    log.series()  # what its blocks come to is worked out at the first look, and kept by the log
    with weighed() as weight:
        looks = [log.series() for _ in range(4)]
        assert len(looks) == 4
        of_told = MOST_POINTS * (DOUBLES + FLOATS) * 8
        assert weight.now() < 5.2 * of_told  # one of them is that of the log itself


def test_following_a_log_keeps_nothing_of_earlier_looks() -> None:
    log = GrowingLog(LONG_ROWS)
    log.extend(rows(1, 60_000))
    with weighed() as weight:
        drawing = a_look(log)
        held = []
        for _ in range(3):
            for _ in range(KEPT_PICTURES + 2):
                log.extend(rows(len(log) + 1, len(log) + 1))
                drawing = a_look(log, drawing.main)
                metric_lines(drawing)
            held.append(weight.now())

    assert abs(held[2] - held[1]) < 100_000


def test_zooming_to_and_fro_weighs_no_more_than_some_pictures() -> None:
    log = GrowingLog()
    log.extend(rows(1, 4_000))
    with weighed() as weight:
        drawing, held = a_look(log), []
        for number in range(KEPT_PICTURES + 13):
            view = PlotView(span=3_000.0 - number, first=11.0 * number, is_following=False)
            metric_lines(replace(drawing, view=view))
            if number > KEPT_PICTURES:
                held.append(weight.now())

    assert held[0] < 10e6
    assert held[-1] - held[0] < 400_000
