from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.difference.comparison import (
    Figure,
    FigureRow,
    Section,
    Side,
    UsedPrompt,
    compared,
    config_rows,
    matched_prompts,
)
from breadtui.domain.difference.config_diff import differences
from breadtui.domain.difference.paired_lines import Row
from breadtui.domain.difference.training_figures import training_figures
from breadtui.domain.jobs import LossSummary
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt

_configs = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
).map(lambda value: {"top": value, "same": 1})


def used(name: str, text: str | None = "Be wise.", role: str = "teacher", *targets: str, note: str = "") -> UsedPrompt:
    prompt = None if text is None else Prompt(PromptName(name), (Message("system", text),))
    return UsedPrompt(role, name, targets, prompt, note)


def shown(rows: tuple[Row, ...]) -> list[tuple[str | None, str | None]]:
    return [(row.left and row.left[1], row.right and row.right[1]) for row in rows]


@given(_configs, _configs)
def test_every_setting_of_both_stands_in_one_row(left: JsonObject, right: JsonObject) -> None:
    rows = config_rows(left, right)
    assert {row.left for row in rows} - {None} == {row.left for row in config_rows(left, left)}
    assert {row.right for row in rows} - {None} == {row.left for row in config_rows(right, right)}
    assert any(not row.is_same for row in rows) == bool(differences(left, right))


@given(_configs)
def test_a_configuration_and_itself_do_not_differ(config: JsonObject) -> None:
    assert compared(Side("a", config), Side("b", config)).changes == ()


def test_settings_stand_by_their_path_and_what_is_new_by_its_neighbour() -> None:
    left: JsonObject = {"epochs": 1, "seed": 42, "model": {"type": "bake"}}
    right: JsonObject = {"epochs": 1.0, "micro": 2, "seed": 43, "model": {"type": "bake"}}
    assert shown(config_rows(left, right)) == [
        ("epochs = 1", "epochs = 1"),
        (None, "micro = 2"),
        ("seed = 42", "seed = 43"),
        ('model.type = "bake"', 'model.type = "bake"'),
    ]


def test_datasets_are_told_apart_by_their_targets() -> None:
    left: JsonObject = {"datasets": [{"target": "wise"}, {"target": "dry", "weight": 2}]}
    right: JsonObject = {"datasets": [{"target": "dry", "weight": 2}, {"target": "wise", "weight": 0.5}]}
    assert shown(config_rows(left, right)) == [
        ("datasets.wise.weight = 1", "datasets.wise.weight = 0.5"),
        ("datasets.dry.weight = 2", "datasets.dry.weight = 2"),
    ]


def test_prompts_match_by_role_then_name_then_likeness() -> None:
    ones = [used("old_a", "be terse and honest"), used("same", "x"), used("old_b", "count to ten slowly")]
    others = [used("new_b", "count to nine slowly"), used("same", "y"), used("new_a", "be terse and kind")]
    pairs = [(one and one.name, other and other.name) for one, other in matched_prompts(ones, others)]
    assert sorted(pairs, key=str) == [("old_a", "new_a"), ("old_b", "new_b"), ("same", "same")]
    student = used("same", "x", "student")
    assert matched_prompts([student], [used("same")]) == ((student, None), (None, used("same")))


def test_what_is_on_one_side_alone_or_not_known_is_said() -> None:
    left = Side("a", prompts=(used("one", None, note="loading"), used("only", "z", "student")), config_note="not found")
    right = Side("b", {}, prompts=(used("one", "x"),), figures_note="no metrics yet")
    found = compared(left, right)
    assert [part.notes for part in found.parts] == [("a: not found",), ("one: loading",), ("only on the left",)]
    assert found.parts[1].rows == ()
    assert found.figure_notes == ("b: no metrics yet",)
    assert found.sections == (Section.CONFIG, Section.PROMPTS, Section.METRICS)


def test_the_heading_names_role_targets_and_both_prompts() -> None:
    found = compared(Side("a", prompts=(used("t1", "x", "teacher", "wise"),)), Side("b", prompts=(used("t2", "x"),)))
    assert [part.heading for part in found.parts] == ["teacher of wise: t1 → t2"]
    assert found.changes == ()


def test_figures_say_how_much_more_the_right_has() -> None:
    found = compared(Side("a", figures=(Figure("steps", 200.0),)), Side("b", figures=(Figure("steps", 150.0),)))
    (row,) = found.figures
    assert (row.delta, row.delta_percent) == (-50.0, -25.0)
    assert FigureRow("x", "", None, 1.0).delta is None
    assert FigureRow("x", "", 0.0, 1.0).delta_percent is None


def a_series() -> MetricSeries:
    loss = array("d", [4.0, 3.0, float("nan"), 1.0, 2.0])
    return MetricSeries(array("d", [1, 2, 3, 4, 5]), {"loss": loss, "step_time": array("d", [2.0] * 5)})


def test_figures_of_a_training_and_at_a_checkpoint() -> None:
    summary = LossSummary(9.0, 8.0, 7.0)
    whole = {figure.label: figure.value for figure in training_figures(summary, a_series())}
    early = {figure.label: figure.value for figure in training_figures(summary, a_series(), until_step=2)}
    assert (whole["last loss"], whole["lowest loss"], whole["final loss"]) == (2.0, 1.0, 8.0)
    assert (whole["steps"], whole["training time"], whole["epochs"]) == (5.0, 10.0, None)
    assert (early["last loss"], early["final loss"], early["steps"]) == (3.0, None, 2.0)
    assert {figure.value for figure in training_figures(summary, None)} == {9.0, 7.0, 8.0, None}
