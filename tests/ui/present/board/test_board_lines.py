"""A board's lines: what they say, how wide they are, and that nothing of a name is obeyed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry, Standing
from breadtui.domain.board.settings import SettingRow, Settings, differing
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.outputs.conversation import read_row
from breadtui.store.views.boarding import entries_of
from breadtui.ui.present.board.answer_lines import AnswersPage, Told, answers_lines
from breadtui.ui.present.board.heading_lines import BoardTab, chart_heading, tabs_line
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.pages import letters_line
from breadtui.ui.present.board.settings_lines import settings_lines
from breadtui.ui.present.board.table_lines import columns_of, delta_text, head_line, left_out_words, row_line
from breadtui.ui.present.board.view import BoardView, through
from breadtui.ui.present.glyphs import UNICODE
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, overlay_request
from breadtui.ui.present.short_names import short_names
from breadtui.ui.present.tones import Line
from breadtui.values import replace
from tests.ui.screens.board_host import BAKES, THREE, an_answer, board_state
from tests.ui.screens.board_of_eight import EIGHT, GAPPED, eight_state


def text(line: Line) -> str:
    return "".join(span.text for span in line)


def a_model(view: BoardView | None = None) -> BoardModel:
    return BoardModel(entries_of(board_state(), BAKES), view)


def test_the_table_fits_its_width_and_its_columns_stand_below_their_headings() -> None:
    table = a_model().table()
    for width in (80, 84, 100, 120, 200):
        lines = [head_line(table, width), *(row_line(table, row, width) for row in table.rows)]
        lengths = {cell_len(text(line)) for line in lines}
        assert len(lengths) == 1
        assert lengths.pop() <= width


def test_every_figure_that_is_asked_for_stands_at_eighty_cells() -> None:
    heads = text(head_line(a_model().table(), 80)).split()
    assert heads == ["bake", "last", "Δ%", "best", "ema", ".6", "cursor", "Δ%", "time"]


def test_what_is_left_out_first_comes_with_more_room() -> None:
    table = a_model().table()
    columns = [{column.head(table) for column in columns_of(table, width)} for width in range(80, 140)]
    assert all(less <= more for less, more in pairwise(columns))
    assert [name for name in ("raw", "@step", "points") if name in columns[0]] == []
    assert {"raw", "@step", "points"} <= columns[-1]


def test_what_finds_no_room_in_a_row_is_said_over_the_table() -> None:
    table = a_model(BoardView(cursor=50.0)).table()
    for width in (80, 100, 120, 140):
        line = text(tabs_line(BoardTab.TABLE, {}, table, UNICODE, table.rows[1], width))
        missing = left_out_words(table, table.rows[1], width).split("  ")
        said = [words for words in missing if words and f"{words}  " in f"{line}  "]
        assert cell_len(line) <= width
        assert said == missing[: len(said)]
        assert said or not any(missing)
        assert width == 80 or said == [words for words in missing if words]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("words", ["7", "104", "1,234,567", "1h02m"])
@pytest.mark.parametrize("counts", [{}, {BoardTab.CONFIG: "14", BoardTab.ANSWERS: "1234"}])
def test_where_the_cursor_is_stands_over_the_table_at_any_width(
    width: int, words: str, counts: dict[BoardTab, str]
) -> None:
    table = replace(BoardModel(entries_of(eight_state(), EIGHT)).table(), cursor_words=words)
    for row in (None, *table.rows):
        line = text(tabs_line(BoardTab.TABLE, counts, table, UNICODE, row, width))
        assert f" at {words}" in line[: width - 2]
        assert all(name.value in line for name in BoardTab)
        assert row is None or not line[: width - 2].endswith(f"   {row.letter}")


def test_what_is_amiss_with_logs_is_told_whole_or_not_at_all() -> None:
    model = BoardModel(entries_of(eight_state(), EIGHT))
    curves, table = model.curves(70), model.table()
    request = replace(overlay_request(curves, 70, 0), is_log=True)
    whole = ["30 not finite", "1 no log"]
    for width in range(40, 140):
        line = text(chart_heading(model, curves, table, UNICODE, request=request, width=width))
        assert [words in line for words in whole] in ([True, True], [True, False], [False, False])
        assert cell_len(line) < width or not any(words in line for words in whole)
        if width >= 80:
            assert all(words in line for words in whole)
            assert " of 1,301 points" in line or width < 125


@pytest.mark.parametrize("alignment", [Alignment.STEP, Alignment.FRACTION])
def test_the_count_of_points_is_whole_over_a_chart_of_any_width(alignment: Alignment) -> None:
    model = BoardModel(entries_of(eight_state(), EIGHT), BoardView(alignment=alignment))
    curves, table = model.curves(70), model.table()
    request = overlay_request(curves, 70, 0)
    whole = text(chart_heading(model, curves, table, UNICODE, request=request))
    pieces = whole.removeprefix("Compare ").replace(" ── ", " · ").split(" · ")
    count = next(words for words in pieces if words.endswith(" points")).removesuffix(" points")
    for width in range(20, 140):
        line = text(chart_heading(model, curves, table, UNICODE, request=request, width=width))
        assert count in line
        assert cell_len(line) < width
        assert set(line.removeprefix("Compare ").replace(" ── ", " · ").split(" · ")) <= {*pieces, count}


def test_what_is_not_finite_is_counted_of_the_curves_in_sight() -> None:
    model = BoardModel(entries_of(eight_state(), EIGHT))
    for view, gaps in (
        (BoardView(), "30 not finite"),
        (BoardView(metric="step_time"), ""),
        (BoardView(hidden=frozenset({GAPPED})), ""),
    ):
        model.view = view
        curves = model.curves(120)
        line = text(chart_heading(model, curves, model.table(), UNICODE, request=overlay_request(curves, 120, 0)))
        assert ("not finite" in line) == bool(gaps)
        assert gaps in line


def test_values_as_logged_have_a_column_only_where_curves_are_averaged() -> None:
    smooth, plain = (a_model(BoardView(alpha=alpha, cursor=50.0)).table() for alpha in (0.6, 0.0))
    assert "raw" in text(head_line(smooth, 120)).split()
    assert "raw" not in text(head_line(plain, 120)).split()
    assert [row.figures.raw_at_cursor for row in smooth.rows] == [row.figures.at_cursor for row in plain.rows]
    assert all(row.figures.raw_at_cursor != row.figures.at_cursor for row in smooth.rows)


@pytest.mark.parametrize(
    ("standing", "letter", "words"),
    [
        (Standing(JobStatus.COMPLETE), "D", ""),
        (Standing(JobStatus.RUNNING, is_stalled=True), "!", "stalled"),
        (Standing(JobStatus.RUNNING, is_gone=True), "?", "gone"),
        (Standing(JobStatus.FAILED, error="CUDA out of memory\nat step 9"), "F", "CUDA out of memory"),
    ],
)
def test_how_a_bake_stands_is_a_letter_in_its_row_and_words_over_the_table(
    standing: Standing, letter: str, words: str
) -> None:
    model = a_model(BoardView(cursor=50.0))
    model.entries = (replace(model.entries[0], standing=standing), *model.entries[1:])
    table = model.table()
    assert text(row_line(table, table.rows[0], 80)).split()[1] == letter
    line = text(tabs_line(BoardTab.TABLE, {}, table, UNICODE, table.rows[0], 80))
    assert words in line
    assert " raw " in line
    wide = text(tabs_line(BoardTab.TABLE, {}, table, UNICODE, table.rows[0], 120))
    assert "raw" not in wide
    assert words in wide


def test_a_heading_tells_logs_that_are_on_their_way_from_those_that_are_not_there() -> None:
    model = a_model()
    model.entries = (
        model.entries[0],
        replace(model.entries[1], series=None, note="loading"),
        replace(model.entries[2], series=MetricSeries(), note="no metrics"),
    )
    curves = model.curves(80)
    line = text(chart_heading(model, curves, model.table(), UNICODE, request=overlay_request(curves, 80, 0)))
    assert line.endswith("120 of 120 points · 1 loading · 1 no log")


@given(st.lists(st.text("abcxyz-_", min_size=1, max_size=60), min_size=1, max_size=8, unique=True), st.integers(8, 30))
def test_names_are_cut_to_their_width(names: list[str], width: int) -> None:
    assert all(cell_len(name) <= width for name in short_names(names, width))


@pytest.mark.parametrize("shape", ["{}" + "tail" * 9, "head" * 9 + "{}", "head" * 9 + "{}" + "tail" * 9])
def test_long_names_that_differ_somewhere_look_different(shape: str) -> None:
    names = [*(shape.format(number) for number in range(6)), "another", "x" * 30]
    assert len(set(short_names(names, 12))) == 8


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (None, "-"),
        (0.04, "+0.0%"),
        (-4.06, "−4.1%"),
        (999.96, "+1000%"),
        (2968.7, "+2969%"),
        (-12345.0, "−12345%"),
        (123_456.0, "+1.23e5"),
        (1.234e12, "+1.2e12"),
        (-1.5e300, "−2e300"),
    ],
)
def test_differences_are_told_with_a_sign_and_with_their_digits(percent: float | None, words: str) -> None:
    assert delta_text(percent) == words


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_difference_fits_its_column_whatever_it_is(percent: float) -> None:
    assert cell_len(delta_text(percent)) < 8


def test_a_bake_whose_log_is_not_here_says_why_in_its_row() -> None:
    state = board_state(metrics={})
    table = BoardModel(entries_of(state, BAKES)).table()
    assert text(row_line(table, table.rows[0], 80)).split() == ["A*coder_v1", "D", "loading"]


def test_values_that_would_look_alike_when_cut_are_written_below_each_other() -> None:
    long = [f"{'a' * 25}{number}{'b' * 25}" for number in (1, 2, 3)]
    lines = [text(line) for line in settings_lines(Settings((SettingRow("path", tuple(long)),), 4), (), 80)]
    assert all(any(value in line for line in lines) for value in long)
    assert lines[-1].strip() == "4 settings are the same"


def test_equal_values_stand_together_under_their_letters() -> None:
    lines = [text(line) for line in settings_lines(differing([{"a": 1}, {"a": 2}, {"a": 1}]), (), 30)]
    assert lines[:3] == [" a", "   AC       1", "   B        2"]


def test_what_is_not_known_is_told_from_what_is_not_set() -> None:
    found = differing([{"a": 1}, {}, None])
    wide, narrow = ([text(line) for line in settings_lines(found, (), width)] for width in (80, 30))
    assert wide[1].split() == ["a", "1", "-", "?"]
    assert narrow[:4] == [" a", "   A        1", "   B        -", "   C        ?"]


def test_without_a_difference_that_is_said() -> None:
    assert (
        text(settings_lines(differing([{"a": 1}, {"a": 1}]), (), 80)[0])
        == " No setting differs: 1 setting is the same."
    )


def told(number: int, words: str) -> Told:
    return Told(style_of(number), read_row(an_answer("Why?", words)), f"lesson row {number}")


def test_the_same_answer_is_written_once_under_all_letters_that_learnt_it() -> None:
    page = AnswersPage(1, 9, 3, (told(0, "Yes."), told(1, "No."), told(2, "Yes.")))
    lines = [text(line) for line in answers_lines(page, 100)]
    assert lines[0] == " question 1 of 9   taught to all 3"
    assert sum(line.count("Yes.") for line in lines) == 1
    assert any(line.startswith(" A C ") for line in lines)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("count", [2, 4, 8])
def test_every_row_an_answer_comes_from_is_told_at_any_width(width: int, count: int) -> None:
    where = [f"coder_set_{number} row {90 + number}" for number in range(count)]
    row = read_row(an_answer("Why?", "Yes."))
    same = [Told(style_of(number), row, where[number]) for number in range(count - 1)]
    lines = list(map(text, answers_lines(AnswersPage(1, 1, count, (*same, told(count - 1, "No."))), width)))
    assert all(cell_len(line) <= width for line in lines)
    assert all(any(place in line for line in lines) for place in where[: count - 1])


@given(st.text(), st.integers(10, 200))
def test_no_answer_breaks_a_line_or_is_obeyed(words: str, width: int) -> None:
    page = AnswersPage(1, 1, 2, (told(0, words), told(1, "\x1b]0;x\x07")))
    for line in answers_lines(page, width):
        assert not any(ord(char) < 32 or ord(char) == 127 for char in text(line))


def test_a_curve_is_drawn_anew_only_when_its_series_or_the_view_moved() -> None:
    model = a_model()
    first = list(model.lines())
    assert all(one is other for one, other in zip(model.lines(), first, strict=True))
    model.view = BoardView(alpha=0.9)
    assert all(one is not other for one, other in zip(model.lines(), first, strict=True))


def test_the_last_of_a_run_that_goes_on_is_where_it_is() -> None:
    model = a_model()
    assert model.entries[2].key == THREE
    assert model.entries[2].progress_percent == 80.0
    assert [entry.steps_before for entry in model.entries] == [0, 100, 200]


def test_all_letters_find_room_over_settings_and_answers() -> None:
    model = BoardModel(entries_of(eight_state(), EIGHT))
    for width in (40, 60, 80, 120, 200):
        line = text(letters_line(model, width))
        assert cell_len(line) <= width
        assert [word for word in line.split() if len(word) == 1] == list("ABCDEFGH")


def test_logs_of_which_the_telling_rows_alone_lie_along_an_axis_are_said_to_be_thinned() -> None:
    log = GrowingLog(25_000)
    log.extend({"iter": step, "loss": 1.0 / step, "epoch": step // 100} for step in range(1, 25_001))
    entries = (Entry(BAKES[0], log.series()), Entry(BAKES[1], log.series()))
    said = []
    for alignment in (Alignment.STEP, Alignment.EPOCH):
        model = BoardModel(entries, BoardView(alignment=alignment))
        curves = model.curves(100)
        said.append(text(chart_heading(model, curves, model.table(), UNICODE, request=overlay_request(curves, 100, 0))))
    assert "50,000 of 50,000 points" in said[0]
    assert "thinned" not in said[0]
    assert " of 50,000 points · thinned along epoch" in said[1]


def test_a_part_that_all_curves_have_left_is_given_up_for_the_newest_one() -> None:
    line = NamedSeries("a", [1.0, 60.0], [1.0, 2.0])
    view = BoardView(window=(20.0, 40.0), is_following=False)

    assert through(view, Curves((line,))).window == (20.0, 40.0)
    assert through(replace(view, window=(70.0, 90.0)), Curves((line,))).window == (40.0, 60.0)
