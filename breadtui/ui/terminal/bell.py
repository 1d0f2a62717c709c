"""An app that can have its terminal ring and notify, beside the pictures it draws."""

from __future__ import annotations

from breadtui.ui.terminal.app_part import AppPart


class Bell(AppPart):
    """Put before App. What is sent goes past the picture: it must move no cursor and leave nothing on the screen."""

    is_handed_over: bool

    def send_sequence(self, sequence: str) -> None:
        """Send it to the terminal at once; not while another program has the terminal, nor without one."""
        driver = self._driver
        if driver is None or driver.is_headless or driver.is_inline or getattr(self, "is_handed_over", False):
            return
        driver.write(sequence)
        driver.flush()
