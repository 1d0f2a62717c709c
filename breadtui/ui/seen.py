"""What a person can see: screens that no opaque screen covers, and on them widgets that are displayed."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


def seen_screens(app: App[Any]) -> frozenset[Screen[object]]:
    """The screen on top and those that show through what is above them.

    A dialog with a translucent background lets the screen below it be seen, whose panes go on; one that fills the
    screen covers it like any other screen. By itself `Screen.is_current` does not ask whether the one on top is opaque,
    so that in an app without `CoveredScreens` it holds of a screen that is covered too.
    """
    seen = set()
    for screen in reversed(app.screen_stack):
        seen.add(screen)
        if screen.styles.background.a >= 1:
            break
    return frozenset(seen)


def is_displayed(widget: Widget) -> bool:
    """Whether the layout of its screen has a place for a widget: neither it nor what it stands in is hidden."""
    node: DOMNode | None = widget
    while node is not None and not isinstance(node, Screen):
        if not node.display:
            return False
        node = node.parent
    return True


def is_seen(widget: Widget) -> bool:
    """Whether a widget is displayed, on a screen that can be seen."""
    return widget.screen in seen_screens(widget.app) and is_displayed(widget)
