"""Commands about lines that were typed: they are there again in later sessions and other windows."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.typed_lines import TypedLines, typed_lines_from, typed_lines_json, with_typed
from breadtui.store.desk import Desk

TYPED_FACT = "typed lines"
"""The fact under which the journal keeps the lines of all places."""


class TypingAgain(Desk):
    """Lines of earlier sessions; nothing is asked of the service."""

    async def kept_lines(self) -> Mapping[str, TypedLines]:
        """What was typed until now, by the name of the place, by whichever window."""
        return typed_lines_from(await self._journal.fact(TYPED_FACT))

    def keep_line(self, place: str, line: str) -> None:
        """Keep one more, beside those that other windows keep."""
        self._journal.change_fact(
            TYPED_FACT, lambda kept: typed_lines_json(with_typed(typed_lines_from(kept), place, line))
        )
