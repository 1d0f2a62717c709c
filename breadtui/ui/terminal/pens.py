"""Pens: how a terminal is told colours and weight, in as few bytes as it takes to get from one to the next."""

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem, ColorType
from rich.style import Style


class Pen(NamedTuple):
    """Attributes and colours as the numbers of an SGR sequence, "" for the terminal's own."""

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""


PLAIN = Pen()
RESET = "\x1b[m"

_ATTRIBUTES = (
    ("bold", "1"),
    ("dim", "2"),
    ("italic", "3"),
    ("underline", "4"),
    ("blink", "5"),
    ("blink2", "6"),
    ("reverse", "7"),
    ("conceal", "8"),
    ("strike", "9"),
    ("underline2", "21"),
    ("frame", "51"),
    ("encircle", "52"),
    ("overline", "53"),
)
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute, where every terminal agrees on it; bold and dim end together."""
_LEVELS = {0: 0, 95: 1, 135: 2, 175: 3, 215: 4, 255: 5}
_FIRST_FIXED = 22
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})


class Pens:
    """The pens of the styles met so far, each pen one object, so that two can be compared by identity."""

    def __init__(self, system: ColorSystem | None) -> None:
        self._system = system
        self._by_style: dict[Style, Pen] = {}
        self._blank_by_style: dict[Style, Pen] = {}
        self._interned: dict[Pen, Pen] = {PLAIN: PLAIN}

    def of(self, style: Style | None) -> Pen:
        """The pen that draws this style; hyperlinks are not sent, addresses are shown as text."""
        if style is None:
            return PLAIN
        pen = self._by_style.get(style)
        if pen is None:
            self._forget_if_many()
            pen = self._by_style[style] = self._intern(self._translate(style))
        return pen

    def of_blank(self, style: Style | None) -> Pen:
        """The pen for spaces in this style: without all that nobody sees on a space."""
        if style is None:
            return PLAIN
        pen = self._blank_by_style.get(style)
        if pen is None:
            full = self.of(style)
            seen = not _SEEN_ON_BLANKS.isdisjoint(full.attributes)
            pen = full if seen else self._intern(Pen((), "", full.background))
            self._blank_by_style[style] = pen
        return pen

    def _intern(self, pen: Pen) -> Pen:
        return self._interned.setdefault(pen, pen)

    def _forget_if_many(self) -> None:
        """Styles carry ids of links and actions, so a long session meets ever new ones; their pens stay few."""
        if len(self._by_style) > 4096:
            self._by_style.clear()
            self._blank_by_style.clear()

    def _translate(self, style: Style) -> Pen:
        if self._system is None:
            return PLAIN
        attributes = tuple(code for name, code in _ATTRIBUTES if getattr(style, name))
        front, back = style.color, style.bgcolor
        return Pen(
            attributes,
            _numbers(front, self._system, foreground=True) if front else "",
            _numbers(back, self._system, foreground=False) if back else "",
        )


def _numbers(color: Color, system: ColorSystem, *, foreground: bool) -> str:
    number = _palette_number(color) if system is ColorSystem.TRUECOLOR else None
    if number is not None:
        return f"{38 if foreground else 48};5;{number}"
    codes = ";".join(color.downgrade(system).get_ansi_codes(foreground=foreground))
    return "" if codes in {"39", "49"} else codes


def _palette_number(color: Color) -> int | None:
    """The number of the very same colour among those that every such terminal has, which is half as long to say.

    The sixteen that a person may choose, and the next few that some schemes overwrite, are left alone.
    """
    if color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return None
    red, green, blue = color.triplet
    if {red, green, blue} <= _LEVELS.keys():
        number = 16 + 36 * _LEVELS[red] + 6 * _LEVELS[green] + _LEVELS[blue]
        return number if number >= _FIRST_FIXED else None
    step, rest = divmod(red - 8, 10)
    return 232 + step if red == green == blue and rest == 0 and 0 <= step < 24 else None


def is_blank_pen(pen: Pen) -> bool:
    """Whether spaces in this pen show its background and nothing else."""
    return not pen.attributes and not pen.foreground


@lru_cache(maxsize=4096)
def change(now: Pen, wanted: Pen) -> str:
    """The shortest sequence that turns one pen into the other, "" if they are equal."""
    if now == wanted:
        return ""
    whole = ["0", *wanted.attributes, wanted.foreground, wanted.background]
    gone = set(now.attributes) - set(wanted.attributes)
    if not gone <= _OFF.keys():
        return _short(whole)
    off = sorted({_OFF[code] for code in gone})
    held = {code for code in now.attributes if _OFF.get(code) not in off}
    more = [code for code in wanted.attributes if code not in held]
    front = "" if now.foreground == wanted.foreground else wanted.foreground or "39"
    back = "" if now.background == wanted.background else wanted.background or "49"
    return min(_short(whole), _short([*off, *more, front, back]), key=len)


@lru_cache(maxsize=4096)
def change_for_blanks(now: Pen, wanted: Pen) -> tuple[str, Pen]:
    """The same for spaces: a pen with the right background will do as it is. Also says which pen is then held."""
    if is_blank_pen(wanted) and now.background == wanted.background and _SEEN_ON_BLANKS.isdisjoint(now.attributes):
        return "", now
    return change(now, wanted), wanted


def _short(codes: list[str]) -> str:
    given = [code for code in codes if code]
    return RESET if given == ["0"] else f"\x1b[{';'.join(given)}m"
