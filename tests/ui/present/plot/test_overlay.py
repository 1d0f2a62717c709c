from itertools import pairwise
from math import isnan, nan

import pytest
from rich.cells import cell_len

from breadtui.domain.metric.axes import Axis
from breadtui.ui.present.plot.line_styles import BEHIND, STYLES
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, curve_lines, overlay_request
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.tones import Tone
from tests.ui.present.plot_cases import text_of


def a_line(name: str, *values: float, first: float = 1.0, **more: object) -> NamedSeries:
    return NamedSeries(name, [first + at for at in range(len(values))], values, **more)  # type: ignore[arg-type]


def eight(count: int = 40) -> tuple[NamedSeries, ...]:
    return tuple(a_line(f"v{number}", *(number + at / 100 for at in range(count))) for number in range(1, 9))


def rows_of(curves: Curves, width: int = 80, height: int = 24) -> list[str]:
    return [text_of(line) for line in curve_lines(curves, width, height)]


def test_eight_lines_are_told_apart_by_letter_dash_and_tone() -> None:
    styles = Curves(eight()).styles()

    assert [style.letter for style in styles] == list("ABCDEFGH")
    assert len({style.dash for style in styles}) == len({style.tone for style in styles}) == 8
    assert len({style.ascii_mark for style in styles}) == 8


@pytest.mark.parametrize("markers", Markers)
def test_each_line_ends_in_its_letter_on_a_row_of_its_own(markers: Markers) -> None:
    rows = rows_of(Curves(eight(), window=(0, 50), markers=markers))

    ends = {letter: [at for at, row in enumerate(rows) if letter in row[40:78]] for letter in "ABCDEFGH"}
    assert all(ends.values())


def test_letters_of_lines_that_end_alike_stand_above_each_other() -> None:
    lines = (a_line("one", 1.0, 5.0), a_line("two", 2.0, 5.0), a_line("three", 3.0, 5.0))
    rows = rows_of(Curves(lines, window=(0, 10)), height=12)

    column = [row[8 + int(2 / 10 * 72) + 1] for row in rows[:-1]]
    assert sorted(char for char in column if char in "ABC") == ["A", "B", "C"]


def test_the_legend_shows_name_and_line_of_each() -> None:
    rows = rows_of(Curves((a_line("coder_v7", 1.0, 2.0), a_line("coder_v6", 2.0, 1.0)), window=(0, 50)))

    assert rows[0].rstrip().endswith("A ────── coder_v7")
    assert rows[1].rstrip().endswith("B ─── ── coder_v6")


def test_a_dashed_line_shows_its_peak_wherever_it_is() -> None:
    for at in range(40):
        values = [1.0] * at + [9.0] + [1.0] * (39 - at)
        lines = (a_line("flat", *([1.0] * 40)), a_line("flat", *([1.0] * 40)), a_line("spike", *values))
        top = curve_lines(Curves(lines, window=(0, 41)), 48, 10)[0]
        assert any(span.tone is STYLES[2].tone and span.text.strip() for span in top), at


def test_a_line_behind_is_dim_without_letter_or_legend() -> None:
    curves = Curves((a_line("child", 1.0, 2.0, 3.0), a_line("parent", 3.0, 2.0, 1.0, is_behind=True)))

    assert curves.styles() == (STYLES[0], BEHIND)
    assert not any("parent" in row or "A" in row[8:] for row in rows_of(curves))
    assert any(span.tone is Tone.DIM and span.text.strip("│┤ ") for span in curve_lines(curves, 80, 24)[10])


def test_a_line_keeps_the_style_it_was_given() -> None:
    curves = Curves((a_line("b", 1.0, style=STYLES[1]), a_line("a", 1.0), a_line("next", 1.0)))

    assert [style.letter for style in curves.styles()] == ["B", "A", "B"]


def test_the_whole_range_holds_every_line_and_a_window_cuts_it() -> None:
    lines = (a_line("short", *range(20)), a_line("late", *range(50), first=100))

    assert Curves(lines).whole() == (0, 160)
    assert (overlay_request(Curves(lines, window=(10, 30)), 80, 20).first) == 10


def test_shares_of_a_whole_reach_from_none_to_all() -> None:
    line = NamedSeries("half", [0.0, 0.25, 0.5], [3.0, 2.0, 1.0])

    assert Curves((line,), Axis.SHARE).whole() == (0.0, 1.0)
    assert "40%" in rows_of(Curves((line,), Axis.SHARE))[-1]


def test_values_are_read_at_a_place_and_not_beyond_the_ends() -> None:
    line = a_line("one", 1.0, nan, 3.0)

    assert line.value_at(1.2) == 1.0
    assert isnan(line.value_at(2.0))
    assert isnan(line.value_at(9.0))
    assert isnan(NamedSeries("none", [], []).value_at(1.0))


def test_a_line_is_thinned_again_only_for_another_look() -> None:
    line = a_line("one", *range(1000))
    kept = line.bands((0, 1000), 100)

    assert line.bands((0, 1000), 100) is kept
    assert line.bands((0, 500), 100) is not kept
    assert len(kept) == 100
    assert all(one[0] < other[0] for one, other in pairwise(kept))


def test_no_lines_and_no_room_are_no_error() -> None:
    assert [len(row) for row in rows_of(Curves(()), 30, 6)] == [30] * 6
    assert curve_lines(Curves(eight()), 0, 3) == ((), (), ())
    assert [len(row) for row in rows_of(Curves(eight()), 1, 2)] == [1, 1]


def test_an_averaged_line_tells_what_is_drawn_and_what_was_logged() -> None:
    line = a_line("v1", 4.0, 2.0, 8.0, alpha=0.5)

    assert [line.value_at(place) for place in (1, 2, 3)] == [4.0, 3.0, 5.5]
    assert [line.value_at(place, is_raw=True) for place in (1, 2, 3)] == [4.0, 2.0, 8.0]
    assert [high for _, _, high in line.bands((0, 4), 40)] == [4.0, 3.0, 5.5]
    assert isnan(line.value_at(3.5, is_raw=True))


def test_of_a_clipped_line_the_points_as_logged_are_counted() -> None:
    line = a_line("v1", 1.0, 9.0, 1.0, 9.0, alpha=0.9)

    assert line.beyond_count((0, 4), (0.0, 2.0)) == 2
    assert line.beyond_count((0, 2), (0.0, 2.0)) == 1


def test_no_cursor_runs_through_the_legend_and_no_name_makes_a_line_too_long() -> None:
    lines = (a_line("名前" * 4, 1.0, 2.0), a_line("e\u0301 b", 2.0, 1.0), a_line("plain", 1.5, 1.5))
    for place in range(50):
        rows = rows_of(Curves(lines, window=(0, 50), cursor=place))
        assert {cell_len(row) for row in rows} == {80}
        assert "A ────── 名前名前名前名前" in rows[0]
        assert "B ─── ── e\u0301 b" in rows[1]
        assert "C ─ ─ ─  plain" in rows[2]


def test_long_names_that_differ_in_the_middle_are_told_apart_in_the_legend() -> None:
    names = [f"support_agent_with_a_long_name_{letter}_for_the_evening_shift" for letter in "ab"]
    rows = rows_of(Curves(tuple(a_line(name, 1.0, 2.0) for name in names), window=(0, 50)))
    assert rows[0].rstrip()[-20:] != rows[1].rstrip()[-20:]
