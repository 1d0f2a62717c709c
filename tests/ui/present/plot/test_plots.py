import subprocess
import sys
from math import inf, isfinite, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.ui.present.plot.frame import column_of, labels_of
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, buckets_of, canvas_width
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.scales import scale_of
from breadtui.ui.present.tones import Tone
from breadtui.values import replace
from tests.ui.present.plot_cases import CASES, DECAY, SINE, Case, drawn, request_of, text_of
from tests.ui.present.plot_golden import GOLDEN


def a_request(*bands: tuple[float, float, float], width: int = 40, height: int = 8, **more: object) -> PlotRequest:
    return replace(PlotRequest((Curve(bands),), width, height, 0, 10), **more)  # type: ignore[arg-type]  # any field


def texts(request: PlotRequest) -> list[str]:
    return [text_of(line) for line in loss_plot(request)]


@pytest.mark.parametrize("name", CASES)
def test_a_plot_looks_as_it_is_meant_to(name: str) -> None:
    assert [row.rstrip() for row in drawn(name)] == GOLDEN[name].removeprefix("\n").removesuffix("\n").split("\n")


@pytest.mark.parametrize("markers", Markers)
@pytest.mark.parametrize("width", [1, 2, 3, 7, 23, 24, 25, 40])
def test_every_line_is_exactly_as_wide_as_asked(markers: Markers, width: int) -> None:
    for height in (1, 2, 3, 4, 9):
        rows = texts(request_of(Case(DECAY, width, height, markers, cursor=50, is_doubled=True)))
        assert [len(row) for row in rows] == [width] * height


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (0, 0), (-1, -1)])
def test_no_room_is_no_error(width: int, height: int) -> None:
    assert len(loss_plot(a_request((1, 1, 1), width=width, height=height))) == max(height, 0)


def test_the_ascii_set_is_ascii() -> None:
    assert "".join(texts(request_of(Case(SINE, 50, 9, Markers.ASCII, cursor=7, is_doubled=True)))).isascii()


def test_plotext_brings_no_colours() -> None:
    assert "\x1b" not in "".join(texts(request_of(Case(DECAY))))


def test_each_curve_has_its_own_tone_and_letter() -> None:
    lines = loss_plot(request_of(Case(DECAY, is_doubled=True)))

    tones = {span.tone for line in lines for span in line}
    assert {Tone.SERIES_A, Tone.SERIES_B} <= tones
    assert "A ────── coder_v7" in text_of(lines[0])
    assert "B ─── ── coder_v6" in text_of(lines[1])


def test_a_hostile_name_is_cleaned_in_the_legend() -> None:
    bands = ((1.0, 1.0, 1.0), (2.0, 2.0, 2.0))
    curves = (Curve(bands, name="\x1b]52;c;x\x07"), Curve(bands, style_of(1), "b"))

    assert "\x1b" not in "".join(texts(replace(a_request(), curves=curves)))


def test_a_peak_within_a_column_reaches_its_height() -> None:
    rows = texts(a_request((0, 1, 1), (5, 1, 9), (10, 1, 1), height=9))

    top = next(row for row in rows if any("\u2800" < char <= "\u28ff" for char in row))
    assert rows.index(top) <= 1


def test_a_part_that_begins_again_is_not_joined_to_the_one_before() -> None:
    joined = texts(a_request((2, 1, 1), (8, 9, 9)))
    apart = texts(a_request((8, 9, 9), (2, 1, 1)))

    assert sum(map(_dots, apart)) < sum(map(_dots, joined)) / 4


def _dots(row: str) -> int:
    return sum((ord(char) - 0x2800).bit_count() for char in row if "\u2800" < char <= "\u28ff")


def test_on_a_logarithmic_axis_what_is_not_positive_is_a_gap() -> None:
    assert any("no values" in row for row in texts(a_request((1, 0, 0), (2, -1, -1), is_log=True)))
    assert all("no values" not in row for row in texts(a_request((1, 0, 0), (2, 1, 1), is_log=True)))


def test_values_beyond_the_limits_lie_on_the_edge() -> None:
    rows = texts(a_request((0, 1, 1), (5, 1000, 1000), (10, 2, 2), limits=(1.0, 2.0)))

    assert not any("1000" in row or "500" in row for row in rows)
    assert any(char != " " for char in rows[0][8:])


def test_the_cursor_is_drawn_only_where_nothing_else_is() -> None:
    request = request_of(Case(DECAY))
    without, cursed = texts(request), texts(replace(request, cursor=80))

    column = 8 + (column_of(80, canvas_width(60), request.first, request.last) or 0)
    for plain, marked in zip(without[:-1], cursed[:-1], strict=True):
        assert plain[:column] + plain[column + 1 :] == marked[:column] + marked[column + 1 :]
        assert marked[column] == (plain[column] if plain[column] != " " else "┊")


def test_new_points_leave_the_rows_they_do_not_touch() -> None:
    before, after = (texts(request_of(Case(DECAY[:count], 80, 20))) for count in (161, 163))

    assert sum(one != other for one, other in zip(before, after, strict=True)) <= 2


@pytest.mark.parametrize(
    "values", [[1e308, -1e308], [5e-324, 1e-323], [1.7e308], [-0.0], [1e308] * 3, [-1e308], [1e300, 1e-300]]
)
@pytest.mark.parametrize("is_log", [False, True])
def test_extreme_values_are_drawn(values: list[float], is_log: bool) -> None:
    bands = [(float(at), value, value) for at, value in enumerate(values)]

    assert [len(row) for row in texts(a_request(*bands, is_log=is_log))] == [40] * 8


VALUE = st.floats() | st.sampled_from([nan, inf, 0.0, 1e-7])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(-5, 15), VALUE, VALUE), max_size=8),
    st.booleans(),
    st.integers(1, 30),
    st.integers(1, 6),
)
def test_any_bands_at_all_fill_the_lines(
    bands: list[tuple[float, float, float]], is_log: bool, width: int, height: int
) -> None:
    finite = [(place, min(low, high), max(low, high)) for place, low, high in bands if isfinite(low) and isfinite(high)]
    rows = texts(a_request(*finite, width=width, height=height, is_log=is_log))

    assert [len(row) for row in rows] == [width] * height


def test_a_curve_is_thinned_to_the_dots_of_its_plot() -> None:
    assert [buckets_of(80, markers) for markers in (Markers.BRAILLE, Markers.BLOCK, Markers.ASCII)] == [144, 144, 72]
    assert buckets_of(1, Markers.BRAILLE) == 2


def test_plotext_is_not_imported_before_the_first_plot() -> None:
    code = "import sys, breadtui.ui.present.plot.metric_lines; sys.exit('plotext' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("extent", [(2.5e-7, 2.5e-7), (1.0, 9.0), (0.0, 9.0), (3.1, 3.2), (-5.0, 400.0), (0.9, 41.0)])
@pytest.mark.parametrize("rows", [6, 7, 8, 9, 12, 20])
def test_an_axis_has_two_labels_at_least(extent: tuple[float, float], rows: int) -> None:
    scale = scale_of(extent, is_log=False)
    labels = labels_of(scale, rows)

    assert len(labels) >= 2
    assert len(set(labels.values())) == len(labels)
