"""Ways to rows: a filter, words, ten at random, near-duplicates folded, a bar of a histogram."""

from __future__ import annotations

import pytest

from tests.ui.screens.rows_host import Host, settled

WIDE = (120, 40)


async def test_a_filter_leaves_rows_that_fit_and_n_goes_from_one_to_the_next() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("slash", *"empty:answer", "enter")
        await settled(pilot)
        assert app.rows.list.rows.keys == (0, 100, 200)
        assert "/empty:answer 3 match" in app.text
        await pilot.press("n", "n", "n")
        assert app.rows.place == 0
        await pilot.press("N")
        assert app.rows.place == 200
        await pilot.press("v")
        await pilot.pause()
        assert len(app.rows.list.rows) == 300
        assert app.rows.place == 200
        await pilot.press("escape")
        await pilot.pause()
        assert "/empty" not in app.text


async def test_where_no_row_fits_none_is_shown_beside_the_list() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        assert "row 1 of 300" in app.text
        await pilot.press("slash", *"nosuchword", "enter")
        await settled(pilot)
        assert "No row fits" in app.text
        assert "row 1 of 300" not in app.text
        await pilot.press("escape")
        await settled(pilot)
        assert "row 1 of 300" in app.text


async def test_enter_reads_the_row_also_where_lengths_were_looked_at() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("L")
        await settled(pilot)
        await pilot.press("escape", "j", "enter")
        await settled(pilot)
        assert "row 2 of 300" in app.text
        assert "lengths in" not in app.text


async def test_words_are_found_in_rows_nobody_has_looked_at() -> None:
    app = Host(2500)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("slash", *'"word2400 "', "enter")
        await settled(pilot)
        assert app.rows.list.rows.keys == (2400,)
        assert "Answer 2400." not in app.text
        assert "word2400" in app.text
        assert len(app.api.asked) < 12


async def test_a_wrong_filter_says_where_and_changes_nothing() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("slash", *"lenght>3", "enter")
        await pilot.pause()
        problem = app.rows.line.problem
        assert problem is not None
        assert "did you mean length?" in problem.sentence
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.rows.list.rows) == 300


async def test_ten_at_random_are_the_same_for_a_seed_and_others_the_next_time() -> None:
    app = Host()
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        asked = len(app.api.asked)
        await pilot.press("T")
        await settled(pilot)
        first = app.rows.list.rows.keys
        assert len(first) == 10
        assert "10 at random, seed 0" in app.text
        assert [limit for _, limit in app.api.asked[asked:]] == [1] * 10
        await pilot.press("T")
        await settled(pilot)
        assert app.rows.list.rows.keys != first
        await pilot.press("colon", *"random 0", "enter")
        await settled(pilot)
        assert app.rows.list.rows.keys == first


async def test_rows_that_are_alike_fold_under_the_first_with_their_count(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("What is it about the blue sky at night?", "Tell me a story of a dog!", "How many loaves, and why?")
    same = [{"question": asked[place % 3] + "?" * (place % 2), "response": "So it is."} for place in range(30)]
    monkeypatch.setattr("tests.ui.screens.rows_host.a_row", same.__getitem__)
    app = Host(30)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("F")
        await settled(pilot)
        assert app.rows.list.rows.keys == (0, 1, 2)
        assert "×10 " in app.text
        assert "alike folded to 3" in app.text
        await pilot.press("F")
        await pilot.pause()
        assert len(app.rows.list.rows) == 30


async def test_lengths_are_drawn_and_a_bin_filters() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("L")
        await settled(pilot)
        assert "lengths in characters of all rows" in app.text
        assert "median" in app.text
        await pilot.press("enter")
        await pilot.pause()
        assert "lengths in tokens" in app.text
        await pilot.press("G", "enter")
        await settled(pilot)
        assert "/tokens>=" in app.text
        assert 0 < len(app.rows.list.rows) < 300


@pytest.mark.parametrize("size", [WIDE, (80, 24)])
async def test_what_is_typed_is_seen_in_one_row_above_the_keys(size: tuple[int, int]) -> None:
    app = Host(300)
    async with app.run_test(size=size) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("slash", *"answer")
        await settled(pilot)
        lines = [line.strip() for line in app.text.splitlines()]
        assert lines[-2].startswith("/ answer")
        assert lines[-1].startswith("enter take it · tab complete · ")
        await pilot.press("escape", "1", "7")
        await settled(pilot)
        assert app.text.splitlines()[-2].split() == [":", "17"]
