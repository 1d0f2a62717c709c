"""What is started of a target: one job, or a chain up to a bake; by letter or by moving."""

from __future__ import annotations

from breadtui.ui.present.chain.options import StartOption
from breadtui.ui.present.clean import clean
from breadtui.ui.screens.asking.option_menu import OptionScreen


class StartScreen(OptionScreen[StartOption]):
    """Closes with what is to be started, which is then checked and asked about, or with None."""

    def __init__(self, name: str, options: tuple[StartOption, ...]) -> None:
        heading = f"Start of {clean(name, limit=60)}"
        super().__init__(heading, options, "check it first")
