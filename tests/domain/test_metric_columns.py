"""Columns that grow, against plain lists."""

from bisect import bisect_left, bisect_right
from math import isnan, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric.columns import BLOCK, Growing, extremes_of, outside_count, place_of
from breadtui.domain.metric.record import MetricSeries, thin

VALUES = st.lists(st.floats(-1e6, 1e6) | st.just(nan), max_size=60)


def grown(*parts: list[float]) -> Growing:
    growing = Growing()
    for part in parts:
        growing.extend(part)
    return growing


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_a_column_reads_like_a_list(count: int) -> None:
    values = [float(at) for at in range(count)]
    column = grown(values).column()

    assert len(column) == count
    assert list(column) == list(column[:]) == values
    assert [column[at] for at in range(count)] == values
    for part in (slice(3, 9), slice(BLOCK - 2, BLOCK + 2), slice(-5, None), slice(None, None, 7), slice(9, 3)):
        assert list(column[part]) == values[part]
    if count:
        assert column[-1] == values[-1]
        assert bisect_left(column, count / 2) == bisect_left(values, count / 2)
    with pytest.raises(IndexError):
        column[count]


def test_what_was_a_column_stays_that_while_it_grows() -> None:
    growing = grown([float(at) for at in range(700)])
    before = growing.column()
    growing.extend([7.0] * 900)

    assert (len(before), len(growing.column())) == (700, 1600)
    assert before._blocks[0] is growing.column()._blocks[0]


def test_a_column_of_single_precision_reads_like_one_too() -> None:
    growing = Growing(is_short=True)
    growing.extend([0.1] * 1000)
    column = growing.column()

    assert column[500:600].tolist() == list(column)[500:600]
    assert column[0] == pytest.approx(0.1, rel=1e-7)
    assert column[0] != 0.1
    assert extremes_of(column, 3, BLOCK) == (column[0], column[0])


@pytest.mark.parametrize("value", [1e39, -1e39, 1e-300, -1e-40, 5e-324, 3.5e38])
@pytest.mark.parametrize("others", [[0.1], [-0.1, 0.0, nan]])
def test_a_value_that_seven_digits_cannot_say_is_kept_as_it_is(value: float, others: list[float]) -> None:
    growing = Growing(is_short=True)
    values = [*others * 2 * BLOCK, value, *others * 2 * BLOCK]
    growing.extend(values)
    growing.extend([7.0] * 2 * BLOCK)
    column, at = growing.column(), len(others) * 2 * BLOCK

    assert column[at] == value
    assert column[at - 3 : at + 3][3] == value
    assert value in (*extremes_of(column, at, at + 1), *extremes_of(column, 0, len(column)), growing.values()[at])
    assert outside_count(column, 0, len(column), (-1e38, 1e38)) == (abs(value) > 1e38)
    assert not column.fits_short()
    assert [block.typecode for block in column._blocks].count("d") == 1


@settings(max_examples=300)
@given(st.data())
def test_places_in_an_ascending_column_are_those_of_a_list(data: st.DataObject) -> None:
    values = sorted(data.draw(st.lists(st.integers(0, 30).map(float), max_size=40))) if data.draw(st.booleans()) else []
    values = [value for value in values for _ in range(data.draw(st.sampled_from([1, 90])))]
    column = grown(values).column()
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    value = data.draw(st.integers(-1, 31)) + data.draw(st.sampled_from([0.0, 0.5]))

    assert place_of(column, value, start, stop) == bisect_left(values, value, start, stop)
    assert place_of(column, value, start, stop, is_after=True) == bisect_right(values, value, start, stop)


@given(st.lists(VALUES, max_size=40), st.integers(0, 2500), st.integers(0, 2500))
def test_extremes_and_counts_are_those_of_the_values(parts: list[list[float]], start: int, length: int) -> None:
    values = [value for part in parts for value in part]
    column = grown(*parts).column()
    shown = [value for value in values[start : start + length] if not isnan(value)]

    low, high = extremes_of(column, start, min(start + length, len(column)))
    if shown:
        assert (low, high) == (min(shown), max(shown))
    else:
        assert isnan(low)
        assert isnan(high)
    expected = sum(value < -100 or value > 1000 for value in shown)
    assert outside_count(column, start, min(start + length, len(column)), (-100.0, 1000.0)) == expected


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=3000), st.integers(1, 90), st.data())
def test_however_it_is_thinned_no_peak_and_no_dip_is_hidden(
    values: list[float], buckets: int, data: st.DataObject
) -> None:
    column = grown(values).column()
    steps = grown([float(at) for at in range(len(values))]).column()
    first = data.draw(st.integers(0, len(values) - 1))
    last = data.draw(st.integers(first, len(values)))
    bands = thin(MetricSeries(steps, {"loss": column}), "loss", buckets, first, last)

    shown = values[first : last + 1]
    assert len(bands) <= max(buckets, 1)
    assert min(low for _, low, _ in bands) == min(shown)
    assert max(high for _, _, high in bands) == max(shown)
    edges = [place for place, _, _ in bands]
    assert edges == sorted(edges)
    for at, (place, low, high) in enumerate(bands):
        end = int(edges[at + 1]) if at + 1 < len(edges) else last + 1
        part = values[int(place) : end]
        assert (low, high) == (min(part), max(part))
