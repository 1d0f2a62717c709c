import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.unsafe_text import UNSAFE
from breadtui.ui.present.clean import clean, cut_end, cut_middle, pad

anything = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1b[2J\x1bc", "␛[2J␛c"),
        ("\x9b31m", "�31m"),
        ("a\rb\bc", "a␍b␈c"),
        ("del\x7f", "del␡"),
        ("user\u202etxt.exe", "user�txt.exe"),
        ("sup\u200bport", "sup�port"),
        ("sup\u200dport", "sup�port"),
        ("soft\u00adhyphen", "soft�hyphen"),
        ("a\U000e0041b", "a�b"),
        ("lone \ud800", "lone �"),
        ("line\u2028sep", "line�sep"),
        ("one\ntwo\tthree", "one␤two␉three"),
        ("👩\u200d💻 می\u200cخواهم 1\ufe0f", "👩\u200d💻 می\u200cخواهم 1\ufe0f"),
        ("e" + "\u0301" * 30, "e" + "\u0301" * 4 + "�"),
        ("日本語 ✓ żółw", "日本語 ✓ żółw"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_gets_a_visible_mark(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_lines_and_tabs_survive_where_many_lines_are_wanted() -> None:
    assert clean("a:\r\n\tb\x1b", multiline=True) == "a:\n    b␛"


def test_anything_can_be_shown_not_only_text() -> None:
    assert clean(ValueError("a\nb")) == "a␤b"


@given(anything)
def test_nothing_unsafe_is_left(text: str) -> None:
    shown = clean(text)
    assert re.search(f"[{UNSAFE}\n\t]", shown) is None
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
    shown.encode()


@given(anything)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything, st.integers(0, 70), st.booleans())
def test_a_limit_holds(text: str, limit: int, multiline: bool) -> None:
    assert len(clean(text, limit=limit, multiline=multiline)) <= limit


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(-1, 50))
def test_a_cut_name_fits_and_a_padded_one_fills_its_column(text: str, width: int) -> None:
    name = clean(text)
    assert cell_len(cut_middle(name, width)) <= max(width, 0)
    assert cell_len(cut_end(name, width)) <= max(width, 0)
    for align in ("left", "right", "center"):
        assert cell_len(pad(name, width, align)) == max(width, 0)


@pytest.mark.parametrize(
    ("width", "cut"),
    [(30, "support-checkpoint-v12"), (12, "suppor…t-v12"), (3, "s…2"), (2, "s…"), (1, "…"), (0, "")],
)
def test_a_long_name_keeps_both_ends(width: int, cut: str) -> None:
    assert cut_middle("support-checkpoint-v12", width) == cut


def test_a_wide_character_is_never_halved() -> None:
    assert pad("日本語テキスト", 8) == "日本…ト "
    assert cut_end("日本語", 4) == "日…"


@pytest.mark.parametrize(("align", "padded"), [("left", "v1   "), ("right", "   v1"), ("center", " v1  ")])
def test_padding_goes_to_the_other_side(align: str, padded: str) -> None:
    assert pad("v1", 5, align) == padded  # type: ignore[arg-type]  # a plain str from the table above
