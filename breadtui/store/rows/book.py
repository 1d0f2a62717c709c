"""The rows of one job, to be read anywhere: few requests, little memory, no trust in what the service says of ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeAlias

from breadtui.domain.errors import BreadError, NotBread
from breadtui.domain.jobs import Job
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.pages import MOST_PAGE_ROWS, OutputPage
from breadtui.domain.outputs.paging import MOST_ROWS, SLACK_ROWS, Stop, print_of
from breadtui.domain.outputs.runs import PageRun, run_of
from breadtui.store.rows.keeping import NoPages, PageKeeper
from breadtui.store.rows.shelf import CHUNK_ROWS, MOST_BYTES, RowsShelf

Fetch: TypeAlias = Callable[[int, int], Awaitable[OutputPage]]
"""A page by its offset and how many rows are wanted."""

PAGE_BYTES = 4_000_000
"""About how large a page may be that is read for its rows only."""

_MOST_ASKS = 12
"""Requests for one wish: a service that gives fewer rows than asked is asked again, not for ever."""


class RowsBook:
    """Reads rows of a stim or rollout as they are wanted, in any order.

    The first page is always asked for anew; further ones of a settled job may come from the disk, if it is still the
    same run. `count` is how many rows there are as far as known; `stop` says what was wrong where the service
    contradicted itself; `error` is why the last read failed. `requests_count` counts calls.
    """

    def __init__(
        self, key: JobKey, fetch: Fetch, keeper: PageKeeper | None = None, most_bytes: int = MOST_BYTES
    ) -> None:
        self.key = key
        self.count = 0
        self.job: Job | None = None
        self.error: BreadError | None = None
        self.stop: Stop | None = None
        self.requests_count = 0
        self.version = 0
        """Grows when what was read before is not to be trusted any more."""
        self._fetch = fetch
        self._keeper: PageKeeper = NoPages() if keeper is None else keeper
        self._is_kept = keeper is not None
        self._shelf = RowsShelf(most_bytes)
        self._run: PageRun | None = None
        self._has_begun = False
        self._prints: dict[int, int] = {}
        self._turn = asyncio.Lock()

    # What is here

    @property
    def is_settled(self) -> bool:
        """No rows come any more."""
        return self.job is not None and self.job.is_settled

    @property
    def bytes_held(self) -> int:
        """About how much memory the rows take."""
        return self._shelf.bytes_held

    @property
    def page_rows(self) -> int:
        """How many rows to ask for where all of them are read: whole hundreds, about four megabytes, at most 1000."""
        rows = PAGE_BYTES // max(self._shelf.row_bytes, 1)
        return max(min(rows // CHUNK_ROWS * CHUNK_ROWS, MOST_PAGE_ROWS), CHUNK_ROWS)

    @property
    def most_tokens(self) -> int | None:
        """How many tokens an answer could have; None where the job does not say."""
        found = self.job.config.get("max_tokens") if self.job is not None else None
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def row(self, place: int) -> Json:
        """The row at a place, None where it is not in memory."""
        return self._shelf.row(place)

    def has(self, place: int) -> bool:
        """Whether the row at a place is in memory."""
        return self._shelf.has(place)

    def expect(self, job: Job) -> None:
        """The job says how many rows it has now: they grow; fewer, or a job begun anew, make another run of it."""
        before, self.job = self.job, job
        lines = job.lines or 0
        is_anew = before is not None and (before.is_settled != job.is_settled or (before.lines or 0) > lines)
        if is_anew:
            self.forget()
        if lines > self.count:
            self.count, self.stop, self.error = min(lines, MOST_ROWS), None, None

    def forget(self) -> None:
        """Trust nothing that was read; the count stays until a page says otherwise."""
        self._shelf.clear()
        self._prints.clear()
        self._run, self._has_begun, self.stop, self.error = None, False, None, None
        self.version += 1

    # Reading

    async def want(self, first: int, last: int) -> bool:
        """Have the rows from `first` to `last` in memory; whether anything came. What fails is in `error`.

        A hundred rows around each are read together, at most a thousand in one request.
        """
        async with self._turn:
            try:
                return await self._want(max(first, 0), last)
            except BreadError as error:
                self.error = error
                return False

    async def want_one(self, place: int) -> bool:
        """Have a single row in memory, without those around it; whether it came."""
        async with self._turn:
            if self.has(place) or not 0 <= place < self.count:
                return False
            try:
                page = await self._asked(place, 1)
            except BreadError as error:
                self.error = error
                return False
            is_it = page.offset == place and bool(page.rows)
            if is_it:
                self._shelf.put_one(place, page.rows[0])
            return is_it

    async def ahead(self, first: int, last: int, direction: int) -> bool:
        """Have the hundred rows beyond those seen as well, the way a person goes (1 down, -1 up)."""
        place = last + CHUNK_ROWS if direction > 0 else first - CHUNK_ROWS
        return 0 <= place < self.count and await self.want(place, place)

    async def strides(self, start: int = 0) -> AsyncIterator[tuple[int, Sequence[Json]]]:
        """All rows from `start` on, up to a hundred at a time with the place of the first, as they are read.

        Ends where no more can be had; `error` and `stop` say why.
        """
        place = start
        await self.want(place, place)
        while place < self.count:
            if not self.has(place):
                await self.want(place, min(place + self.page_rows, self.count) - 1)
            number, within = divmod(place, CHUNK_ROWS)
            rows = self._shelf.chunk(number)[within:]
            if not rows:
                return
            yield place, rows
            place += len(rows)

    async def _want(self, first: int, last: int) -> bool:
        is_new = False
        if self._is_kept and not self._has_begun:
            is_new = await self._ask(0, CHUNK_ROWS)
        for _ in range(_MOST_ASKS):
            missing = self._missing(first, last)
            if missing is None:
                break
            if not await self._from_disk(missing) and not await self._ask(*self._span(missing, last)):
                return is_new
            is_new = True
        return is_new

    def _missing(self, first: int, last: int) -> int | None:
        """The first chunk that is wanted and not wholly here."""
        if not self._has_begun and not self.count:
            return first // CHUNK_ROWS
        chunks = range(first // CHUNK_ROWS, min(last, self.count - 1) // CHUNK_ROWS + 1)
        return next((number for number in chunks if self._shelf.known(number) < self._rows_of(number)), None)

    def _rows_of(self, number: int) -> int:
        """How many rows a chunk has as far as known."""
        return min(CHUNK_ROWS, self.count - number * CHUNK_ROWS)

    def _span(self, number: int, last: int) -> tuple[int, int]:
        """What to ask for: from the first row that is missing to the end of the last missing chunk in a row."""
        offset, end = number * CHUNK_ROWS + self._shelf.known(number), number
        most = MOST_PAGE_ROWS // CHUNK_ROWS
        while end < last // CHUNK_ROWS and end - number + 1 < most and not self._shelf.known(end + 1):
            end += 1
        return offset, (end + 1) * CHUNK_ROWS - offset

    async def _from_disk(self, number: int) -> bool:
        if self._run is None or self._shelf.known(number):
            return False
        rows = await self._keeper.kept(self._run, number)
        if rows is None or len(rows) != self._rows_of(number):
            return False
        self._shelf.put(number * CHUNK_ROWS, rows)
        return True

    async def _ask(self, offset: int, limit: int) -> bool:
        """Ask for rows and take them in; False where none came."""
        page = await self._asked(offset, limit)
        if self._is_another_run(page.job):
            self.forget()
        self.job = page.job
        self._has_begun = self._has_begun or offset == 0
        if self._is_refused(page, offset):
            return False
        self._count(page, offset + len(page.rows))
        if offset == 0:
            self._run = run_of(page.job, page.rows)
        for at in range(0, len(page.rows), CHUNK_ROWS):
            self._keep(self._shelf.put(offset + at, page.rows[at : at + CHUNK_ROWS]))
            # Keys get their turn between hundreds of rows.
            await asyncio.sleep(0)
        return True

    def _is_another_run(self, job: Job) -> bool:
        """What was read belongs to rows that are no more: they became fewer, or a job that was settled is not."""
        before = self.job
        if before is None:
            return False
        is_changed = before.is_settled and (before.status, before.lines) != (job.status, job.lines)
        return is_changed or (job.lines or 0) < (before.lines or 0)

    async def _asked(self, offset: int, limit: int) -> OutputPage:
        """A page; where so many rows are too much for one answer, fewer. Raises: BreadError."""
        while True:
            self.requests_count += 1
            try:
                page = await self._fetch(offset, limit)
            except NotBread as error:
                if error.code != "too_long" or limit == 1:
                    raise
                limit = max(limit // 10, 1)
            else:
                self.error = None
                return page

    def _is_refused(self, page: OutputPage, offset: int) -> bool:
        """The page is not what was asked for: there the rows end."""
        lines = page.job.lines
        if not page.rows:
            self._end_at(offset, Stop.SHORT if offset < (lines or 0) else Stop.END)
        elif page.offset != offset or (offset >= (lines or 0) and self._repeats(page, offset)):
            self._end_at(offset, Stop.REPEATED)
        else:
            return False
        return True

    def _repeats(self, page: OutputPage, offset: int) -> bool:
        """A page came before. Only asked where no rows are awaited, since those that are may well say the same."""
        print_ = print_of(page.rows[:CHUNK_ROWS])
        before = self._shelf.chunk(offset // CHUNK_ROWS - 1)[: len(page.rows)]
        is_known = self._prints.setdefault(print_, offset) != offset
        return is_known or (bool(before) and print_of(before) == print_)

    def _count(self, page: OutputPage, end: int) -> None:
        """How many rows there are: as told, at least those read; one more where there are more than told."""
        lines = page.job.lines
        if lines is None:
            self.count = max(self.count, end + 1) if page.has_more else end
        else:
            is_beyond = end >= lines and page.has_more and page.job.is_settled
            self.count = max(lines, end + 1 if is_beyond else end)
            if is_beyond and end >= lines + SLACK_ROWS:
                self.count, self.stop = end, Stop.BEYOND
        if self.count > MOST_ROWS:
            self.count, self.stop = MOST_ROWS, Stop.TOO_MANY
        self._shelf.end_at(self.count)

    def _end_at(self, count: int, stop: Stop) -> None:
        lines = self.job.lines if self.job is not None else None
        self.count, self.stop = count if lines is None or stop is not Stop.END else min(count, lines), stop
        self._shelf.end_at(self.count)

    def _keep(self, numbers: Sequence[int]) -> None:
        for number in numbers if self._run is not None and self._is_kept else ():
            rows = self._shelf.chunk(number)
            if self._run is not None and rows and len(rows) == self._rows_of(number):
                self._keeper.keep(self._run, number, rows)
