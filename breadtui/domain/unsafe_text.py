"""Which characters of a text from outside a terminal would obey or hide, and what to show instead.

It lies in the domain because the commands, the panes and the crash report all need the same table.
"""

import re
from functools import cache, lru_cache

OBEYED = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
"""Control characters C0 and C1 (but tab and newline), line separators, lone surrogates: a regular expression's set."""

HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
"""Bidirectional marks, zero widths, fillers, tag characters: they make two names look alike."""

UNSAFE = OBEYED + HIDDEN

# Joiners and variation selectors belong to emoji and to scripts such as Persian; beside plain ASCII they only hide.
_LONELY = (
    "(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    "|(?<![^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\x7f])[\ufe00-\ufe0f]"
)
_COMBINING = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = f"(?<={_COMBINING}{{4}}){_COMBINING}+"


@cache
def _in_lines() -> re.Pattern[str]:
    return re.compile(f"[{UNSAFE}]|{_LONELY}|{_STACKED}")


@cache
def _in_one_line() -> re.Pattern[str]:
    return re.compile(f"[{UNSAFE}\t\n]|{_LONELY}|{_STACKED}")


@lru_cache(maxsize=1024)
def _mark(found: str) -> str:
    code = ord(found[0])
    if code == 0x0A:
        return "\u2424"
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible_line(text: str) -> str:
    """The text on one line with a visible mark for each character that would be obeyed or hidden."""
    if text.isascii() and text.isprintable():  # most names; the first frame need not wait for a large pattern
        return text
    return _in_one_line().sub(lambda found: _mark(found[0]), text)


def visible_lines(text: str, tab_cells: int = 4) -> str:
    """The same with newlines kept and tabs spread to spaces."""
    plain = text.replace("\r\n", "\n").expandtabs(tab_cells)
    return _in_lines().sub(lambda found: _mark(found[0]), plain)
