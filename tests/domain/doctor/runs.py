"""Training logs for the doctor: those of the demo's bakes, and shapes made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from breadtui.demo.library import Library
from breadtui.demo.losses import row
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import MetricSeries, series_of_rows

SICK = frozenset({"tone_hot", "wise_2", "wise_3"})
"""The demo's bakes that are made to diverge, to fail and to stall."""


class DemoRun(NamedTuple):
    """One bake of the demo with its whole log."""

    name: str
    series: MetricSeries
    config: JsonObject
    ending: str


@cache
def demo_runs(seed: int, bakes: int | None = None) -> tuple[DemoRun, ...]:
    """Every bake of a demo that was started, with all the steps it will ever log."""
    return tuple(_runs(seed, bakes))


def _runs(seed: int, bakes: int | None) -> Iterator[DemoRun]:
    for repo in Library.seeded(seed, bakes=bakes).repos:
        if repo.grow is not None:
            repo.grow(repo)
        for bake in repo.bakes.values():
            if bake.training is not None:
                course = bake.training.run.course
                rows = [json.loads(row(bake.training.curve, course, step)) for step in range(1, course.final + 1)]
                yield DemoRun(bake.name, series_of_rows(rows), bake.config, course.ending)


def first_steps(series: MetricSeries, count: int) -> MetricSeries:
    """The log as it was when so many rows of it were there."""
    return MetricSeries(series.steps[:count], {name: values[:count] for name, values in series.columns.items()})


def a_log(losses: Sequence[float], **columns: Sequence[float]) -> MetricSeries:
    """A log of these losses, a row a step; further metrics by their names."""
    known: Mapping[str, Sequence[float]] = {"loss": losses, **columns}
    rows = [{"iter": step + 1, **{name: one[step] for name, one in known.items()}} for step in range(len(losses))]
    return series_of_rows(rows)
