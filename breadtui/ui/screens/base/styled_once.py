"""A screen whose widgets are styled once on their way to the first frame."""

from __future__ import annotations

from textual import events


class StyledOnce:
    """Put before Screen. All its widgets were styled as they were put there, a moment before it is shown.

    Textual works all styles out a second time as a screen comes to the front, since the theme may have changed
    while it was not there. Of one that is shown for the first time that is a tenth of what its first frame costs.
    """

    stack_updates: int

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Leave the styles as they are where there was no time for them to become old."""
        if not self.stack_updates:
            event.refresh_styles = False
