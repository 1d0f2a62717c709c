import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from breadtui.domain.unsafe_text import UNSAFE
from breadtui.ui.terminal.safe_text import ControlFilter
from tests.pty.terminal import Terminal
from tests.ui.terminal.hostile import PAYLOADS

PROGRAM = str(Path(__file__).with_name("hostile.py"))
ROOT = str(Path(__file__).parents[3])
BLACK = Color(0, 0, 0)


def filtered(*segments: Segment) -> list[Segment]:
    return ControlFilter().apply(list(segments), BLACK)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_blanked(name: str) -> None:
    (segment,) = filtered(Segment(f"a{PAYLOADS[name]}b"))
    assert re.search(f"[{UNSAFE}\t\n]", segment.text) is None
    assert segment.text[0] + segment.text[-1] == "ab"


def test_safe_segments_are_handed_on_untouched() -> None:
    segments = [Segment("日本 ✓", Style(bold=True))]
    assert ControlFilter().apply(segments, BLACK) is segments


def test_links_and_control_segments_do_not_pass() -> None:
    linked = Segment("x", Style(link="http://pwned.invalid", bold=True))
    (left,) = filtered(linked, Segment("\x1b[2J", None, [(2, 2)]))  # type: ignore[list-item]  # control codes are an enum
    assert left.text == "x"
    assert left.style is not None
    assert left.style.link is None
    assert left.style.bold


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_what_is_blanked_keeps_its_width(text: str) -> None:
    joined = "".join(segment.text for segment in filtered(Segment(text)))
    if "\u200d" not in text and "\ufe0f" not in text:
        assert cell_len(joined) == cell_len(text)
    assert re.search(f"[{UNSAFE}\t\n]", joined) is None


@pytest.mark.parametrize("switch", ["0", "1"])
def test_no_widget_lets_a_payload_reach_the_terminal(switch: str) -> None:
    environ = {"PYTHONPATH": ROOT, "BREADTUI_FRAMEDIFF": switch, "TEXTUAL_ANIMATIONS": "none"}
    with Terminal([sys.executable, PROGRAM], columns=400, lines=120, environ=environ) as terminal:
        terminal.wait_for("ALL THERE")
        terminal.wait_until_quiet(0.3)
        assert terminal.text.count("begin") > 20
        leaked = [name for name, payload in PAYLOADS.items() if payload.encode() in terminal.raw]
        assert leaked == []
        assert b"\x1b]8" not in terminal.raw
        assert re.search(rb"[\x00\x0e\x7f\x08\x0b\x0c]", terminal.raw) is None
