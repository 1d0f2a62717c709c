"""The styles of a screen, read before it is pushed."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen


def read_styles(app: App[Any], screen: Screen[Any]) -> None:
    """Have the styles of a screen at hand, so that pushing it is quick.

    The library would read those of all screens anew and style every widget again, which keys would have to wait for;
    but a screen's own styles concern nothing that there is yet.
    """
    new = [path for path in screen.css_path if not app.stylesheet.has_source(str(path), "")]
    for path in new:
        app.stylesheet.read(path)
    if new:
        app.stylesheet.parse()
