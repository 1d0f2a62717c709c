"""Sheets of bakes: filled, pasted, named, checked, and what each row asks of the service."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.bulk import Outcome
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import name_problem
from breadtui.domain.sweep.asking import NoSweep, sheet_asked, sweep_completions
from breadtui.domain.sweep.checks import config_of, faults_of, is_creatable, overrides_of
from breadtui.domain.sweep.columns import NoColumn, base_text, column_named, short_name
from breadtui.domain.sweep.run import run_after
from breadtui.domain.sweep.sheet import MOST_ROWS, NAME, Sheet, TooMany
from breadtui.domain.sweep.table import NoSheet, cells_text, read_csv, sheet_csv, table_of
from tests.fakes.states import a_key

BASE = a_key("base")
CONFIG: JsonObject = {
    "epochs": 2,
    "datasets": [{"target": "wise", "weight": 0.7}, {"target": "odd.one"}],
    "optimizer": {"learning_rate": 0.008, "weight_decay": None, "fused": True},
    "model": {"type": "bake", "baked_adapter_config": {"r": 16, "lora_alpha": 32}},
    "scheduler": {"type": "huggingface"},
}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


def asked(words: str, taken: tuple[str, ...] = ()) -> Sheet:
    return sheet_asked(words, BASE, CONFIG).named(taken)


def sentences(sheet: Sheet, row: int = 0, taken: tuple[str, ...] = ()) -> list[str]:
    return [fault.sentence for fault in faults_of(sheet, taken)[row]]


def test_every_combination_of_the_values_becomes_a_row_with_a_name_of_its_own() -> None:
    sheet = asked("lr=1e-3,0.01 epochs=1,3")
    assert [row.name for row in sheet.rows] == [
        "base_lr1e-3_e1",
        "base_lr1e-3_e3",
        "base_lr0.01_e1",
        "base_lr0.01_e3",
    ]
    assert all(is_creatable(faults) for faults in faults_of(sheet))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("r", "model.baked_adapter_config.r"),
        ("lr", "optimizer.learning_rate"),
        ("learning_rate", "optimizer.learning_rate"),
        ("epochs", "epochs"),
        ("parent_model_name", "model.parent_model_name"),
        ("datasets.odd.one", "datasets.odd.one"),
        ("datasets.new", "datasets.new"),
        ("optimizer.fused", "optimizer.fused"),
    ],
)
def test_a_column_is_meant_by_its_name_or_the_end_of_it(name: str, label: str) -> None:
    assert column_named(name, CONFIG).label == label


@pytest.mark.parametrize(
    ("name", "says"),
    [("rank", "no field 'rank'"), ("scheduler.lr", "optimizer.learning_rate is meant"), ("type", " or ")],
)
def test_what_means_no_column_or_several_says_so(name: str, says: str) -> None:
    with pytest.raises(NoColumn, match=says):
        column_named(name, CONFIG)


def test_objects_are_sent_whole_as_the_base_has_them_and_lists_of_targets_with_the_changed_weight() -> None:
    sheet = asked("r=8 lr=1e-3 datasets.odd.one=2")
    assert overrides_of(sheet, sheet.rows[0]) == {
        "model": {"type": "bake", "baked_adapter_config": {"r": 8, "lora_alpha": 32}},
        "optimizer": {"learning_rate": 0.001, "fused": True},
        "datasets": [{"target": "wise", "weight": 0.7}, {"target": "odd.one", "weight": 2}],
    }
    assert config_of(sheet, sheet.rows[0])["epochs"] == 2


def test_weights_of_two_targets_change_together_and_a_new_target_joins() -> None:
    sheet = asked("datasets.wise=1 datasets.new=3")
    assert overrides_of(sheet, sheet.rows[0])["datasets"] == [
        {"target": "wise", "weight": 1},
        {"target": "odd.one"},
        {"target": "new", "weight": 3},
    ]


def test_an_empty_cell_is_as_the_base_and_what_the_base_has_is_known() -> None:
    sheet = asked("lr epochs=3")
    assert overrides_of(sheet, sheet.rows[0]) == {"epochs": 3}
    assert base_text(sheet.columns[0], CONFIG) == "0.008"
    assert base_text(column_named("datasets.odd.one", CONFIG), CONFIG) == "1"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("epochs=1.5", "epochs wants a whole number"),
        ("epochs=0", "epochs wants at least 1"),
        ("lr=0", "optimizer.learning_rate wants more than 0"),
        ("lr=fast", "optimizer.learning_rate wants a number"),
        ("datasets.wise=-1", "datasets.wise wants more than 0"),
        ("activation_checkpoint_cpu_offload=maybe", "activation_checkpoint_cpu_offload wants yes or no"),
    ],
)
def test_a_cell_that_cannot_be_says_what_it_wants(words: str, says: str) -> None:
    found = faults_of(asked(words))[0]
    assert found[0].sentence.startswith(says)
    assert not is_creatable(found)


def test_rows_that_say_the_same_or_nothing_new_are_warned_of_and_can_be_created() -> None:
    sheet = asked("lr=0.008,1e-3,0.001")
    assert sentences(sheet, 0) == ["nothing differs from base"]
    assert sentences(sheet, 1) == []
    assert sentences(sheet, 2) == ["the same values as base_lr1e-3"]
    assert all(is_creatable(faults) for faults in faults_of(sheet))


def test_names_are_checked_as_the_service_will() -> None:
    sheet = asked("epochs=1,3")
    twice = sheet.with_text(0, NAME, "same").with_text(1, NAME, "same")
    assert "another row has this name" in sentences(twice)
    assert not is_creatable(faults_of(sheet.with_text(0, NAME, "batch"))[0])
    assert is_creatable(faults_of(sheet.with_text(0, NAME, "a b"))[0])
    assert sentences(sheet, 0, (sheet.rows[0].name,))[0].startswith("there is a bake base_e1")


def test_a_given_name_stays_and_an_emptied_one_is_proposed_again() -> None:
    sheet = asked("epochs=1,3").with_text(0, NAME, "mine").with_text(0, 0, "5").named()
    assert sheet.rows[0].name == "mine"
    assert sheet.with_text(0, NAME, "").named().rows[0].name == "base_e5"


def test_names_tell_what_varies_and_created_ones_stay_when_that_changes() -> None:
    sheet = asked("lr=1e-3,1e-4 r=8 epochs=1")
    assert [row.name for row in sheet.rows] == ["base_lr1e-3", "base_lr1e-4"]
    changed = sheet.pinned({"base_lr1e-3"}).with_text(1, 2, "3").named()
    assert [row.name for row in changed.rows] == ["base_lr1e-3", "base_lr1e-4_e3"]


def test_too_many_rows_are_refused_before_they_are_made() -> None:
    with pytest.raises(NoSweep, match="1000 bakes"):
        asked(f"epochs={','.join(map(str, range(1, 1001)))}")
    sheet = asked("epochs=" + ",".join(map(str, range(1, MOST_ROWS + 1))))
    with pytest.raises(TooMany):
        sheet.with_row_after(0)


@pytest.mark.parametrize("words", ["rank=1", 'epochs="1', "x"])
def test_words_that_make_no_sheet_say_why(words: str) -> None:
    with pytest.raises(NoSweep):
        asked(words)


def test_the_last_word_is_completed_to_a_field() -> None:
    assert "epochs=1 optimizer.learning_rate=" in sweep_completions("epochs=1 opt", CONFIG)
    assert sweep_completions("epochs=", CONFIG) == ()
    assert "datasets.wise=" in sweep_completions("datasets", CONFIG)


def test_a_pasted_table_fills_cells_adds_rows_and_is_cut_at_the_last_column() -> None:
    sheet = asked("lr epochs").pasted(0, 0, table_of("1e-3\t1\tx\n1e-4\t2\n"))
    assert [row.cells for row in sheet.rows] == [("1e-3", "1"), ("1e-4", "2")]
    named = sheet.pasted(1, NAME, table_of("mine\t5"))
    assert (named.rows[1].name, named.rows[1].cells) == ("mine", ("5", "2"))


def test_rows_and_columns_come_and_go() -> None:
    sheet = asked("lr=1e-3 epochs=1")
    more = sheet.with_row_after(0, sheet.rows[0]).named()
    assert [row.name for row in more.rows] == ["base_lr1e-3_e1", "base_lr1e-3_e1_2"]
    assert more.without_row(0).without_column(0).rows[0].cells == ("1",)
    assert sheet.with_column(column_named("r", CONFIG)).rows[0].cells == ("1e-3", "1", "")
    assert sheet.with_column(sheet.columns[0]) == sheet


def test_short_names_are_those_people_use() -> None:
    names = ("optimizer.learning_rate", "epochs", "micro_batch_size", "datasets.wise", "model.baked_adapter_config.r")
    assert [short_name(column_named(name, CONFIG)) for name in names] == ["lr", "e", "mbs", "wise", "r"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("name,rank\n", "no field 'rank'"),
        ("lr,lr\n", "same heading"),
        ("lr,learning_rate\n", "mean the same field"),
        ("name,epochs\na,1,2\n", "line 2: 3 cells under 2 headings"),
        ('name\n"a\n', "no CSV"),
    ],
)
def test_a_text_that_is_no_sheet_says_where_and_why(text: str, says: str) -> None:
    with pytest.raises(NoSheet, match=says):
        read_csv(text, asked(""))


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8))
def test_a_sheet_written_as_csv_is_read_back(cells: list[tuple[str, str, str]]) -> None:
    sheet = asked("lr epochs").without_row(0)
    for name, *row in cells:
        sheet = sheet.with_row_after(len(sheet.rows) - 1)
        at = len(sheet.rows) - 1
        sheet = sheet.with_text(at, NAME, name).with_text(at, 0, row[0]).with_text(at, 1, row[1])
    sheet = sheet.named()
    assert read_csv(sheet_csv(sheet), sheet).named() == Sheet(
        sheet.base, sheet.config, sheet.columns, read_csv(sheet_csv(sheet), sheet).rows
    )
    assert [(row.name, row.cells) for row in read_csv(sheet_csv(sheet), sheet).rows] == [
        (row.name, row.cells) for row in sheet.rows
    ]


@given(TEXTS)
def test_any_pasted_text_is_a_table(text: str) -> None:
    assert all(isinstance(cell, str) for line in table_of(text) for cell in line)


def test_copied_cells_are_pasted_back_as_they_were() -> None:
    sheet = asked("lr=1e-3,1e-4 epochs=1")
    assert sheet.pasted(0, NAME, table_of(cells_text(sheet))).rows[1].cells == sheet.rows[1].cells


@given(st.lists(TEXTS, min_size=1, max_size=20), st.sets(st.sampled_from(["base_e1", "base_e1_2", "base_sweep"])))
def test_proposed_names_are_unlike_each_other_and_good(values: list[str], taken: set[str]) -> None:
    sheet = asked("epochs").without_row(0)
    for value in values:
        sheet = sheet.with_row_after(len(sheet.rows) - 1).with_text(len(sheet.rows), 0, value)
    names = [row.name for row in sheet.named(taken).rows]
    assert len(set(names)) == len(names)
    assert not set(names) & taken
    assert all(name_problem(name) is None for name in names)


def test_what_was_created_with_the_same_settings_is_not_created_again() -> None:
    first = run_after(None, BASE, [("a", {"epochs": 1}), ("b", {"epochs": 2})]).told("a", Outcome.DONE, "created")
    again = run_after(first, BASE, [("a", {"epochs": 1}), ("b", {"epochs": 2}), ("c", {})])
    assert [line.name for line in again.waiting] == ["b", "c"]
    assert again.created == (a_key("a"),)
    assert [line.name for line in run_after(first, BASE, [("a", {"epochs": 9})]).waiting] == ["a"]
    assert [line.name for line in run_after(first, a_key("other"), [("a", {"epochs": 1})]).waiting] == ["a"]
    assert all(one is not other for one, other in pairwise(again.lines))
