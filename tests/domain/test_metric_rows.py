"""Raw rows of a training log: none lost, in order, a repeated step once."""

from __future__ import annotations

from math import nan

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.metric.rows import metric_rows_of, names_of, not_finite_count, ordered


def test_rows_are_kept_as_they_were_sent_and_others_counted() -> None:
    sent = [{"iter": 2, "loss": 1.0}, 7, {"note": "warm", "iter": 1}, None]
    rows = metric_rows_of(sent)
    assert list(rows) == [sent[0], sent[2]]
    assert rows.skipped_count == 2
    assert list(rows.only({"loss"})) == [{"loss": 1.0}, {}]


def test_rows_are_ordered_by_step_and_a_repeated_one_keeps_its_last_values() -> None:
    sent = [{"iter": 2, "loss": 1.0, "eval_loss": 5.0}, {"iter": 1, "loss": 3.0}, {"iter": 2.0, "loss": 2.0}]
    rows = ordered(metric_rows_of(sent))
    assert list(rows) == [{"iter": 1, "loss": 3.0}, {"iter": 2.0, "loss": 2.0, "eval_loss": 5.0}]


def test_rows_without_a_readable_step_stand_at_their_number_and_are_not_merged() -> None:
    sent = [{"iter": 1, "loss": 1}, {"loss": 2}, {"iter": 2, "loss": 3}, {"iter": "x"}, {"iter": nan}, {"iter": True}]
    assert list(map(str, ordered(metric_rows_of(sent)))) == list(
        map(str, [sent[0], sent[2], sent[1], sent[3], sent[4], sent[5]])
    )


def test_names_are_the_step_the_known_ones_and_the_rest_as_they_came() -> None:
    rows = metric_rows_of([{"zeal": 1, "lr": 2}, {"iter": 1, "loss": 3, "awe": 4}])
    assert names_of(rows) == ("iter", "loss", "lr", "zeal", "awe")
    assert not_finite_count(metric_rows_of([{"a": nan, "b": "NaN"}, {"a": float("inf"), "b": 1}])) == 2


@given(st.lists(st.dictionaries(st.sampled_from(["iter", "loss", "x"]), st.integers(-3, 3))))
def test_every_step_is_there_once_in_order_with_the_last_value_of_each_key(sent: list[dict[str, int]]) -> None:
    rows = list(ordered(metric_rows_of(sent)))
    steps = [row["iter"] for row in rows if "iter" in row]
    assert steps == sorted({row["iter"] for row in sent if "iter" in row})
    assert sum("iter" not in row for row in rows) == sum("iter" not in row for row in sent)
    for row in rows:
        for name in row if "iter" in row else ():
            assert row[name] == [one[name] for one in sent if one.get("iter") == row["iter"] and name in one][-1]
