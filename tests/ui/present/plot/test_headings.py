"""What stands above a chart in any width: each count whole or not there, and how many points of how many always."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import series_of_rows
from breadtui.ui.present.plot.grid import Shape, grid_lines, page_of
from breadtui.ui.present.plot.metric_lines import Drawing, heading, metric_lines, spark_spans
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.present.plot.watch_line import watch_line
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import replace
from tests.fakes.states import a_job, a_key, a_seen
from tests.ui.present.plot.test_metric_lines import a_drawing, a_log, texts

COUNT = "517 of 517 points"


def a_flawed_drawing() -> Drawing:
    losses = [99.0 if at == 50 else "NaN" if at % 7 == 0 else 1.0 for at in range(500)]
    rows: list[object] = [{"iter": at, "loss": loss} for at, loss in enumerate(losses)]
    series = series_of_rows([*rows, *({"iter": at, "loss": 1.0} for at in range(17))])
    return a_drawing(series, view=PlotView(is_clipped=True, span=10_000))


def numbers(text: str) -> set[str]:
    return set(re.findall(r"[0-9.]+[^ ─-]*", text))


@pytest.mark.parametrize("is_paged", [False, True])
@pytest.mark.parametrize("markers", [Markers.BRAILLE, Markers.ASCII])
@pytest.mark.parametrize("note", [(), (Span(" A data of 12:04 · No answer: timed out 12:05 ", Tone.FAILED),)])
def test_a_title_of_any_width_has_whole_counts(markers: Markers, note: tuple[Span, ...], is_paged: bool) -> None:
    drawing = replace(a_flawed_drawing(), markers=markers, note=note)

    def title(width: int) -> str:
        narrow = replace(drawing, width=width)
        grid = page_of(("loss", "lr", "seqlen"), "loss", Shape(1, 1))
        return texts(grid_lines(narrow, grid) if is_paged else metric_lines(narrow))[0]

    for width in range(1, 160):
        assert cell_len(title(width)) == width
        assert numbers(title(width)) <= numbers(title(300)) | {"4"}
        assert (COUNT in title(width)) is (width >= len(COUNT) + 2)
    assert "517 of 517 " in title(len(COUNT) + 1)


def test_a_title_that_has_no_room_for_all_leaves_out_how_it_is_looked_at_first() -> None:
    words = list(heading(a_drawing(a_log(517))).wordings())

    assert words == [
        "4 Metrics ── loss · ema .6 · x=step ── 517 of 517 points",
        "4 Metrics ── loss · ema .6 ── 517 of 517 points",
        "4 Metrics ── loss ── 517 of 517 points",
        "4 Metrics ── 517 of 517 points",
        "517 of 517 points",
        "517 of 517",
    ]


@pytest.mark.parametrize("count", [1, 3, 8])
def test_above_watched_bakes_each_number_is_whole_and_the_count_is_there(count: int) -> None:
    job = a_job("coder_v", JobStatus.RUNNING, progress_percent=46.0, error="CUDA 12 at 7")
    standings = [(a_key(f"coder_v{at}"), a_seen(job)) for at in range(count)]
    line = watch_line(standings, heading(a_flawed_drawing()))
    whole = "".join(span.text for span in line.wordings[0]) + f" {count} {count}R"
    for width in range(len(COUNT), 160):
        said = "".join(span.text for span in line.fitting(width))
        assert cell_len(said) <= width
        assert "517 of 517" in said
        assert numbers(said.replace("…", " ")) <= numbers(whole)


def test_names_of_watched_bakes_are_there_as_long_as_they_have_room() -> None:
    standings = [(a_key(f"coder_v{at}"), a_seen(a_job(f"coder_v{at}", JobStatus.COMPLETE))) for at in range(3)]
    line = watch_line(standings, heading(a_drawing(a_log(517))))

    said = ["".join(span.text for span in line.fitting(width)) for width in (80, 58, 32, 24)]
    assert said == [
        "D coder_v0 · D coder_v1 · D coder_v2 ── loss · ema .6 ── 517 of 517 points",
        "3 done ── loss · ema .6 · x=step ── 517 of 517 points",
        "3D ── loss ── 517 of 517 points",
        "3D ── 517 of 517 points",
    ]


@pytest.mark.parametrize("value", [2.0e-5, -9.13e-123, 99_999.4, -99_999.4])
def test_the_newest_value_beside_a_course_is_whole_or_not_there(value: float) -> None:
    rows = [{"iter": at, "loss": 1.0, "a_long_name_time": value} for at in range(1, 20)]
    drawing = a_drawing(series_of_rows(rows))
    whole = texts((tuple(spark_spans(drawing, "a_long_name_time", 60)),))[0].split()[-2:]
    for cells in range(6, 40):
        told = "".join(span.text for span in spark_spans(drawing, "a_long_name_time", cells))
        assert cell_len(told) <= cells
        assert told.split()[-2:] == whole or not numbers(told)
