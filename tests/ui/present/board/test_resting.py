"""Where a board's cursor rests: the newest place that the curves have in common, and words that say so."""

from __future__ import annotations

from breadtui.domain.board.entries import Standing
from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.board.resting import Resting, resting_of
from breadtui.ui.present.board.view import LOOKS, BoardView, Sight, pointed, through
from breadtui.ui.present.plot.overlay import Curves, NamedSeries
from breadtui.values import replace


def a_line(first: int, last: int, *, is_growing: bool = False) -> NamedSeries:
    places = [float(place) for place in range(first, last + 1)]
    return NamedSeries("a", places, [1.0] * len(places), is_growing=is_growing)


def test_it_rests_at_the_newest_place_that_all_have() -> None:
    assert resting_of([a_line(1, 300), a_line(1, 180), a_line(1, 200)]) == Resting(180.0, 3, 3)
    assert resting_of([a_line(1, 300), a_line(1, 20)]) == Resting(20.0, 2, 2)


def test_one_that_ended_early_holds_nobody_back() -> None:
    assert resting_of([a_line(1, 300), a_line(1, 27), a_line(1, 200)]) == Resting(200.0, 2, 3)
    assert resting_of([a_line(1, 300), a_line(1, 9), a_line(1, 7)]) == Resting(7.0, 3, 3)


def test_one_that_goes_on_is_waited_for_however_far_it_is() -> None:
    assert resting_of([a_line(1, 300), a_line(1, 27, is_growing=True), a_line(1, 200)]) == Resting(27.0, 3, 3)


def test_curves_end_to_end_have_no_place_in_common() -> None:
    assert resting_of([a_line(1, 100), a_line(101, 200)]) == Resting(200.0, 1, 2)


def test_it_does_not_rest_out_of_sight() -> None:
    assert resting_of([a_line(1, 300), a_line(1, 120)], (250.0, 300.0)) == Resting(300.0, 1, 2)
    assert resting_of([a_line(1, 300), a_line(1, 120)], (100.0, 200.0)) == Resting(120.0, 2, 2)


def test_without_points_it_rests_nowhere() -> None:
    assert resting_of([]) is None
    assert resting_of([NamedSeries("none", [], [])]) is None


def test_words_say_which_place_it_is() -> None:
    words = [Resting(1.0, reached, 8).words for reached in (8, 7, 1)]
    assert words == ["newest of all", "newest of 7", "newest"]


def test_zooming_in_keeps_a_place_in_sight_that_is_far_from_the_end() -> None:
    view = BoardView()
    curves = through(view, Curves((a_line(1, 1000), a_line(1, 100))))
    sight = Sight(view, curves, 80, is_log=False, metrics=["loss"], alignments=[])
    zoomed = LOOKS["zoom_in"](sight)
    assert zoomed.window is not None
    assert zoomed.window[0] <= 100 <= zoomed.window[1]
    assert not zoomed.is_following
    assert through(zoomed, curves).cursor == 100


def test_a_bake_goes_on_until_it_is_done_failed_or_gone() -> None:
    standings = (
        Standing(JobStatus.RUNNING, is_stalled=True),
        Standing(JobStatus.RUNNING, is_gone=True),
        Standing(JobStatus.FAILED),
        Standing(JobStatus.COMPLETE),
    )
    assert [standing.goes_on for standing in standings] == [True, False, False, False]


def test_a_place_that_is_pointed_at_takes_the_nearest_point_of_any_curve() -> None:
    curves = Curves((NamedSeries("a", [10.0, 20.0], [1.0, 2.0]), NamedSeries("b", [14.0], [1.0])))
    sight = Sight(BoardView(), curves, 50, is_log=False, metrics=(), alignments=())

    assert pointed(sight, 15.4).cursor == 14.0
    assert pointed(sight, 19.7).cursor == 20.0
    assert not pointed(sight, 19.7).is_following
    assert pointed(replace(sight, curves=Curves(())), 15.4).cursor is None
