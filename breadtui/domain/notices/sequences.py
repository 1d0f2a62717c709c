"""The bytes that make a terminal notify: nothing of what is told can end a sequence early or begin another."""

from __future__ import annotations

from breadtui.domain.notices.announcements import LONGEST_TEXT, LONGEST_TITLE
from breadtui.domain.notices.terminals import Way
from breadtui.domain.unsafe_text import visible_line

BELL = "\a"
_ESCAPE, _END = "\x1b", "\x1b\\"
MOST_BYTES = 1_500
_NAME = "breadtui"
"""Who says it, where a notification has no title of its own."""


def notification(way: Way, title: str, text: str, number: int = 0) -> str:
    """The sequence that shows title and text in this way; empty for none."""
    title, text = payload(title, LONGEST_TITLE), payload(text, LONGEST_TEXT)
    match way:
        case Way.OSC9:
            # A number in front would be another command of the same family: it draws progress.
            whose = "" if title.startswith(_NAME) else f"{_NAME}: "
            return f"{_ESCAPE}]9;{whose}{title}: {text}{_END}"
        case Way.OSC777:
            return f"{_ESCAPE}]777;notify;{title.replace(';', ',')};{text.replace(';', ',')}{_END}"
        case Way.OSC99:
            head = f"i=breadtui-{number}"
            return f"{_ESCAPE}]99;{head}:d=0:p=title;{title}{_END}{_ESCAPE}]99;{head}:d=1:p=body;{text}{_END}"
        case Way.NONE:
            return ""


def through_tmux(sequence: str) -> str:
    """The same for the terminal that tmux is shown in; tmux hands it on only if it was told to."""
    if not sequence:
        return ""
    return f"{_ESCAPE}Ptmux;{sequence.replace(_ESCAPE, _ESCAPE * 2)}{_END}"


def payload(text: str, most_characters: int) -> str:
    """Text that may stand within a sequence: one line, no control character, within the bounds terminals have."""
    shown = visible_line(text[: 4 * most_characters])[:most_characters]
    return shown.encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
