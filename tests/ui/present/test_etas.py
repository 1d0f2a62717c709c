"""When a job ends, in words."""

import pytest

from breadtui.domain.estimates import Basis, Eta
from breadtui.ui.present.etas import eta_text
from tests.fakes.states import NOW, after


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [
        (3600, 3840, "~1h02m"),
        (3000, 4800, "50m–1h20m"),
        (20, 40, "20s–40s"),
        (100, 130, "~1m"),
        (0, 1800, "<30m"),
        (5, 5, "~5s"),
        (90_000, 400_000, "25h00m–4d"),
    ],
)
def test_a_narrow_range_is_one_figure_and_a_wide_one_two(least: float, most: float, text: str) -> None:
    assert eta_text(Eta(least, most, NOW, Basis.PACE), NOW) == text
    assert len(text) <= 13


def test_what_is_over_its_time_ends_soon_and_what_nobody_knows_is_a_hyphen() -> None:
    assert eta_text(Eta(10, 20, NOW, Basis.PACE), after(30)) == "soon"
    assert eta_text(None, NOW) == "-"
