"""Whose rows are read: one of the targets of a bake, by digit or by moving."""

from __future__ import annotations

from breadtui.ui.present.clean import clean
from breadtui.ui.present.rows.options import RowsOption
from breadtui.ui.screens.asking.option_menu import OptionScreen


class RowsMenuScreen(OptionScreen[RowsOption]):
    """Closes with the rows that are to be read, or with None."""

    def __init__(self, name: str, options: tuple[RowsOption, ...]) -> None:
        heading = f"Rows that {clean(name, limit=60)} learns from"
        super().__init__(heading, options, "read them", by="digit")
