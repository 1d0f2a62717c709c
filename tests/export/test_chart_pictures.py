"""A chart as SVG and PNG: what stands where, that no peak is lost, and that no name is obeyed."""

from __future__ import annotations

import io
import sys
from itertools import pairwise
from math import hypot, isclose, nan
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from breadtui.export.charts.figure import DASHES, LETTER_DOTS, TEXT_DOTS, ChartFigure, Dot, parts_of, sheet_of
from breadtui.export.charts.png import NoPillow, chart_png, dashed
from breadtui.export.charts.svg import chart_svg
from breadtui.ui.present.metric_export.figures import NothingToDraw, figure_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries
from breadtui.values import replace

SVG = "{http://www.w3.org/2000/svg}"


def a_figure(*values: list[float], name: str = "coder", is_log: bool | None = None) -> ChartFigure:
    lines = tuple(
        NamedSeries(f"{name}_{number}", [float(step) for step in range(len(curve))], curve)
        for number, curve in enumerate(values)
    )
    return figure_of(Curves(lines, is_log=is_log), f"loss of {name}")


def test_every_point_and_every_word_is_on_the_sheet() -> None:
    sheet = sheet_of(a_figure([1.0, 9.0, 3.0], [2.0, nan, 4.0]))
    for dot in (dot for stroke in sheet.strokes for dot in stroke.dots):
        assert 0 <= dot.x <= sheet.width
        assert 0 <= dot.y <= sheet.height
    assert [words.text for words in sheet.words if words.text in {"A", "B"}] == ["B", "A"]
    assert "6 points" in [words.text for words in sheet.words]


def test_a_spike_among_a_million_points_is_drawn_at_its_height() -> None:
    values = [1.0] * 1_000_000
    values[777_777] = 50.0
    figure = a_figure(values)
    heights = [value for part in figure.curves[0].parts for _, value in part]
    assert max(heights) == 50.0
    assert len(heights) < 5_000
    assert "of 1,000,000 points" in figure.remark


def test_a_gap_parts_a_curve_and_a_restart_begins_another_part() -> None:
    assert parts_of([(1, 1, 1), (2, nan, nan), (3, 2, 4)], is_log=False) == (((1, 1),), ((3, 2), (3, 4)))
    assert len(parts_of([(1, 1, 1), (2, 1, 1), (1, 1, 1)], is_log=False)) == 2
    assert parts_of([(1, 0, 0), (2, 1, 1)], is_log=True) == (((2, 1),),)


def test_svg_is_xml_in_which_a_name_is_only_text() -> None:
    root = ElementTree.fromstring(chart_svg(a_figure([1.0, 2.0], [2.0, 1.0], name='<script>&"\x1b]0;')).encode())
    assert {child.tag for child in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "rect", "g", "polyline", "text")}
    assert any("<script>" in (text.text or "") for text in root.iter(f"{SVG}text"))
    dashes = {line.get("stroke-dasharray") for line in root.iter(f"{SVG}polyline")}
    assert " ".join(map(str, DASHES[1])) in dashes


def test_png_has_the_colours_of_the_curves_and_the_size_of_the_sheet() -> None:
    picture = Image.open(io.BytesIO(chart_png(a_figure([1.0, 2.0], [2.0, 1.0]))))
    assert picture.size == (1920, 1080)
    colours = {colour for _, colour in picture.getcolors(1 << 24) or ()}
    assert {(0x00, 0x5F, 0xAF), (0xAF, 0x3A, 0x00), (255, 255, 255)} <= colours


def test_names_in_scripts_that_the_font_lacks_are_told_apart() -> None:
    pictures = {chart_png(a_figure([1.0, 2.0], name=name)) for name in ("日本", "本日", "Жук", "café", "cafè", "cafe")}
    assert len(pictures) == 4  # accents are left out, all else is written by its numbers


def test_our_own_signs_are_no_numbers_in_a_picture() -> None:
    figure = a_figure([1.0, 2.0])
    ours, plain = (replace(figure, remark=remark) for remark in ("begun 2×, −3 · 4", "begun 2x, -3 · 4"))
    assert chart_png(ours) == chart_png(plain)


def test_without_pillow_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(NoPillow, match=r"breadtui\[png\]"):
        chart_png(a_figure([1.0, 2.0]))


def test_nothing_but_gaps_is_no_chart() -> None:
    with pytest.raises(NothingToDraw):
        a_figure([nan, nan])


def test_a_single_point_is_seen() -> None:
    strokes = [stroke for stroke in sheet_of(a_figure([1.0])).strokes if stroke.width > 1]
    assert [len(stroke.dots) for stroke in strokes] == [2]


@given(
    st.lists(st.tuples(st.floats(0, 900), st.floats(0, 500)), min_size=2, max_size=20),
    st.sampled_from(DASHES[1:]),
)
def test_dashes_are_as_long_as_their_share_of_the_line(
    points: list[tuple[float, float]], dash: tuple[int, ...]
) -> None:
    dots = tuple(Dot(*point) for point in points)
    whole = _length(dots)
    drawn = sum(map(_length, dashed(dots, dash)))
    rounds, rest = divmod(whole, sum(dash))
    least = rounds * sum(dash[::2])
    assert least - 1e-6 <= drawn <= least + min(rest, sum(dash[::2])) + 1e-6


def test_a_whole_line_stays_whole() -> None:
    dots = (Dot(0, 0), Dot(3, 4))
    assert list(dashed(dots, ())) == [dots]
    assert isclose(_length(dots), 5.0)


def _length(dots: tuple[Dot, ...]) -> float:
    return sum(hypot(other.x - one.x, other.y - one.y) for one, other in pairwise(dots))


@pytest.mark.parametrize("name", ["short", "x" * 80, "y" * 300, "日本" * 60])
def test_title_remark_and_key_stay_on_the_sheet_and_apart_however_long_a_name_is(name: str) -> None:
    figure = replace(a_figure(*([1.0, 2.0] for _ in range(8)), name=name), remark="1,920 of 2,000,000 points · ema .6")
    sheet = sheet_of(replace(figure, title=f"loss of {name}"))
    title, remark = sheet.words[:2]
    ends = [words.at.x + LETTER_DOTS * cell_len(words.text) for words in sheet.words if words.anchor == "start"]
    assert max(ends) <= sheet.width
    assert title.at.y < remark.at.y or ends[0] < remark.at.x - LETTER_DOTS * cell_len(remark.text)


def test_letters_of_curves_that_end_at_the_bottom_stand_apart_and_above_the_floor() -> None:
    sheet = sheet_of(a_figure(*([9.0, number / 1_000] for number in range(8))))
    letters = sorted(words.at.y for words in sheet.words if words.text in set("ABCDEFGH"))
    assert len(letters) == 8
    assert all(below - above >= TEXT_DOTS for above, below in pairwise(letters))
    assert letters[-1] <= sheet.height - 36


def test_in_a_png_names_of_other_scripts_stay_on_the_sheet() -> None:
    figure = a_figure([1.0, 2.0], [2.0, 1.0], name="名" * 40)
    with Image.open(io.BytesIO(chart_png(replace(figure, title="名" * 200, curves=figure.curves)))) as picture:
        right_edge = picture.convert("L").crop((picture.width - 20, 0, picture.width, 180))
        assert right_edge.getextrema() == (255, 255)
