"""A merge as rows: what is taken, left out and undecided can be told without colours."""

from __future__ import annotations

from breadtui.domain.merging.merge import Choice, Choices, merge
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.present.prompt.merge_lines import Look, count_line, merge_page, sides_line
from breadtui.ui.present.tones import Line
from tests.fakes.states import a_prompt

LINES = "\n".join(f"line {number}" for number in range(12))
BASE = a_prompt(f"first\nsecond\n{LINES}\nlast")
MINE = a_prompt(f"first\nMY\n{LINES}\nlast of mine")
THEIRS = a_prompt(f"first\nTHEIR\x1b\n{LINES}\nlast")
FOUND = merge(BASE, MINE, THEIRS)
(CONFLICT,) = FOUND.conflicts


def shown(line: Line) -> str:
    return "".join(span.text for span in line).rstrip()


def rows(choices: Choices, look: Look) -> list[str]:
    return [shown(drawn.line) for drawn in merge_page(FOUND, choices, look).rows]


def test_below_each_other_the_letters_say_whose_line_it_is() -> None:
    assert rows({}, Look(60)) == [
        " ── message 1 system ──────────────────────────────────────",
        "     first",
        " conflict 1 of 1 · undecided   m mine  t theirs  b both",
        " m ? MY",
        " t ? THEIR␛",
        "     line 0",
        "     line 1",
        "     line 2",
        "   ▸ 6 lines the same",
        "     line 9",
        "     line 10",
        "     line 11",
        " changed only by me · taken",
        " m + last of mine",
        " t - last",
    ]


def test_beside_each_other_mine_is_left() -> None:
    found = rows({CONFLICT: Choice.THEIRS}, Look(61, is_beside=True))
    assert " conflict 1 of 1 · theirs taken   m mine  t theirs  b both" in found
    assert " - MY                         │ + THEIR␛" in found
    assert " + last of mine               │ - last" in found
    assert "   line 0                     │   line 0" in found


def test_the_base_is_shown_where_it_was_asked_for_and_folded_lines_where_they_were() -> None:
    assert " was   second" in rows({}, Look(60, opened=frozenset({CONFLICT})))
    same = next(at for at, chunk in enumerate(FOUND.chunks) if len(chunk.mine) == 12)
    assert "     line 5" in rows({}, Look(60, opened=frozenset({same})))


def test_a_change_of_one_side_may_be_left_out() -> None:
    last = len(FOUND.chunks) - 1
    found = rows({last: Choice.THEIRS}, Look(60))
    assert found[-3:] == [" changed only by me · left out", " m - last of mine", " t + last"]


def test_the_count_says_what_is_undecided() -> None:
    assert shown(count_line(FOUND, {})) == " 1 of 1 conflict undecided · changed by one side: 1 by me, 0 by them"
    assert shown(count_line(FOUND, {CONFLICT: Choice.MINE})).startswith(" all decided: f2 saves")
    assert shown(count_line(merge(BASE, MINE, BASE), {})).startswith(" no conflict: f2 saves")


def test_the_sides_are_named_above_their_columns() -> None:
    assert shown(sides_line(Look(41, is_beside=True))) == " mine               │ on the server"
    assert shown(sides_line(Look(40))) == " m mine   t on the server"


def test_roles_keys_orders_messages_and_tools_are_chunks_with_a_name() -> None:
    one, two = Message("user", "the river flows", {"name": "a"}), Message("assistant", "calmly to the sea")
    base = Prompt(BASE.name, (one, two), ({"n": 1},))
    mine = Prompt(BASE.name, (two, Message("tool", "the river flows", {"name": "b"})), ({"n": 1}, {"n": 2}))
    theirs = Prompt(BASE.name, (Message("odd", "the river flows", {"name": "c"}), two, Message("user", "new")), ())
    found = merge(base, mine, theirs)
    text = "\n".join(shown(drawn.line) for drawn in merge_page(found, {}, Look(70)).rows)
    for words in (
        "── order of the messages",
        "messages 2 1 as they were numbered before",
        "conflict 1 of 3 · role · undecided   m mine  t theirs\n m ? [tool]\n t ? [odd]",
        'conflict 2 of 3 · name · undecided   m mine  t theirs\n m ? "name": "b"',
        "· new",
        "── tools",
        "conflict 3 of 3 · undecided   m mine  t theirs  b both",
    ):
        assert words in text, text


def test_a_message_that_one_removed_and_the_other_changed_says_so() -> None:
    base = Prompt(BASE.name, (Message("system", "be wise"), Message("user", "ask me of rivers")))
    mine = Prompt(BASE.name, base.messages[:1])
    theirs = Prompt(BASE.name, (base.messages[0], Message("user", "ask me of rivers and seas")))
    page = merge_page(merge(base, mine, theirs), {}, Look(70))
    text = "\n".join(shown(drawn.line) for drawn in page.rows)
    assert "message 2 · removed by me, changed by them" in text
    assert " m ? nothing\n t ? [user]\n t ? ask me of rivers and seas" in text
