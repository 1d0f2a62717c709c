"""The title of the monitor: how many jobs stand how, how they are arranged, what has no row and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from breadtui.domain.jobs import JobStatus
from breadtui.domain.monitor.arrangement import USUAL, Arrangement, GroupBy, SortBy
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import sort_sign
from breadtui.ui.present.labels_lines import hidden_text
from breadtui.ui.present.rule_words import RuleWords, filter_words

TITLE = "3 Jobs"


class JobCounts(NamedTuple):
    """How many of the listed jobs stand how; what is active and not queued counts as running, also where it stalled."""

    running: int = 0
    queued: int = 0
    failed: int = 0
    done: int = 0
    gone: int = 0

    @property
    def words(self) -> str:
        """`6 running · 1 queued · 2 failed · 49 done`, of which there is any."""
        return " · ".join(f"{count:,} {word}" for word, count in self._asdict().items() if count)

    @property
    def few_words(self) -> str:
        """`7 active · 51 settled`, of which there is any."""
        counts = {"active": self.running + self.queued, "settled": self.failed + self.done + self.gone}
        return " · ".join(f"{count:,} {word}" for word, count in counts.items() if count)


class LeftOut(NamedTuple):
    """How many jobs have no row, by why: hidden by a label, dismissed, or settled before the latest that are listed."""

    hidden: int = 0
    dismissed: int = 0
    older: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """A word for each reason."""
        dismissed = f"{self.dismissed:,} dismissed" if self.dismissed else ""
        older = f"{self.older:,} older not listed" if self.older else ""
        return tuple(filter(None, (hidden_text(self.hidden), dismissed, older)))

    @property
    def few_words(self) -> tuple[str, ...]:
        """One word for all of them."""
        return (f"{sum(self):,} not listed",) if sum(self) else ()


def counted(listed: Iterable[SeenJob]) -> JobCounts:
    """How many of these stand how."""
    counts = dict.fromkeys(JobCounts._fields, 0)
    for seen in listed:
        counts[_standing(seen)] += 1
    return JobCounts(**counts)


def _standing(seen: SeenJob) -> str:
    if seen.is_gone:
        return "gone"
    words = {JobStatus.PENDING: "queued", JobStatus.FAILED: "failed", JobStatus.COMPLETE: "done"}
    return words.get(seen.job.status, "running")


def jobs_heading(
    counts: JobCounts = JobCounts(),  # noqa: B008 - a value that never changes
    left_out: LeftOut = LeftOut(),  # noqa: B008 - a value that never changes
    arrangement: Arrangement = USUAL,
    found: tuple[str, int] = ("", 0),
    glyphs: Glyphs = UNICODE,
    *,
    is_moved: bool = False,
) -> RuleWords:
    """`3 Jobs · 6 running · 49 done · loss ↓ · by pipeline · 3 dismissed  /stalled: 2 found`.

    The figures count the jobs that have a row without the filter; that is in `found`, with how many it found. What is
    as usual is not said. An order that figures have moved away from since says so: rows never jump. Where room is
    short, states are put together first, then the reasons for having no row, then order and blocks are not named;
    the filter and what it found is said to the last.
    """
    arranged = _arranged(arrangement, glyphs, is_moved=is_moved)
    tail = f"  {words}" if (words := filter_words(*found)) else ""
    whole = (
        (counts.words, *arranged, *left_out.words),
        (counts.few_words, *arranged, *left_out.words),
        (counts.few_words, *arranged, *left_out.few_words),
        (counts.few_words, *left_out.few_words),
        (counts.few_words,),
        (),
    )
    return RuleWords(tuple(_joined(parts, glyphs) + tail for parts in whole))


def _arranged(arrangement: Arrangement, glyphs: Glyphs, *, is_moved: bool) -> tuple[str, ...]:
    parts = []
    if arrangement.sort is not SortBy.STATE or arrangement.is_reversed:
        order = f"{arrangement.sort} {sort_sign(is_reversed=arrangement.is_reversed, glyphs=glyphs)}"
        parts.append(f"{order} moved since" if is_moved else order)
    if arrangement.group is not GroupBy.NOTHING:
        parts.append(f"by {arrangement.group}")
    return tuple(parts)


def _joined(parts: Sequence[str], glyphs: Glyphs) -> str:
    return f" {glyphs.dot} ".join(filter(None, (TITLE, *parts))).replace(" · ", f" {glyphs.dot} ")
