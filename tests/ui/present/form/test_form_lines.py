"""Forms as lines: what is given, what is greyed, what is wrong, what a filter leaves."""

import pytest

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.problems import Problem, by_place, field_problems
from breadtui.ui.present.form.lines import help_text, row_line
from breadtui.ui.present.form.rows import FormSlice, form_rows
from breadtui.ui.present.form.texts import lines_text, read_json, read_lines
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.present.tones import Tone
from breadtui.values import replace
from tests.domain.forms.cases import SPEC

FOLDED = frozenset({"rare"})


def texts(slice_: FormSlice, width: int = 80) -> list[str]:
    """The lines as they read."""
    return ["".join(span.text for span in row_line(row, slice_, width, UNICODE)).rstrip() for row in form_rows(slice_)]


def slice_of(form: Form, *more: Problem, needle: str = "", folded: frozenset[str] = FOLDED) -> FormSlice:
    """A form judged."""
    return FormSlice(form, by_place((*field_problems(form), *more)), folded=folded, needle=needle)


def test_a_given_value_is_marked_and_says_what_would_stand_there_else() -> None:
    form = Form(SPEC, {"name": "yoda", "epochs": 5}, {"epochs": 3})

    assert texts(slice_of(form))[1:3] == [
        "  ● name                        yoda",
        "  ● epochs                      5  (else 3)",
    ]


def test_a_default_is_greyed_and_bears_no_mark() -> None:
    slice_ = slice_of(Form(SPEC, {"name": "yoda"}, {"epochs": 3}))

    line = row_line(form_rows(slice_)[2], slice_, 80, UNICODE)

    assert line[-1].text == "3"
    assert line[-1].tone is Tone.DIM
    assert "●" not in "".join(span.text for span in line)


def test_the_sentence_about_a_row_stands_below_it() -> None:
    form = Form(SPEC, {"rate": 0.9})

    shown = texts(slice_of(form, Problem(("rate",), "rather high", is_warning=True)))

    assert shown[1:3] == [" !  name                        –", "     ! this is needed"]
    assert shown[4:6] == [" ~● learning rate               0.9", "     ~ warning: rather high"]


def test_a_folded_group_shows_how_much_is_in_it_and_every_row_that_is_wrong() -> None:
    form = Form(SPEC, {"name": "a", "model": {"dtype": ""}})

    assert texts(slice_of(form))[-3:] == [
        " ▸ Rare  4 fields  1 given  1 !",
        ' !● dtype                       ""',
        "     ! wants something, or reset it",
    ]


def test_a_filter_leaves_rows_by_label_place_and_value_with_their_heading() -> None:
    form = Form(SPEC, {"name": "yoda"})

    assert texts(slice_of(form, needle="dtype")) == [" ▾ Rare", "    dtype                       –"]
    assert texts(slice_of(form, needle="yod")) == [" ▾ Main  1 given", "  ● name                        yoda"]
    assert texts(slice_of(form, needle="nothing like that")) == []


def test_things_of_a_list_are_numbered_and_opened_by_themselves_where_something_is_wrong_in_them() -> None:
    form = Form(SPEC, {"name": "a", "things": [{"type": "plain", "weight": 1}, {"type": "seeded", "weight": 0}]})

    assert texts(slice_of(form))[7:13] == [
        "  ● things                      2 things",
        "  ●   ▸ 1  plain",
        "  ●   ▾ 2  seeded",
        " !●     weight                  0",
        "         ! wants more than 0",
        "        seed                    –",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    form = Form(SPEC, {"name": "n" * 300, "things": [{"type": "t" * 300}]}, {"name": "d" * 300})
    slice_ = slice_of(form, Problem(("name",), "s" * 300), folded=frozenset())

    widest = max(
        len("".join(span.text for span in row_line(row, slice_, width, UNICODE)).split("  (else")[0])
        for row in form_rows(slice_)
    )

    assert widest <= width


def test_a_sentence_too_long_for_the_screen_goes_on_below_with_every_word() -> None:
    words = " ".join(f"word{number}" for number in range(20))
    slice_ = replace(slice_of(Form(SPEC, {"name": "a"}), Problem(("name",), words)), width=60)

    notes = [line for line in texts(slice_, 60) if "word" in line]

    assert len(notes) == 3
    assert " ".join(" ".join(notes).split()) == f"! {words}"
    assert max(map(len, notes)) <= 60


def test_ascii_draws_with_ascii() -> None:
    slice_ = slice_of(Form(SPEC, {"name": "a"}))

    drawn = "".join(span.text for row in form_rows(slice_) for span in row_line(row, slice_, 80, ASCII))

    assert drawn.isascii()


def test_what_a_server_sends_cannot_be_obeyed() -> None:
    slice_ = slice_of(Form(SPEC, {"name": "a\x1b]0;x\x07"}, {"colour": "\x1b[2J"}))

    drawn = "".join(span.text for row in form_rows(slice_) for span in row_line(row, slice_, 80, UNICODE))

    assert "\x1b" not in drawn
    assert "\x07" not in drawn


def test_help_names_the_field_what_it_is_for_and_its_limits() -> None:
    rows = form_rows(slice_of(Form(SPEC)))

    assert help_text(rows[0]) == "What everybody sets"
    assert help_text(rows[3]) == "epochs · How often all rows are seen · at least 1"
    assert help_text(None) == ""


def test_texts_one_a_line_keep_line_breaks_and_backslashes() -> None:
    questions = ["Why?", "One\nTwo", "C:\\new"]

    assert read_lines(lines_text(questions)).value == questions
    assert read_lines("\n  \n").value is None
    assert read_lines("a\n\n b \n").sentence == "2 lines"


def test_json_that_is_wrong_names_its_place_and_an_empty_text_gives_nothing() -> None:
    wrong = read_json('{"a": 1,\n "b": }')

    assert (wrong.is_wrong, wrong.line, wrong.column) == (True, 2, 7)
    assert read_json("  ").value is None
    assert not read_json("").is_wrong
    assert read_json("[1]", is_object=True).sentence == "an object is wanted: { … }"
