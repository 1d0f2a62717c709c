"""The command that opens the rows of a stim or rollout to be read anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey
from breadtui.domain.outputs.pages import OutputPage
from breadtui.store.reading.on_demand import Reading
from breadtui.store.rows.keeping import PageKeeper

if TYPE_CHECKING:
    from breadtui.store.rows.book import RowsBook


class OutputReading(Reading):
    """Opens books of rows; `pages` keeps rows of settled runs on disk, None keeps nothing."""

    pages: PageKeeper | None = None

    def rows_book(self, key: JobKey) -> RowsBook:
        """The rows of a job, none of them read yet."""
        from breadtui.store.rows.book import RowsBook  # noqa: PLC0415  when it is asked for

        book = RowsBook(key, partial(self._rows_of, key), self.pages)
        seen = self._state.jobs.get(key)
        if seen is not None:
            book.expect(seen.job)
        return book

    async def _rows_of(self, key: JobKey, offset: int, limit: int) -> OutputPage:
        return await self.output_page(key, offset, limit)
