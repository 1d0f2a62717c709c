from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.terminal.clipboard import MOST_BYTES, Copied, TooLargeToCopy, copy_text


@given(st.text(st.characters(), max_size=80))
def test_no_text_can_end_the_sequence_early(text: str) -> None:
    copied = copy_text(text)
    assert isinstance(copied, Copied)
    head, body, tail = copied.sequence[:7], copied.sequence[7:-2], copied.sequence[-2:]
    assert (head, tail) == ("\x1b]52;c;", "\x1b\\")
    assert body.isascii()
    assert "\x1b" not in body
    assert b64decode(body, validate=True) == text.encode(errors="replace")


def test_a_text_too_long_is_refused_by_name() -> None:
    assert isinstance(copy_text("x" * MOST_BYTES), Copied)
    refused = copy_text("é" * MOST_BYTES)
    assert isinstance(refused, TooLargeToCopy)
    assert refused.size_bytes == 2 * MOST_BYTES
    assert refused.told == "148 kB is more than a terminal takes (74 kB); save it instead."


def test_tmux_gets_the_sequence_wrapped_when_asked() -> None:
    copied = copy_text("hi", is_inside_tmux=True)
    assert isinstance(copied, Copied)
    assert copied.sequence == "\x1bPtmux;\x1b\x1b]52;c;aGk=\x1b\x1b\\\x1b\\"


def test_only_sending_is_promised() -> None:
    copied = copy_text("hi")
    assert isinstance(copied, Copied)
    assert copied.told == "sent to your terminal"
