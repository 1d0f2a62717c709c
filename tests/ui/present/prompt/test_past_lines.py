"""The versions of a prompt as rows, and which two of them are compared."""

from __future__ import annotations

from datetime import UTC, timedelta

from breadtui.domain.prompt.past import PromptPast, PromptStay, PromptWrite, Version, versions
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.present.prompt.past_lines import NOW as NOW_NAME
from breadtui.ui.present.prompt.past_lines import heading_text, marked_line, pair_to_compare, past_rows, version_line
from breadtui.ui.present.tones import Line
from tests.fakes.states import NOW, a_prompt, a_prompt_key, after

KEY = a_prompt_key()
OLD, MID, NEW = (a_prompt(text) for text in ("old", "mid", "new"))
HOUR = 3600.0


def plain(line: Line) -> str:
    return "".join(span.text for span in line)


def three() -> tuple[Version, ...]:
    stays = (
        PromptStay(OLD, NOW, after(60), 2),
        PromptStay(MID, after(HOUR), after(HOUR)),
        PromptStay(NEW, after(2 * HOUR), after(30 * HOUR), 9),
    )
    writes = (PromptWrite(KEY, after(HOUR), OLD, MID), PromptWrite(KEY, after(HOUR + 60), MID, None))
    return versions(PromptPast(KEY, stays, writes))


def sides(marked: tuple[int, ...], cursor: int | None, now: Prompt | None = NEW) -> tuple[Prompt, Prompt] | None:
    pair = pair_to_compare(three(), marked, cursor, now, UTC)
    return None if pair is None else (pair.older, pair.newer)


def test_rows_are_newest_first_with_deletions_and_unwatched_times_between() -> None:
    rows = past_rows(three(), NEW, UTC)
    assert [row.version for row in rows] == [0, None, None, 1, None, 2]
    said = [plain(row.line).split() for row in rows]
    assert said[0][:9] == ["v3", "now", "05", "Jan", "14:00", "to", "06", "Jan", "18:00"]
    assert "deleted here" in plain(rows[1].line)
    assert "nobody looked for 1h00m" in plain(rows[2].line)
    assert "saved here" in plain(rows[3].line)
    assert plain(rows[5].line).split()[:7] == ["v1", "05", "Jan", "12:00", "to", "12:01", "seen"]


def test_a_short_time_between_two_looks_is_no_gap() -> None:
    stays = (PromptStay(OLD, NOW, NOW), PromptStay(NEW, after(59), after(59)))
    assert [row.version for row in past_rows(versions(PromptPast(KEY, stays)), None, UTC)] == [0, 1]


def test_a_row_fits_eighty_columns() -> None:
    stay = PromptStay(OLD, NOW, NOW + timedelta(days=40), 999)
    assert len(plain(version_line(Version(999, stay, is_ours=True), UTC, is_now=True))) <= 80


def test_a_mark_takes_no_room() -> None:
    line = version_line(three()[0], UTC)
    assert len(plain(marked_line(line, "✓"))) == len(plain(line))


def test_without_marks_a_version_stands_against_now_and_the_newest_against_the_one_before() -> None:
    assert sides((), 2) == (OLD, NEW)
    assert sides((), 0) == (MID, NEW)
    assert sides((), None) is None


def test_two_marks_are_compared_the_older_first_and_one_mark_with_the_cursor() -> None:
    assert sides((0, 2), 1) == (OLD, NEW)
    assert sides((2,), 1) == (OLD, MID)
    assert sides((2,), 2) == (OLD, NEW)


def test_where_the_prompt_is_gone_a_version_stands_against_the_one_before() -> None:
    assert sides((), 1, now=None) == (OLD, MID)
    assert sides((), 2, now=None) is None


def test_what_is_there_now_is_called_so() -> None:
    pair = pair_to_compare(three(), (), 2, NEW, UTC)
    assert pair is not None
    assert (pair.older_name, pair.newer_name) == ("v1 of 05 Jan 12:00", NOW_NAME)


def test_the_heading_counts_different_texts() -> None:
    assert heading_text("r", KEY.name, three()) == "History of r/teacher: 3 versions"
    assert heading_text("r", KEY.name, three()[:1]).endswith("1 version")
    assert heading_text("r", KEY.name, ()).endswith("no version was seen yet")
