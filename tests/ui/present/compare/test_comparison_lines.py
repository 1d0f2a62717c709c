from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.difference.comparison import Comparison, Figure, Section, Side, UsedPrompt, compared
from breadtui.domain.difference.diff import LineKind
from breadtui.domain.difference.paired_lines import Row
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.present.compare.changed_words import MOST_CHARACTERS, row_spans, wrapped_spans
from breadtui.ui.present.compare.comparison_lines import Look, comparison_page, place_line, sides_line
from breadtui.ui.present.glyphs import ASCII
from breadtui.ui.present.tones import Line, Span, Tone

HOSTILE = "[b]x[/b]\x1b]52;c;aGk=\x07\u202e" + "\u8a9e" * 300 + "\r"


def a_side(name: str, text: str, seed: int = 1, **facts: object) -> Side:
    prompt = Prompt(PromptName("teacher"), (Message("system", text),))
    used = UsedPrompt("teacher", "teacher", ("wise",), prompt)
    return Side(name, {"seed": seed, "epochs": 2}, prompts=(used,), **facts)  # type: ignore[arg-type]  # by name


def said(line: Line) -> str:
    return "".join(span.text for span in line)


def shown(comparison: Comparison, look: Look) -> list[str]:
    return [said(drawn.line).rstrip() for drawn in comparison_page(comparison, look).rows]


def long_pair() -> Comparison:
    lines = [f"line {number}" for number in range(30)]
    before = "\n".join(lines)
    after = before.replace("line 20", "line twenty")
    left = a_side("r/a", before, figures=(Figure("steps", 4.0),))
    return compared(left, a_side("r/b", after, 2, figures=(Figure("steps", 4.0),)))


def test_sections_changes_context_and_folds() -> None:
    rows = shown(long_pair(), Look(60))
    assert rows[0].startswith(" ── Config ── 1 change ──")
    assert rows[1:4] == [" - seed = 1", " + seed = 2", "   epochs = 2"]
    assert rows[5].startswith(" ── Prompts ── 1 change ──")
    assert rows[6:15] == [
        " teacher of wise: teacher",
        "  ▸ 18 lines the same",
        "   line 17",
        "   line 18",
        "   line 19",
        " - line 20",
        " + line twenty",
        "   line 21",
        "   line 22",
    ]
    assert rows[-2].split() == ["left", "right", "Δ", "Δ", "%"]
    assert rows[-1].split() == ["steps", "4", "4", "the", "same"]


def test_side_by_side_both_stand_in_one_row() -> None:
    rows = shown(long_pair(), Look(100, is_beside=True))
    changed = next(row for row in rows if "twenty" in row)
    assert changed.startswith(" - line 20  ")
    assert changed.endswith("│ + line twenty")


def test_a_fold_is_opened_by_its_key_and_stays_to_be_closed() -> None:
    page = comparison_page(long_pair(), Look(60))
    key = next(drawn.fold for drawn in page.rows if drawn.fold is not None)
    rows = shown(long_pair(), Look(60, unfolded=frozenset({key})))
    assert "  ▾ 18 lines the same" in rows
    assert "   line 2" in rows


def test_places_of_changes_and_sections() -> None:
    page = comparison_page(long_pair(), Look(60))
    assert [said(page.rows[at].line) for at in page.changes_at] == [" - seed = 1", " - line 20"]
    assert [section for section, _ in page.sections_at] == list(Section)


def test_only_the_words_that_changed_have_the_tone_of_their_side() -> None:
    row = Row((LineKind.TEXT, "be terse, always"), (LineKind.TEXT, "be kind, always"))
    left, right = row_spans(row, is_mono=False)
    assert [span for span in left if span.tone is not Tone.PLAIN] == [Span("terse", Tone.REMOVED)]
    assert [span for span in right if span.tone is not Tone.PLAIN] == [Span("kind", Tone.ADDED)]
    left, right = row_spans(row, is_mono=True)
    assert said(tuple(left)) == "be [-terse-], always"
    assert said(tuple(right)) == "be {+kind+}, always"


