"""A list that is wrapped as one page: worked out as a whole, anew for another width or theme."""

from __future__ import annotations

from textual import events

from breadtui.ui.terminal.virtual_rows import VirtualRows


class PageRows(VirtualRows[int]):
    """Rows by their places on a page, which a subclass works out (`page_length`)."""

    _wrapped_for: tuple[int, str] = (0, "")

    def page_length(self) -> int:
        """Work the page out for the width and theme that are, and tell how many rows it has."""
        raise NotImplementedError

    def arrive(self) -> None:
        """The page has its first width: go where it is read from."""

    def lay_out(self) -> None:
        """Show the page anew, since what it holds or how it is looked at changed."""
        self._wrapped_for = (self.size.width, self.app.theme)
        self.set_rows(range(self.page_length()))
        self.redraw()

    def go_to_top(self, row: int) -> None:
        """Put the cursor there with what precedes it in sight."""
        self.move_to(row)
        self.fit(min(row, max(row - self.page_rows // 3, 0)))
        self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        """Wrap the lines for another width."""
        width, _theme = self._wrapped_for
        if self.size.width != width:
            self.lay_out()
        if not width:
            self.arrive()

    def notify_style_update(self) -> None:
        """Another theme may need brackets where this one has colours."""
        super().notify_style_update()
        if self.is_mounted and self.app.theme != self._wrapped_for[1]:
            self.lay_out()
