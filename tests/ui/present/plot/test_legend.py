"""Which letter is which bake, in a plot that stands alone: each is named, however little room the curves leave."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.ui.present.plot.named_plot import named_plot
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, overlay_request
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.plots import loss_plot
from tests.ui.present.plot_cases import text_of


def flat(*names: str) -> tuple[NamedSeries, ...]:
    """Curves at the top of the chart, where a legend would stand."""
    return tuple(NamedSeries(name, range(40), [1.0] * 10 + [9.0 + at / 100] * 30) for at, name in enumerate(names))


def humps() -> tuple[NamedSeries, ...]:
    """Three curves that leave a part of the corner."""
    return tuple(
        NamedSeries(name, range(40), [1.0 + at] * 20 + [9.0 + at / 2] * 4 + [1.0 + at] * 16)
        for at, name in enumerate(("coder_v7", "coder_v6", "tone_hot"))
    )


def rows_of(*names: str, width: int = 60, height: int = 12, markers: Markers = Markers.BRAILLE) -> list[str]:
    request = overlay_request(Curves(flat(*names), markers=markers), width, height)
    return [text_of(line).rstrip() for line in named_plot(request, is_of_several=True)]


@pytest.mark.parametrize("markers", Markers)
@pytest.mark.parametrize("width", [20, 24, 40, 60, 80, 200])
@pytest.mark.parametrize("height", [4, 6, 9, 20])
def test_each_letter_is_named_in_the_lines_there_are(markers: Markers, width: int, height: int) -> None:
    names = ("coder_v5", "coder_v6", "coder_v7")
    rows = rows_of(*names, width=width, height=height, markers=markers)
    assert height <= len(rows) <= max(height, len(names) + 2)
    assert all(cell_len(row) <= width for row in rows)
    for letter, name in zip("ABC", names, strict=True):
        assert sum(row.endswith(name) or f"{name}  " in row for row in rows) == 1
        assert any(f"{letter} " in row.partition(name)[0] for row in rows if name in row)


def test_one_that_is_left_of_several_is_named() -> None:
    assert "A ────── coder_v5" in "\n".join(rows_of("coder_v5"))


def test_names_that_are_long_and_alike_stay_apart_in_the_narrowest_plot() -> None:
    names = [f"{'x' * 40}{number}{'y' * 39}" for number in range(8)]
    rows = rows_of(*names, width=20, height=20)
    legend = [row for row in rows if row[1:2] in set("ABCDEFGH")]
    assert len({row[3:] for row in legend}) == 8


def test_a_corner_too_narrow_for_lines_names_each_by_its_letter() -> None:
    rows = [text_of(line) for line in loss_plot(overlay_request(Curves(humps()), 44, 9))]
    assert [row.rstrip()[-10:] for row in rows[:3]] == ["A coder_v7", "B coder_v6", "C tone_hot"]


def test_names_are_shortened_before_they_are_left_out() -> None:
    lines = (NamedSeries("a_long_name_that_is_one", range(9), [1.0] * 9), *humps())
    rows = [text_of(line).rstrip() for line in loss_plot(overlay_request(Curves(lines), 44, 9))]
    legend = ("A a_lon…_one", "B coder_v7", "C coder_v6", "D tone_hot")
    assert all(row.endswith(f" {words}") for row, words in zip(rows, legend, strict=False))


def test_a_legend_that_is_drawn_by_letters_is_not_drawn_again_above() -> None:
    rows = [text_of(line) for line in named_plot(overlay_request(Curves(humps()), 44, 9), is_of_several=True)]
    assert sum("tone_hot" in row for row in rows) == 1