def test_white_space_that_changed_is_seen() -> None:
    left, right = row_spans(Row((LineKind.TEXT, "a b "), (LineKind.TEXT, "a\tb\r")), is_mono=False)
    assert said(tuple(left)) == "a·b·"
    assert said(tuple(right)) == "a␉b␍"


def test_what_is_equal_or_missing_is_said() -> None:
    same = compared(a_side("r/a", "x"), a_side("r/b", "x"))
    rows = shown(same, Look(60))
    assert rows[0].startswith(" ── Config ── the same")
    assert " teacher of wise: teacher  the same" in rows
    assert "no difference" in said(place_line(same, Section.CONFIG, None, Look(60)))
    missing = compared(a_side("r/a", "x"), Side("r/b", config_note="no\x1b[2J such bake"))
    assert "  r/b: no␛[2J such bake" in shown(missing, Look(60))


def test_hunks_are_counted() -> None:
    assert said(place_line(long_pair(), Section.PROMPTS, 1, Look(60))) == (
        " Config 1 │ [Prompts 1] │ Metrics   hunk 2 of 2   unified"
    )


def test_hostile_texts_are_inert_and_fit_everywhere() -> None:
    pair = compared(a_side(HOSTILE, HOSTILE, config_note=HOSTILE), a_side(HOSTILE + "b", HOSTILE + "x"))
    for look in (Look(40), Look(100, is_beside=True), Look(80, glyphs=ASCII, is_mono=True)):
        for line in (*(drawn.line for drawn in comparison_page(pair, look).rows), sides_line(pair, look.width)):
            assert cell_len(said(line)) <= look.width
            assert not any(sign in said(line) for sign in "\x1b\x07\u202e\r\n\t")


@given(st.lists(st.text(alphabet="ab \u8a9e", max_size=30), max_size=4), st.integers(2, 12))
@settings(deadline=None)
def test_wrapping_loses_nothing_but_the_blank_of_a_break_and_no_row_is_too_wide(texts: list[str], cells: int) -> None:
    rows = [said(row) for row in wrapped_spans([Span(text) for text in texts], cells)]
    whole = "".join(texts)
    for row in rows:
        whole = whole if whole.startswith(row) else whole.removeprefix(" ")
        assert whole.startswith(row)
        whole = whole.removeprefix(row)
    assert not whole
    assert all(cell_len(row) <= cells for row in rows)


def test_eighty_thousand_characters_on_one_line_are_wrapped_by_pieces() -> None:
    rows = wrapped_spans([Span("word " * 16_000)], 50)
    assert len(rows) == 1600
    assert {cell_len(said(row)) for row in rows} == {50}


def test_a_row_that_its_words_fill_is_followed_by_a_word_and_not_by_a_blank() -> None:
    rows = wrapped_spans([Span("one two three"), Span(" four", Tone.ADDED), Span("  five")], 7)
    assert [said(row) for row in rows] == ["one two", "three ", "four  ", "five"]
    assert [said(row) for row in wrapped_spans([Span("one two"), Span(" three")], 7)] == ["one two", "three"]


def test_rows_break_between_words() -> None:
    rows = wrapped_spans([Span("one two three "), Span("four five six", Tone.ADDED)], 12)
    assert [said(row).rstrip() for row in rows] == ["one two", "three four", "five six"]


def test_of_prompts_too_long_to_go_through_whole_lines_are_told() -> None:
    line = "be a kind master " * 30
    long = "\n".join(f"{number} {line}" for number in range(MOST_CHARACTERS // len(line)))
    page = comparison_page(compared(a_side("one", long), a_side("two", long.replace("kind", "wise"))), Look(80))
    changed = [span for row in page.rows if row.change is not None for span in row.line]
    assert len(changed) > 1000
    assert {span.tone for span in changed} == {Tone.REMOVED, Tone.ADDED}
