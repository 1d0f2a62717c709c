"""Output rows that were read already, kept for searching within a bound of bytes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple, TypeAlias

from breadtui.domain.names import JobKey
from breadtui.domain.outputs import OutputPage, answer_of, question_of
from breadtui.values import dataclass, field

MOST_BYTES = 8_000_000
LONGEST_ROW = 20_000
"""Characters kept of a question or an answer."""


class SeenRow(NamedTuple):
    """What a person reads in a row."""

    question: str
    answer: str

    @property
    def bytes_held(self) -> int:
        """About how much memory it takes."""
        return 200 + sum(len(text) * (1 if text.isascii() else 4) for text in self)


PageKey: TypeAlias = tuple[JobKey, int]
"""A job and the place of a page's first row."""


@dataclass(frozen=True, slots=True)
class SeenRows:
    """Pages of rows, the one read last at the end; where they outgrow the bound, the first go."""

    pages: Mapping[PageKey, tuple[SeenRow, ...]] = field(default_factory=dict)
    sizes: Mapping[PageKey, int] = field(default_factory=dict)

    def with_page(self, page: OutputPage, most_bytes: int = MOST_BYTES) -> SeenRows:
        """The same with one page more, or read again."""
        at = (page.job.key, page.offset)
        rows = tuple(SeenRow(question_of(row)[:LONGEST_ROW], (answer_of(row) or "")[:LONGEST_ROW]) for row in page.rows)
        if not rows or self.pages.get(at) == rows:
            return self
        sizes = {key: size for key, size in self.sizes.items() if key != at}
        sizes[at] = sum(row.bytes_held for row in rows)
        total = sum(sizes.values())
        for oldest in list(sizes):
            if total <= most_bytes:
                break
            total -= sizes.pop(oldest)
        known = dict(chain(self.pages.items(), [(at, rows)]))
        return SeenRows({key: known[key] for key in sizes}, sizes)

    def without_repo(self, repo: str) -> SeenRows:
        """The same without the rows of a repository."""
        left = {key: size for key, size in self.sizes.items() if key[0].repo != repo}
        return self if len(left) == len(self.sizes) else SeenRows({key: self.pages[key] for key in left}, left)
