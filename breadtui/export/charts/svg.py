"""A chart as SVG, for a page or a paper: no script, no link, no font of its own, nothing of a name obeyed."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from breadtui.domain.unsafe_text import visible_line
from breadtui.export.charts.figure import TEXT_DOTS, ChartFigure, Sheet, Stroke, Words, sheet_of


def chart_svg(figure: ChartFigure) -> str:
    """The document, UTF-8, a stroke or a text a line."""
    sheet = sheet_of(figure)
    return "\n".join((*_head(sheet), *map(_stroke, sheet.strokes), *map(_words, sheet.words), "</g>", "</svg>", ""))


def _head(sheet: Sheet) -> tuple[str, ...]:
    size = f'width="{sheet.width}" height="{sheet.height}" viewBox="0 0 {sheet.width} {sheet.height}"'
    font = f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{TEXT_DOTS}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(visible_line(sheet.title))}>',
        f'<rect width="{sheet.width}" height="{sheet.height}" fill="#ffffff"/>',
        f'<g fill="none" stroke-linejoin="round" {font}>',
    )


def _stroke(stroke: Stroke) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in stroke.dots)
    dash = f' stroke-dasharray="{" ".join(map(str, stroke.dash))}"' if stroke.dash else ""
    return f'<polyline points="{points}" stroke="{stroke.colour}" stroke-width="{stroke.width:g}"{dash}/>'


def _words(words: Words) -> str:
    weight = ' font-weight="bold"' if words.is_strong else ""
    place = f'x="{words.at.x:.1f}" y="{words.at.y:.1f}" text-anchor="{words.anchor}"'
    return f'<text {place} fill="{words.colour}"{weight}>{escape(visible_line(words.text))}</text>'
