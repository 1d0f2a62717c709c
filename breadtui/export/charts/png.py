"""A chart as PNG, where Pillow is installed: the extra `png`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from breadtui.domain.unsafe_text import visible_line
from breadtui.export.charts.figure import TEXT_DOTS, ChartFigure, Dot, Stroke, Words, sheet_of
from breadtui.values import replace

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

    Font: TypeAlias = FreeTypeFont | ImageFont

NO_PILLOW = "a PNG needs Pillow, which is not installed: pip install 'breadtui[png]', or write SVG"
SCALE = 2
"""Dots of the picture for each of the sheet, each way."""
_OUR_SIGNS = {ord("−"): "-", ord("×"): "x"}
_IN_NO_FONT = "\U0010ffff"
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


class NoPillow(Exception):
    """Pillow is not installed; the text is a sentence."""


def chart_png(figure: ChartFigure) -> bytes:
    """The picture. Raises: NoPillow."""
    try:
        from PIL import Image, ImageDraw  # noqa: PLC0415  an extra
    except ImportError as error:
        raise NoPillow(NO_PILLOW) from error
    sheet = sheet_of(_in_letters_of_the_font(figure))
    picture = Image.new("RGB", (sheet.width * SCALE, sheet.height * SCALE), "#ffffff")
    drawing = ImageDraw.Draw(picture)
    for stroke in sheet.strokes:
        _draw_stroke(drawing, stroke)
    for words in sheet.words:
        _draw_words(drawing, words)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _in_letters_of_the_font(figure: ChartFigure) -> ChartFigure:
    """The figure with the names as they are drawn: letters that are written as numbers take more room."""
    from PIL import ImageFont  # noqa: PLC0415  an extra

    font = ImageFont.load_default(TEXT_DOTS * SCALE)
    curves = tuple(replace(curve, name=_showable(visible_line(curve.name), font)) for curve in figure.curves)
    return replace(figure, title=_showable(visible_line(figure.title), font), curves=curves)


def _draw_stroke(drawing: ImageDraw, stroke: Stroke) -> None:
    width = max(round(stroke.width * SCALE), 1)
    for dots in dashed(stroke.dots, stroke.dash):
        drawing.line([(x * SCALE, y * SCALE) for x, y in dots], fill=stroke.colour, width=width, joint="curve")


def _draw_words(drawing: ImageDraw, words: Words) -> None:
    from PIL import ImageFont  # noqa: PLC0415  an extra

    font = ImageFont.load_default(TEXT_DOTS * SCALE)
    place = (words.at.x * SCALE, words.at.y * SCALE)
    text = _showable(visible_line(words.text).translate(_OUR_SIGNS), font)
    drawing.text(place, text, fill=words.colour, font=font, anchor=_ANCHORS[words.anchor])


def _showable(text: str, font: Font) -> str:
    """The text in letters that the font has: accents are left out, other letters are written as their numbers.

    Else each would be the same empty box, and names in other scripts could not be told apart.
    """
    missing = bytes(font.getmask(_IN_NO_FONT))

    def shown(char: str) -> str:
        if char.isascii() or bytes(font.getmask(char)) != missing:
            return char
        plain = normalize("NFKD", char).encode("ascii", "ignore").decode()
        return plain or char.encode("ascii", "backslashreplace").decode()

    return "".join(map(shown, text))


def dashed(dots: tuple[Dot, ...], dash: tuple[int, ...]) -> Iterator[tuple[Dot, ...]]:
    """The pieces of a line that are drawn: drawn and blank dots in turn along its length; all of it without a dash."""
    if not dash:
        yield dots
        return
    piece, turn, left = [dots[0]], 0, float(dash[0])
    for end in dots[1:]:
        start = piece[-1]
        while (length := hypot(end.x - start.x, end.y - start.y)) > left:
            share = left / length
            start = Dot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
            if turn % 2 == 0:
                yield (*piece, start)
            piece, turn = [start], turn + 1
            left = float(dash[turn % len(dash)])
        left -= length
        piece.append(end)
    if turn % 2 == 0 and len(piece) > 1:
        yield tuple(piece)
