"""The words of a conflict: what differs can be told with colours and without."""

from __future__ import annotations

from breadtui.domain.merging.changed_words import Whose
from breadtui.domain.merging.merge import Choice, merge
from breadtui.ui.present.prompt.merge_lines import Look, merge_page
from breadtui.ui.present.prompt.merge_words import LEFT_OUT, MOST_CHARACTERS, OPEN, MergeWords, word_spans
from breadtui.ui.present.tones import Line, Span, Tone
from tests.fakes.states import a_prompt

BASE = a_prompt("Be the old master.\nEnd.")
MINE = a_prompt("Be the kind old master.\nEnd.")
THEIRS = a_prompt("Be the old grandmaster. \nEnd.")
FOUND = merge(BASE, MINE, THEIRS)
(CONFLICT,) = FOUND.conflicts


def rows(look: Look, choice: Choice | None = None) -> list[Line]:
    return [drawn.line for drawn in merge_page(FOUND, {CONFLICT: choice} if choice else {}, look).rows]


def test_new_words_and_those_that_the_other_side_dropped_have_tones_of_their_own() -> None:
    mine, theirs = MergeWords(FOUND).of(CONFLICT)
    assert word_spans(mine[0], OPEN, is_mono=False) == [
        Span("Be the "),
        Span("kind ", Tone.ADDED),
        Span("old "),
        Span("master", Tone.REMOVED),
        Span("."),
    ]
    assert word_spans(theirs[0], OPEN, is_mono=False)[1:] == [
        Span("grandmaster", Tone.ADDED),
        Span("."),
        Span("·", Tone.ADDED),
    ]


def test_what_is_left_out_is_dim_but_for_the_words_that_go() -> None:
    mine, _ = MergeWords(FOUND).of(CONFLICT)
    tones = {span.text: span.tone for span in word_spans(mine[0], LEFT_OUT, is_mono=False)}
    assert (tones["Be the "], tones["kind "], tones["master"]) == (Tone.DIM, Tone.REMOVED, Tone.DIM)


def test_without_colours_brackets_stand_around_the_words() -> None:
    shown = ["".join(span.text for span in line) for line in rows(Look(80, is_mono=True))]
    assert " m ? Be the {+kind +}old [-master-]." in shown
    assert " t ? Be the old {+grandmaster+}.{+·+}" in shown


def test_a_line_that_differs_wholly_has_no_brackets() -> None:
    found = merge(a_prompt("End."), a_prompt("Mine\nEnd."), a_prompt("Theirs\nEnd."))
    shown = ["".join(span.text for span in drawn.line) for drawn in merge_page(found, {}, Look(80, is_mono=True)).rows]
    assert " m ? Mine" in shown
    assert " t ? Theirs" in shown


def test_words_are_worked_out_once_for_all_decisions() -> None:
    words = MergeWords(FOUND)
    first = words.of(CONFLICT)
    merge_page(FOUND, {CONFLICT: Choice.MINE}, Look(80), words)
    assert words.of(CONFLICT) is first


def test_of_a_text_too_long_to_go_through_whole_lines_are_told() -> None:
    lines = "\n".join(f"{number} the same river flows to the sea" for number in range(MOST_CHARACTERS // 60))
    base, mine, theirs = (a_prompt(lines.replace("same", word)) for word in ("old", "new", "other"))
    found = merge(base, mine, theirs)
    ((first, *_), (other, *_)) = MergeWords(found).of(found.conflicts[0])
    assert [run.whose for run in first] == [Whose.OWN]
    assert [run.text for run in other] == ["0 the other river flows to the sea"]


def test_what_was_drawn_of_a_chunk_is_drawn_once_for_each_way_it_stands() -> None:
    words = MergeWords(FOUND)
    for choices in ({}, {CONFLICT: Choice.MINE}, {}):
        merge_page(FOUND, choices, Look(80), words)
    assert sorted(str(key[2]) for key in words.drawn if key[0] == CONFLICT) == ["+", "-", "?", "?"]
