"""Which terminal one sits at, by what it says of itself, and how it is asked for a notification."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from breadtui.values import dataclass


class Way(StrEnum):
    """How a terminal can be asked to notify, beside its bell; the words are those of the settings."""

    NONE = "none"
    OSC9 = "osc9"
    OSC777 = "osc777"
    OSC99 = "osc99"


@dataclass(frozen=True, slots=True)
class Known:
    """A terminal that is known: its name for a person, and its way."""

    name: str
    way: Way


_BY_PROGRAM: Mapping[str, Known] = {
    "iterm.app": Known("iTerm2", Way.OSC9),
    "iterm2": Known("iTerm2", Way.OSC9),
    "wezterm": Known("WezTerm", Way.OSC777),
    "ghostty": Known("Ghostty", Way.OSC777),
    "warpterminal": Known("Warp", Way.OSC777),
    "kitty": Known("kitty", Way.OSC99),
    "foot": Known("foot", Way.OSC777),
    "contour": Known("Contour", Way.OSC777),
    "apple_terminal": Known("Terminal.app", Way.NONE),
    "vscode": Known("VS Code", Way.NONE),
    "alacritty": Known("Alacritty", Way.NONE),
    "rio": Known("Rio", Way.NONE),
    "tabby": Known("Tabby", Way.NONE),
    "mintty": Known("mintty", Way.NONE),
    "hyper": Known("Hyper", Way.NONE),
}
_BY_TERM: tuple[tuple[str, Known], ...] = (
    ("xterm-kitty", _BY_PROGRAM["kitty"]),
    ("xterm-ghostty", _BY_PROGRAM["ghostty"]),
    ("foot", _BY_PROGRAM["foot"]),
    ("wezterm", _BY_PROGRAM["wezterm"]),
    ("contour", _BY_PROGRAM["contour"]),
    ("rxvt-unicode", Known("rxvt-unicode", Way.OSC777)),
    ("alacritty", _BY_PROGRAM["alacritty"]),
)
_BY_VARIABLE: tuple[tuple[str, Known], ...] = (
    ("KITTY_WINDOW_ID", _BY_PROGRAM["kitty"]),
    ("WEZTERM_PANE", _BY_PROGRAM["wezterm"]),
    ("GHOSTTY_RESOURCES_DIR", _BY_PROGRAM["ghostty"]),
    ("ITERM_SESSION_ID", _BY_PROGRAM["iterm2"]),
    ("WT_SESSION", Known("Windows Terminal", Way.NONE)),
    ("KONSOLE_VERSION", Known("Konsole", Way.NONE)),
    ("VTE_VERSION", Known("a VTE terminal", Way.NONE)),
)
_UNKNOWN = Known("a terminal of unknown kind", Way.NONE)
_WORD = re.compile(r"[A-Za-z0-9_.-]+")


class Multiplexer(StrEnum):
    """What stands between the program and the terminal."""

    NONE = ""
    TMUX = "tmux"
    SCREEN = "screen"
    ZELLIJ = "zellij"


@dataclass(frozen=True, slots=True)
class TmuxSays:
    """What tmux answers when asked: the TERM and the name of the terminal it is shown in, and what it lets through."""

    client_term: str = ""
    client_type: str = ""
    lets_through: bool = False


def multiplexer_of(environ: Mapping[str, str]) -> Multiplexer:
    """What the program runs in."""
    if environ.get("TMUX"):
        return Multiplexer.TMUX
    if environ.get("ZELLIJ"):
        return Multiplexer.ZELLIJ
    is_screen = environ.get("STY") or environ.get("TERM", "").startswith("screen")
    return Multiplexer.SCREEN if is_screen else Multiplexer.NONE


def terminal_of(environ: Mapping[str, str], tmux: TmuxSays | None = None) -> Known:
    """The terminal that a person looks at; within tmux the one that tmux says it is shown in.

    Variables are inherited by whatever is started from a terminal, so what names the terminal itself comes first.
    """
    if multiplexer_of(environ) is Multiplexer.TMUX:
        return _of_tmux(tmux or TmuxSays(), environ)
    words = (environ.get("TERM_PROGRAM", ""), environ.get("LC_TERMINAL", ""), environ.get("TERMINAL_NAME", ""))
    named = next((known for word in words if (known := _BY_PROGRAM.get(word.lower()))), None)
    return named or _of_term(environ.get("TERM", "")) or _of_variables(environ) or _UNKNOWN


def _of_tmux(tmux: TmuxSays, environ: Mapping[str, str]) -> Known:
    """`client_type` is what the terminal called itself, e.g. `kitty(0.42.1)` or `iTerm2 3.5.2`."""
    found = _WORD.match(tmux.client_type)
    named = _BY_PROGRAM.get(found[0].lower()) if found else None
    return named or _of_term(tmux.client_term) or _BY_PROGRAM.get(environ.get("LC_TERMINAL", "").lower()) or _UNKNOWN


def _of_term(term: str) -> Known | None:
    return next((known for beginning, known in _BY_TERM if term.startswith(beginning)), None)


def _of_variables(environ: Mapping[str, str]) -> Known | None:
    return next((known for name, known in _BY_VARIABLE if environ.get(name)), None)
