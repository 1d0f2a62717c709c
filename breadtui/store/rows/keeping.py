"""What keeps pages of rows between sessions, as the store asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from breadtui.domain.json_values import Json
from breadtui.domain.outputs.runs import PageRun


class PageKeeper(Protocol):
    """Rows of settled runs on disk, a hundred together."""

    async def kept(self, run: PageRun, number: int) -> tuple[Json, ...] | None:
        """The rows of one hundred, None where they are not kept or cannot be read."""
        ...

    def keep(self, run: PageRun, number: int, rows: Sequence[Json]) -> None:
        """Keep rows; returns at once. What cannot be written is asked for again another time."""
        ...


class NoPages:
    """Keeps nothing."""

    async def kept(self, run: PageRun, number: int) -> tuple[Json, ...] | None:  # noqa: ARG002 - the keeper's own
        """Nothing."""
        return None

    def keep(self, run: PageRun, number: int, rows: Sequence[Json]) -> None:
        """Nothing."""
