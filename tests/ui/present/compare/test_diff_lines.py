from __future__ import annotations

from rich.cells import cell_len

from breadtui.domain.difference.diff import hunks
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.present.compare.changed_words import MOST_CHARACTERS
from breadtui.ui.present.compare.diff_lines import diff_rows, title_line
from breadtui.ui.present.tones import Line, Span, Tone


def plain(rows: tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def test_a_change_is_told_by_a_letter_and_by_a_tone() -> None:
    rows = diff_rows(hunks("one\ntwo", "one\n2"), 40).rows
    assert plain(rows) == ["@@ 1 of 1 · message 1", "  one", "- two", "+ 2"]
    assert [row[0].tone for row in rows] == [Tone.ACCENT, Tone.DIM, Tone.REMOVED, Tone.ADDED]


def test_a_long_line_goes_on_under_the_same_letter_and_in_the_width() -> None:
    rows = diff_rows(hunks("", "語" * 30), 20).rows
    assert [row[:1] for row in plain(rows)] == ["@", "-", "+", "+", "+", "+"]
    assert all(cell_len(row) <= 20 for row in plain(rows)[1:])


def test_hostile_text_and_white_space_are_shown_as_marks() -> None:
    rows = plain(diff_rows(hunks("a\r\n\x1b]0;x\x07\tb", "a\n[red]b[/]  "), 60).rows)
    assert rows[1:] == ["- a␍", "- ␛]0;x␇␉b", "+ a", "+ [red]b[/]··"]


def test_each_hunk_has_its_place_role_and_number() -> None:
    theirs = Prompt(PromptName("p"), (Message("system", "a"), Message("user", "1\n2\n3\n4\n5\n6\n7\n8\n9")))
    mine = Prompt(
        PromptName("p"), (Message("system", "b"), Message("user", "1\n2\n3\n4\n5\n6\n7\n8\nx")), ({"name": "t"},)
    )
    rows, places = diff_rows(hunks(theirs, mine), 60)
    titles = [plain(rows)[place] for place in places]
    assert titles == ["@@ 1 of 2 · message 1 system", "@@ 2 of 2 · message 2 user"]
    assert "[system]" in plain(rows)[1]


def test_the_title_counts_the_changes() -> None:
    assert plain((title_line("theirs", "mine\n", ()),)) == ["- theirs   + mine␤   no difference"]
    assert plain((title_line("a", "b", hunks("x", "y")),))[0].endswith("1 change")


def test_a_long_line_breaks_between_words_and_loses_nothing() -> None:
    text = "Name things for what they are, and  say so."
    rows = diff_rows(hunks("", text), 20).rows
    told = ["".join(span.text for span in row)[2:] for row in rows if row[0].text.startswith("+")]
    assert "".join(told) == text
    assert all(len(piece) <= 18 for piece in told)
    assert [piece.split()[-1] for piece in told] == ["for", "and", "so."]


def test_of_lines_alike_only_the_words_that_differ_have_a_colour() -> None:
    _, removed, added = diff_rows(hunks("be a kind master", "be a wise master"), 40).rows
    assert removed == (Span("- ", Tone.REMOVED), Span("be a "), Span("kind", Tone.REMOVED), Span(" master"))
    assert added == (Span("+ ", Tone.ADDED), Span("be a "), Span("wise", Tone.ADDED), Span(" master"))


def test_without_colours_brackets_tell_the_words() -> None:
    rows = plain(diff_rows(hunks("be a kind master", "be a wise master"), 40, is_mono=True).rows)
    assert rows[1:] == ["- be a [-kind-] master", "+ be a {+wise+} master"]


def test_all_that_was_removed_comes_before_what_took_its_place() -> None:
    rows = plain(diff_rows(hunks("one river\ntwo seas\nend", "one lake\ntwo ponds\nend"), 40).rows)
    assert [row[0] for row in rows] == ["@", "-", "-", "+", "+", " "]


def test_of_a_text_too_long_to_go_through_whole_lines_are_told() -> None:
    line = "be a kind master " * 30
    long = "\n".join(f"{number} {line}" for number in range(MOST_CHARACTERS // len(line)))
    rows = diff_rows(hunks(long, long.replace("kind", "wise")), 40).rows
    tones = {span.tone for row in rows for span in row}
    assert tones == {Tone.ACCENT, Tone.REMOVED, Tone.ADDED}
