"""The telling points of a log that grows are those of the log read at once, and only what is new is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric.telling import MOST_POINTS, TellingPoints


def steps(count: int) -> list[float]:
    return [float(at) for at in range(count)]


def losses(count: int) -> list[float]:
    return [nan if at % 97 == 0 else float(at * 7919 % 10_007) for at in range(count)]


class Looked(Sequence[float]):
    """A column that counts the values that were looked at."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = values
        self.looked = 0

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, at: int | slice) -> float:  # type: ignore[override]  # a slice of a list is one, too
        found = self.values[at]
        self.looked += len(found) if isinstance(found, list) else 1
        return found  # type: ignore[return-value]  # as above


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=6))
def test_a_log_that_grew_tells_what_it_tells_when_it_is_read_at_once(parts: list[int]) -> None:
    growing, count = TellingPoints(), MOST_POINTS
    for part in parts:
        growing.of(steps(count), {"loss": losses(count), "lr": steps(count)})
        count += part
    columns = {"loss": losses(count), "lr": steps(count)}
    told, values, _ = growing.of(steps(count), columns)

    at_once, those, _ = TellingPoints().of(steps(count), columns)
    assert told == at_once
    assert list(map(str, values["loss"])) == list(map(str, those["loss"]))
    assert values["lr"] == those["lr"]


@pytest.mark.parametrize("count", [100_001, 1_000_001])
def test_of_a_new_row_no_more_is_looked_at_than_of_a_run(count: int) -> None:
    growing, values = TellingPoints(), losses(count)
    growing.of(steps(count), {"loss": values})
    loss = Looked([*values, 1.0])
    told, *_ = growing.of(steps(count + 1), {"loss": loss})

    assert loss.looked <= count * 4 / MOST_POINTS * 2 + 4
    assert told[-1] == count


def test_a_metric_that_comes_later_is_told_from_the_beginning() -> None:
    growing, count = TellingPoints(), 2 * MOST_POINTS
    growing.of(steps(count), {"loss": losses(count)})
    told, values, _ = growing.of(steps(count), {"loss": losses(count), "lr": steps(count)})

    assert values["lr"] == told
    assert len(values["loss"]) == len(told) <= MOST_POINTS


def test_without_a_loss_the_ends_of_each_run_are_told() -> None:
    told, values, _ = TellingPoints().of(steps(MOST_POINTS), {"lr": steps(MOST_POINTS)})

    assert list(told[:5]) == [0, 3, 4, 7, 8]
    assert values["lr"] == told
