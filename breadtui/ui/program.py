"""What every program of ours in a terminal is: what it draws with, and the keys that belong to no screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.app import App
from textual.filter import LineFilter

from breadtui.ui.screens.line.available import available_actions
from breadtui.ui.terminal.ascii_signs import AsciiSigns
from breadtui.ui.terminal.copying_out import CopyingOut
from breadtui.ui.terminal.covered_screens import CoveredScreens
from breadtui.ui.terminal.crash import QuietCrash
from breadtui.ui.terminal.escape_keys import EscapeKeys
from breadtui.ui.terminal.framediff import FrameDiff
from breadtui.ui.terminal.late_styles import LateStyles
from breadtui.ui.terminal.late_work import NoLateWork
from breadtui.ui.terminal.safe_text import SafeOutput
from breadtui.ui.terminal.toasts import Toasts
from breadtui.ui.themes import DARK, THEMES

STYLES = Path(__file__).parent / "styles"


class Program(
    EscapeKeys,
    CopyingOut,
    CoveredScreens,
    LateStyles,
    Toasts,
    NoLateWork,
    QuietCrash,
    SafeOutput,
    FrameDiff,
    App[None],
):
    """Draws in our themes, in ASCII where that was said before `__init__`, and only what changed."""

    is_in_ascii = False

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.begin_in(DARK.name)
        self.animation_level = "none"

    def begin_in(self, theme: str) -> None:
        """The theme to start with: one that is set later has all styles read and applied a second time."""
        self.set_reactive(App.theme, theme)
        is_dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": is_dark, "-light-mode": not is_dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Everything that leaves for the terminal goes through these."""
        filters = super().get_line_filters()
        return [*filters, AsciiSigns()] if self.is_in_ascii else filters

    @work(group="help")
    async def action_help(self) -> None:
        """List the keys that are valid now, on whichever screen that is; run the one that is chosen."""
        from breadtui.ui.screens.line.help import HelpScreen  # noqa: PLC0415  when it is asked for

        action = await self.push_screen_wait(HelpScreen(available_actions(self.screen)))
        if action is not None:
            await self.run_action(action.action, default_namespace=action.node)

    def action_redraw(self) -> None:
        """Send the whole screen again, as after a disturbance of the terminal."""
        self.reset_frame()
        self.refresh(layout=True)
