"""An app whose first screen does not wait for the styles of those that open above it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from breadtui.ui.terminal.app_part import AppPart


class LateStyles(AppPart):
    """Put before App. What concerns only screens that are pushed is read as the first of these comes.

    Nothing that there is by then is styled anew: none of these rules is about it.
    """

    LATE_STYLES: ClassVar[Sequence[Path]] = ()
    """Style sheets beside those of `CSS_PATH`, whole paths."""

    if not TYPE_CHECKING:  # by whatever signature it has

        def push_screen(self, *args: Any, **kwargs: Any) -> Any:
            """As Textual does."""
            self._read_late_styles()
            return super().push_screen(*args, **kwargs)

    def _read_late_styles(self) -> None:
        unread = [path for path in self.LATE_STYLES if not self.stylesheet.has_source(str(path), "")]
        for path in unread:
            self.stylesheet.read(path)
        if unread:
            self.stylesheet.parse()
