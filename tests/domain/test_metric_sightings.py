from datetime import UTC, datetime, timedelta

from breadtui.domain.metric.sightings import seen_steps
from breadtui.domain.sightings import JobSighting
from tests.fakes.states import a_key

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
AT = NOON.timestamp()


def a_look(minutes: float, percent: float | None, status: str = "running") -> JobSighting:
    return JobSighting(a_key("coder_v7"), NOON + timedelta(minutes=minutes), status, percent, None, None, None)


def test_percentages_become_steps_by_the_last_that_was_logged() -> None:
    assert seen_steps([a_look(0, 10), a_look(1, 25), a_look(5, 50)], 200) == ((40, AT), (100, AT + 60), (200, AT + 300))


def test_what_is_complete_is_at_all_of_it() -> None:
    assert seen_steps([a_look(0, 50), a_look(2, None, "complete")], 100) == ((50, AT), (100, AT + 120))


def test_looks_at_which_nothing_moved_or_nothing_is_known_say_nothing() -> None:
    looks = [a_look(0, None), a_look(1, 0), a_look(2, 10), a_look(3, 10), a_look(4, 20)]

    assert seen_steps(looks, 20) == ((10, AT + 120), (20, AT + 240))


def test_a_run_that_began_again_is_the_only_one() -> None:
    assert seen_steps([a_look(0, 90), a_look(1, 5), a_look(2, 10)], 10) == ((5, AT + 60), (10, AT + 120))


def test_nothing_seen_and_nothing_logged_is_nothing() -> None:
    assert seen_steps([], 10) == ()
    assert seen_steps([a_look(0, 10)], 0) == ()
