"""What screens are put together of: everything that only a node can have is the screens' own."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from textual.dom import DOMNode
from textual.screen import Screen

from breadtui.ui import screens
from breadtui.ui.screens.base.part import ScreenPart
from breadtui.ui.terminal.app_part import AppPart
from breadtui.ui.terminal.widget_part import WidgetPart

PROGRAMS = ("breadtui.ui.app", "breadtui.ui.watch")
OF_NODES = ("BINDINGS", "COMPONENT_CLASSES", "CSS", "CSS_PATH", "DEFAULT_CSS", "compose")


def descendants(kind: type[object]) -> Iterator[type[object]]:
    """All that descend from it, as far as they are loaded."""
    children: list[type[object]] = kind.__subclasses__()
    for child in children:
        yield child
        yield from descendants(child)


def parts() -> set[type[object]]:
    """Everything that screens, programs and panes are put together of, and these themselves."""
    for program in PROGRAMS:
        importlib.import_module(program)
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    return {*descendants(ScreenPart), *descendants(AppPart), *descendants(WidgetPart)}


def test_keys_and_styles_are_those_of_screens_since_textual_reads_them_of_nodes_alone() -> None:
    overlooked = {
        part.__name__: name
        for part in parts()
        if not issubclass(part, DOMNode)
        for name in OF_NODES
        if name in vars(part)
    }
    assert overlooked == {}


def test_whatever_has_keys_or_widgets_is_a_screen() -> None:
    whole = {part.__name__ for part in parts() if issubclass(part, Screen)}
    assert {
        "BoardScreen",
        "ChartScreen",
        "ChatScreen",
        "ExplorerScreen",
        "RowsScreen",
        "SidesScreen",
        "TravelScreen",
    } <= whole


def test_no_part_is_a_node_before_it_is_in_a_screen() -> None:
    early = {part.__name__ for part in parts() if issubclass(part, Screen) and not part.__name__.endswith("Screen")}
    assert early <= {"AskingRows"}
