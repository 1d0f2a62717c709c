"""What differs between the configurations of a board, and questions that its bakes share."""

from __future__ import annotations

from breadtui.domain.board.answers import Asked, RowPlace, matched
from breadtui.domain.board.settings import SettingRow, Settings, differing
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import Phase
from tests.fakes.states import a_key

ONE, OTHER = a_key("wise", Phase.ROLLOUT), a_key("kind", Phase.ROLLOUT)


def test_only_settings_that_are_not_the_same_in_all_are_told() -> None:
    found = differing([{"epochs": 3, "lr": 1e-4}, {"epochs": 3.0, "lr": 2e-4}, {"epochs": 3, "lr": 1e-4, "r": 8}])
    assert found == Settings(
        (SettingRow("lr", ("0.0001", "0.0002", "0.0001")), SettingRow("r", (None, None, "8"))), same_count=1
    )


def test_a_configuration_that_is_not_known_makes_no_difference() -> None:
    assert differing([{"epochs": 3}, None]) == Settings((), 0)
    assert differing([{"epochs": 3}, None, {"epochs": 4}]).rows == (
        SettingRow("epochs", ("3", None, "4"), frozenset({1})),
    )


def test_base_models_that_are_known_to_differ_stand_before_the_settings() -> None:
    found = differing([{"epochs": 3}, {"epochs": 4}, {"epochs": 3}], ("ada/wheat", "", "ada/rye"))
    assert found.rows[0] == SettingRow("base_model", ('"ada/wheat"', None, '"ada/rye"'), frozenset({1}))
    assert [row.path for row in found.rows] == ["base_model", "epochs"]


def test_a_base_model_that_is_not_known_makes_no_difference() -> None:
    configs: list[JsonObject | None] = [{"epochs": 3}, {"epochs": 3}]
    assert differing(configs, ("ada/wheat", "")) == differing(configs, ("", "")) == differing(configs)
    assert differing(configs, ("ada/wheat", "ada/wheat")) == differing(configs)


def test_base_models_are_compared_while_configurations_are_on_their_way() -> None:
    assert [row.path for row in differing([None, {"epochs": 3}], ("ada/wheat", "ada/rye")).rows] == ["base_model"]


def test_datasets_are_told_apart_by_their_targets() -> None:
    wise, kind = ({"target": name, "weight": 1} for name in ("wise", "kind"))
    datasets: list[Json] = [[wise], [kind, wise]]
    configs: list[JsonObject | None] = [{"datasets": each} for each in datasets]
    found = differing(configs)
    assert [row.path for row in found.rows] == ["datasets.kind.weight"]


def test_the_same_question_is_found_however_it_is_spaced() -> None:
    asked = matched([[ONE], [OTHER]], {ONE: [(0, "Why?"), (1, "What  is\nit?")], OTHER: [(7, "what is it?")]})
    assert asked == [
        Asked("what is it?", (RowPlace(ONE, 1), RowPlace(OTHER, 7))),
        Asked("why?", (RowPlace(ONE, 0), None)),
    ]


def test_a_question_that_stands_twice_counts_once_and_an_empty_one_not_at_all() -> None:
    assert [one.rows for one in matched([[ONE]], {ONE: [(0, " "), (1, "a"), (2, "A")]})] == [(RowPlace(ONE, 1),)]


def test_what_all_learnt_from_the_very_same_row_comes_last() -> None:
    rows = {ONE: [(0, "same")], OTHER: [(0, "own")]}
    asked = matched([[ONE], [ONE, OTHER]], rows)
    assert [one.key for one in asked] == ["own", "same"]
    assert [one.is_one_row for one in asked] == [True, True]
    assert [one.taught_count for one in asked] == [1, 2]
