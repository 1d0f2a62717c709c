"""What a search found, as lines."""

import pytest
from rich.cells import cell_len

from breadtui.domain.query.queries import parse_query
from breadtui.store.views.search import Found, FoundKind
from breadtui.ui.present.found_lines import count_text, found_keys, found_line, kind_line
from breadtui.ui.present.tones import Line, Tone
from tests.fakes.states import REPO, a_key, a_prompt_key

LONG = "x" * 900 + " needle " + "y" * 900


def marked(line: Line) -> str:
    return "".join(span.text for span in line if span.tone is Tone.ACCENT)


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def test_a_name_stands_in_its_repository_with_the_match_marked() -> None:
    line = found_line(Found(FoundKind.BAKE, a_key("coder_v7"), "coder_v7"), parse_query("der"), 60)
    assert text_of(line).strip() == "coder/coder_v7"
    assert marked(line) == "der"


def test_letters_that_stand_apart_are_marked_one_by_one() -> None:
    line = found_line(Found(FoundKind.BAKE, a_key("coder_v7"), "coder_v7"), parse_query("cv7"), 60)
    assert marked(line) == "cv7"


def test_a_letter_is_marked_with_its_accent() -> None:
    line = found_line(Found(FoundKind.BAKE, a_key("e\u0301mo"), "e\u0301mo"), parse_query("e"), 60)
    assert marked(line) == "e\u0301"
    assert text_of(line).strip() == "coder/e\u0301mo"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_match_deep_in_a_long_text_is_in_sight_at_any_width(width: int) -> None:
    found = Found(FoundKind.TEXT, a_prompt_key(), LONG, 0, 4)
    line = found_line(found, parse_query("needle"), width)
    assert cell_len(text_of(line)) <= max(width, 26)
    if width >= 40:
        assert marked(line) == "needle"
        assert "teacher 1:5" in text_of(line)


def test_what_a_server_says_is_shown_inert() -> None:
    found = Found(FoundKind.ERROR, a_key(), "\x1b[31mred\x07 alert\u202e")
    assert not set(text_of(found_line(found, parse_query("alert"), 80))) & set("\x1b\x07\u202e")


def test_each_kind_has_its_heading_once() -> None:
    one = Found(FoundKind.REPO, REPO, REPO)
    bakes = [Found(FoundKind.BAKE, a_key(name), name) for name in ("a", "b")]
    assert found_keys([one, *bakes]) == [FoundKind.REPO, one, FoundKind.BAKE, *bakes]
    assert text_of(kind_line(FoundKind.BAKE, 80, 50)) == " bakes 80, the first 50 listed"
    assert count_text({}, has_query=True) == "nothing found"
    assert count_text({FoundKind.BAKE: 2}, has_query=True) == "2 found"
