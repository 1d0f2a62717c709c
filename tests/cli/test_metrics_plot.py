"""A log as a plot without a screen: which metric, how many points, and what is told of those that are not drawn."""

from __future__ import annotations

from argparse import Namespace

import pytest

from breadtui.cli.words.metrics_plot import drawer
from breadtui.commands.reading.metrics import CannotDraw, Drawn
from breadtui.domain.metric.rows import metric_rows_of


def drawn(rows: list[dict[str, object]], form: str = "plot", **asked: object) -> Drawn:
    nothing = dict.fromkeys(("metric", "width", "height", "log", "linear", "along", "ema", "markers"))
    place = ("yoda_repo", "coder_v7")
    found = Namespace(**{"place": place, "output": "a.txt", **nothing, **asked})
    return drawer(found, form)(metric_rows_of(rows))


def test_each_point_of_a_log_that_began_again_is_counted() -> None:
    rows: list[dict[str, object]] = [{"iter": at, "loss": 1.0 / at} for end in (80, 50) for at in range(1, end + 1)]
    found = drawn(rows)
    assert (found.points_count, found.gaps_count) == (130, 0)
    assert "130 of 130 points · begun 2×" in str(found.content).splitlines()[0]


@pytest.mark.parametrize("form", ["plot", "svg"])
def test_gaps_are_those_of_the_metric_that_is_drawn(form: str) -> None:
    rows: list[dict[str, object]] = [
        {"iter": at, "loss": "oops" if at % 7 == 0 else 1.0, "lr": None} for at in range(1, 15)
    ]
    assert drawn(rows, form).gaps_count == 2
    assert drawn(rows, form, metric="loss").points_count == 14


def test_a_metric_without_a_name_can_be_asked_for() -> None:
    rows: list[dict[str, object]] = [{"iter": at, "": 2.0 * at, "loss": 1.0} for at in range(1, 9)]
    assert str(drawn(rows, metric="").content).startswith('yoda_repo/coder_v7  "" · x=step')


def test_of_many_long_names_some_are_told() -> None:
    rows: list[dict[str, object]] = [{"iter": 1, **{f"m{at:02}{'x' * 300}": 1.0 for at in range(30)}}]
    with pytest.raises(CannotDraw, match="10 more") as problem:
        drawn(rows, metric="nope")
    assert len(str(problem.value)) < 1_000


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (80, "yoda_repo/coder_v7  loss · log · x=step ── 517 of 517 points"),
        (58, "yoda_repo/coder_v7  loss · log ── 517 of 517 points"),
        (45, "coder_v7  loss · log ── 517 of 517 points"),
        (30, "coder_v7  517 of 517 points"),
        (20, "coder_v7  517 of 517"),
    ],
)
def test_of_a_narrow_plot_the_count_of_points_is_told_whole(width: int, head: str) -> None:
    rows: list[dict[str, object]] = [{"iter": at, "loss": 1.0 / at} for at in range(1, 518)]
    lines = str(drawn(rows, width=width).content).splitlines()
    assert lines[0] == head
    assert {"step 517", "0.00193", "1.93e-3"} & set(lines[-1].strip().split("  "))


def test_a_long_name_leaves_the_count_its_room() -> None:
    rows: list[dict[str, object]] = [{"iter": at, "loss": 1.0} for at in range(1, 518)]
    for width in range(20, 140):
        head = str(drawn(rows, width=width, place=("r" * 40, "x" * 80)).content).splitlines()[0]
        assert head.endswith(("517 of 517 points", "517 of 517"))
        assert len(head) <= width
        assert width < 40 or head.startswith(("r" * 40, "x" * 5))


def test_in_ascii_a_cut_name_takes_no_more_cells_than_there_are() -> None:
    rows: list[dict[str, object]] = [{"iter": at, "loss": 1.0, "x" * 40: 2.0} for at in range(1, 518)]
    for width in (20, 40, 60, 100):
        text = str(drawn(rows, width=width, height=20, place=("r", "x" * 80), markers="ascii").content)
        assert text.isascii()
        assert "u2026" not in text
        assert max(map(len, text.splitlines())) <= width
