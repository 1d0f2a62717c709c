"""An app that remembers what was typed into its lines, in this session and, once there is a journal, in later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.typed_lines import TypedLines, with_typed
from breadtui.ui.terminal.app_part import AppPart

if TYPE_CHECKING:
    from breadtui.store.commands import Commands


class LinesKept(AppPart):
    """Put before App."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, TypedLines] = {}
        self._kept_by: Commands | None = None

    async def restore_lines(self, commands: Commands) -> None:
        """What was typed in earlier sessions, older than all of this one."""
        kept = dict(await commands.kept_lines())
        for place, typed in self._lines.items():
            for line in typed.lines:
                kept = dict(with_typed(kept, place, line))
        self._lines, self._kept_by = kept, commands

    def lines_typed(self, place: str) -> TypedLines:
        """What was typed there, the newest last."""
        return self._lines.get(place, TypedLines())

    def keep_line(self, place: str, line: str) -> None:
        """One more was typed there."""
        self._lines = dict(with_typed(self._lines, place, line))
        if self._kept_by is not None:
            self._kept_by.keep_line(place, line)
