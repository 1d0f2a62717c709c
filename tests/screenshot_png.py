"""A picture as SVG made one as PNG, with every character in its cell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import escape, unescape
from pathlib import Path

from rich.cells import cell_len

CELL_WIDTH = 12.2
"""As Rich draws it."""
RUN = re.compile(r'<text([^>]*? )x="([\d.]+)"([^>]*? )textLength="([\d.]+)"([^>]*)>([^<]*)</text>')


def cell_by_cell(svg: str) -> str:
    """The same picture with each character a text of its own in its cell.

    rsvg-convert takes characters that a font lacks from others, which are wider or narrower, and then fits a whole run
    into its length: lines and dots would lie beside their cells, and some not at all.
    """

    def placed(run: re.Match[str]) -> str:
        before, x, between, _, after, text = run.groups()
        cells, at = [], float(x)
        for char in unescape(text):
            if not char.isspace():
                cells.append(f'<text{before}x="{at:g}"{between}{after}>{escape(char)}</text>')
            at += CELL_WIDTH * cell_len(char)
        return "".join(cells)

    return RUN.sub(placed, svg)


def to_png(svg: Path) -> None:
    """The same as PNG, for places that show no SVG."""
    converter = shutil.which("rsvg-convert")
    if converter is None:
        sys.stderr.write("rsvg-convert is not installed: SVG only\n")
        return
    picture = cell_by_cell(svg.read_text(encoding="utf-8")).encode()
    subprocess.run([converter, "--width", "1400", "-o", str(svg.with_suffix(".png"))], input=picture, check=True)
