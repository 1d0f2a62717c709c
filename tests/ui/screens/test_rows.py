"""Every question and answer on a screen: any row in few keys and requests, and what is told of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import PromptKey, PromptName
from breadtui.ui.present.rows.whole import RowTab
from tests.fakes.states import REPO
from tests.ui.screens.rows_host import ROLLOUT, TARGET, Host, a_row, settled

WIDE, NARROW = (120, 40), (80, 24)


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_list_is_read_as_it_comes_into_view_and_no_more(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.begin()
        await settled(pilot)
        assert "100,000 rows" in app.text
        assert "word0 number0" in app.text
        assert app.api.asked == [(0, 100)]
        await pilot.press("G")
        await settled(pilot)
        assert app.rows.place == 99_999
        assert "word99999" in app.text
        assert app.api.asked[1:] == [(99_900, 100)]


async def test_rows_that_come_after_the_screen_was_left_are_shown_to_nobody() -> None:
    app = Host()
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        left = app.rows
        await pilot.press("q")
        await settled(pilot)
        assert left not in app.screen_stack
        left.redraw()
        left.job_moved(app.api.job_now)
        assert app.answers == [None]


async def test_any_row_is_a_number_and_enter_away_with_two_requests_in_all() -> None:
    app = Host()
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("5", "4", "3", "2", "1", "enter")
        await settled(pilot)
        assert app.rows.place == 54_320
        assert "row 54,321 of 100,000" in app.text
        assert "Answer 54320." in app.text
        wanted = [one for one in app.api.asked if one[0] <= 54_320 < sum(one)]
        assert len(wanted) == 1
        assert app.api.asked.index(wanted[0]) == 1
        assert len(app.api.asked) <= 3
        await pilot.press("colon", *"999999999", "enter")
        await settled(pilot)
        assert app.rows.place == 99_999


async def test_a_row_shows_question_thinking_answer_and_the_prompt_once_folded() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin(3)
        await settled(pilot)
        for said in (
            "row 4 of 300",
            "asked by generator",
            "word3 number3 question3?",
            "▸ thinking (4 B)",
            "Answer 3.",
            "▸ teacher prompt (6.3 kB), the same in all rows",
            "▸ student prompt (empty: always on)",
        ):
            assert (said in app.text) is (said != "asked by generator"), said
        assert "Be wise." not in app.text
        await pilot.press("tab", *["j"] * 4, "enter")
        await pilot.pause()
        assert "▾ thinking" in app.text
        assert "hm 3" in app.text


async def test_tabs_show_the_teacher_the_student_and_the_row_as_json() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("right_square_bracket")
        assert "Be wise." in app.text
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert '"unconditioned_stimulus"' in app.text
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert app.rows.reading.tab is RowTab.ROW


async def test_in_a_narrow_terminal_enter_reads_and_esc_goes_back_to_the_list() -> None:
    app = Host(300)
    async with app.run_test(size=NARROW) as pilot:
        app.begin()
        await settled(pilot)
        assert "teacher prompt" not in app.text
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert "row 3 of 300" in app.text
        await pilot.press("l", "l")
        await pilot.pause()
        assert "row 5 of 300" in app.text
        await pilot.press("escape")
        await pilot.pause()
        assert "row 5 of 300" not in app.text
        assert app.rows.place == 4
        await pilot.press("escape")
        await settled(pilot)
        assert app.answers == [None]


async def test_flaws_are_counted_and_each_is_said_where_it_is() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        assert "3 empty · 1 cut" in app.text
        assert "the answer is empty" in app.text
        await pilot.press("6", "enter")
        await settled(pilot)
        assert "cut: finish_reason is length" in app.text
        await pilot.press("8", "enter")
        await settled(pilot)
        assert "calls look_up" in app.text
        assert '"at": "sky"' in app.text


async def test_rows_come_while_the_job_runs_and_the_cursor_stays() -> None:
    app = Host(130, JobStatus.RUNNING)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("G")
        await settled(pilot)
        app.move_job(180)
        await settled(pilot)
        assert "180 rows · running" in app.text
        assert app.rows.place == 129
        await pilot.press("G")
        await settled(pilot)
        assert "word179" in app.text
        app.move_job(180, JobStatus.COMPLETE)
        await settled(pilot)
        assert app.rows.place == 179
        assert "running" not in app.text


async def test_the_row_is_copied_as_json_and_its_teacher_and_target_are_gone_to() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin(1)
        await settled(pilot)
        await pilot.press("y")
        assert json.loads(app.copied[-1]) == a_row(1)
        await pilot.press("Y", "d")
        await settled(pilot)
        assert app.copied[-1].startswith("# Row 2")
        await pilot.press("e")
        await settled(pilot)
        app.begin()
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert app.answers == [PromptKey(REPO, PromptName("wise")), TARGET]


async def test_words_do_what_keys_do_and_a_wrong_one_is_told() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("colon", *"lengths tokens", "enter")
        await settled(pilot)
        assert "lengths in tokens" in app.text
        await pilot.press("colon", *"nonsense", "enter")
        await pilot.pause()
        assert "no command 'nonsense'" in app.told[-1]
        await pilot.press("colon", *"filter cut:yes", "enter")
        await settled(pilot)
        assert app.rows.list.rows.keys == (5,)


async def test_the_rows_one_comes_near_to_are_read_before_they_are_looked_at() -> None:
    app = Host()
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        assert app.api.asked == [(0, 100)]
        for place, asked in ((49, 1), (51, 2), (60, 2), (151, 3)):
            app.rows.list.go_to(place)
            await settled(pilot)
            assert len(app.api.asked) == asked, place
        assert app.api.asked[1:] == [(100, 100), (200, 100)]


async def test_a_list_that_moves_on_does_not_ask_again_for_what_is_on_its_way() -> None:
    app = Host()
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        app.api.hold()
        await pilot.press("G")
        await pilot.pause()
        await pilot.press("k", "k", "k", "ctrl+u", "k")
        await pilot.pause()
        app.api.release()
        await settled(pilot)
        assert app.api.asked.count((99_900, 100)) == 1
        assert app.rows.view.book.has(99_999)


async def test_a_held_key_moves_the_cursor_and_the_row_follows_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breadtui.ui.terminal.resting_rows.REST_SECONDS", 3600.0)
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("j", "j", "j")
        await pilot.pause()
        assert app.rows.place == 3
        assert "row 1 of 300" in app.text
        app.rows.list._has_rested()
        await settled(pilot)
        assert "row 4 of 300" in app.text


async def test_a_row_that_is_listed_but_was_let_go_is_read_again_to_be_shown() -> None:
    app = Host(300)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        app.rows.view.book._shelf.clear()
        await pilot.press("2", "5", "0", "enter")
        await settled(pilot)
        assert "Answer 249." in app.text


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (20, 5), (40, 12), (60, 20), (300, 100)])
async def test_no_size_of_terminal_is_too_odd(size: tuple[int, int]) -> None:
    app = Host(300)
    async with app.run_test(size=size) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("G", "enter", "right_square_bracket", "L", "escape", "F", "T", "slash", "escape")
        await settled(pilot)
        assert app.rows.view.book.count == 300


async def test_nothing_in_a_row_drives_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    foul = "\x1b]52;c;eA==\x07[red]x[/]\u202e\r\x00"
    call = {"function": {"name": foul, "arguments": foul}}
    response = {"content": f"<think>{foul}</think>{foul}", "finish_reason": foul, "tool_calls": [call], foul: foul}
    side = {
        "messages": [{"role": foul, "content": foul, foul: foul}, {"role": "user", "content": foul}],
        "tools": [foul],
    }
    row = {"unconditioned_stimulus": side, "conditioned_stimulus": side, "response": response, foul: {foul: foul}}
    monkeypatch.setattr("tests.ui.screens.rows_host.a_row", lambda _: row)
    app = Host(3)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        app.rows.reading.unfolded = frozenset({"thinking", "teacher", "student", "rest"})
        for _ in range(5):
            app.rows.reading.fill()
            await settled(pilot)
            assert "[red]x[/]" in app.text or "lengths in" in app.text
            assert not set(app.text) & set("\x1b\x07\u202e\r\x00")
            await pilot.press("right_square_bracket")


async def test_a_job_without_rows_says_so() -> None:
    app = Host(0)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await settled(pilot)
        assert f"rollout of {ROLLOUT.repo}/t · no rows yet" in app.text
        await pilot.press("j", "enter", "n", "F", "F", "T", "y", "L")
        await settled(pilot)
        assert "none read yet" in app.text
