"""The monitor's words: what they mean, and how a beginning may go on."""

from __future__ import annotations

import pytest

from breadtui.config.config_file import POLL_SECONDS
from breadtui.domain.monitor.arrangement import GroupBy, SortBy
from breadtui.ui.present.jobs.columns import Head, heads_of
from breadtui.ui.screens.words.commands import WORDS
from breadtui.ui.screens.words.monitor import (
    INTERVALS,
    MONITOR_WORDS,
    NotUnderstoodHere,
    column_word,
    monitor_completions,
    parse_columns,
    parse_group,
    parse_interval,
)


def test_each_word_is_one_of_the_command_line() -> None:
    assert {word.name for word in WORDS} >= MONITOR_WORDS


def test_every_column_has_a_word_that_names_it() -> None:
    words = [column_word(head) for head in Head]
    assert heads_of(parse_columns(" ".join(words))) == tuple(Head)
    assert parse_columns("loss,eta") == ("LOSS", "ETA")
    assert parse_columns("usual") == ()


def test_state_and_name_come_first_where_they_are_left_out_and_strangers_are_left_out() -> None:
    assert heads_of(("LOSS", "FUN", "LOSS")) == (Head.STATE, Head.NAME, Head.LOSS)
    assert heads_of(()) == ()


def test_a_column_is_known_by_the_name_it_had_before() -> None:
    assert heads_of(("S", "NAME", "AGE")) == (Head.STATE, Head.NAME, Head.CHANGED)


def test_every_interval_of_the_configuration_file_can_be_set() -> None:
    assert set(INTERVALS.values()) == set(POLL_SECONDS)
    assert parse_interval("overview-active 45s") == ("overview_active_seconds", 45.0)


@pytest.mark.parametrize("words", ["", "bake", "bake x", "fun 5", "bake 0.9", "bake 1e9", "bake inf"])
def test_an_interval_is_told_what_may_stand_there(words: str) -> None:
    with pytest.raises(NotUnderstoodHere):
        parse_interval(words)


def test_blocks_are_named_by_their_words() -> None:
    assert [parse_group(word) for word in GroupBy] == list(GroupBy)
    with pytest.raises(NotUnderstoodHere):
        parse_group("colour")


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("sort lo", ("sort loss",)),
        ("sort loss ", ("sort loss up", "sort loss down")),
        ("sort loss up ", ()),
        ("group p", ("group pipeline",)),
        ("columns loss la", ("columns loss last-steps",)),
        ("columns u", ("columns usual",)),
        ("dismiss ", ("dismiss all", "dismiss none")),
        ("interval b", ("interval bake",)),
        ("poll o", ("poll on", "poll off")),
        ("pause ", ()),
        ("sort", ()),
        ("go sort ", ()),
    ],
)
def test_a_beginning_may_go_on(text: str, wholes: tuple[str, ...]) -> None:
    assert monitor_completions(text) == wholes


def test_all_orders_are_offered() -> None:
    assert set(monitor_completions("sort ")) == {*(f"sort {sort}" for sort in SortBy), "sort reverse"}
