"""What a person sees of the rows of one job: which are listed, what each says, and what is known around one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, TargetKey, TargetName
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import RowDigest
from breadtui.domain.outputs.origin import origin_of
from breadtui.domain.outputs.sampling import sample_of
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.rows.book import RowsBook
from breadtui.store.rows.exporting import Wanted
from breadtui.store.rows.survey import Survey
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.rows.listing import ListedRow, RowsCounts, row_line
from breadtui.ui.present.rows.whole import RowFacts
from breadtui.ui.present.tones import Line


class RowsView:
    """Rows as they are listed: all, those that fit a filter, ten at random, each alone or with those like it."""

    def __init__(self, book: RowsBook) -> None:
        self.book = book
        self.survey = Survey(book)
        self.query = Query()
        self.filter_text = ""
        self.is_narrowed = True
        """Only rows that fit the filter are listed; else all, and those that fit are marked and gone to."""
        self.is_folded = False
        self.seed: int | None = None
        self.is_reading = False
        self._matches: list[int] = []
        self._matched_to = 0
        self._version = book.version

    # Which rows

    @property
    def is_plain(self) -> bool:
        """All rows are listed."""
        return not self.filter_text and self.seed is None and not self.is_folded

    @property
    def wants_all(self) -> bool:
        """What is listed can only be told of rows that were read."""
        return bool(self.query) or self.is_folded

    @property
    def is_folding(self) -> bool:
        """Rows that are alike are listed once, but not all were read yet."""
        return self.is_folded and self.seed is None and not self.survey.is_whole

    def keys(self) -> Sequence[int]:
        """The places of the rows to list, in order."""
        if self.seed is not None:
            return sample_of(self.seed, self.book.count)
        keys: Sequence[int] = tuple(self._matches) if self.query and self.is_narrowed else range(self.book.count)
        if self.is_folded:
            alike = self.survey.alike
            return tuple(place for place in keys if alike.leader_of(place) == place)
        return keys

    def wanted(self) -> Wanted:
        """What is listed, to be written."""
        if self.seed is not None or self.is_folded:
            return Wanted(only=frozenset(self.keys()))
        return Wanted(self.query if self.is_narrowed else Query())

    def filter(self, text: str) -> None:
        """List the rows that fit; empty text lists all. Raises: BadQuery."""
        self.query, self.filter_text = parse_query(text), text.strip()
        self.seed = None
        self._matches, self._matched_to = [], 0

    def draw_sample(self, seed: int | None = None) -> None:
        """List ten rows at random, others than before where no seed is named."""
        self.seed = (0 if self.seed is None else self.seed + 1) if seed is None else seed

    def clear(self) -> bool:
        """List all rows again; False where they were."""
        was_plain = self.is_plain
        self.seed, self.is_folded = None, False
        if self.filter_text:
            self.filter("")
        return not was_plain

    def check_run(self) -> None:
        """Forget what was found in rows that are no more."""
        if self._version != self.book.version:
            self._version = self.book.version
            self._matches, self._matched_to = [], 0

    @property
    def survey_from(self) -> int:
        """The row from which a survey has something to tell."""
        return min(self._matched_to, self.survey.known_count) if self.query else self.survey.known_count

    def take(self, part: Sequence[RowDigest]) -> None:
        """Look at rows that were surveyed."""
        for row in part:
            if row.place >= self._matched_to:
                self._matched_to = row.place + 1
                if self.query and self.query.matches(row, is_fuzzy=False):
                    self._matches.append(row.place)

    def match_beside(self, place: int, by: int) -> int | None:
        """The next row that fits the filter, or the one before; round the end. None where none fits."""
        if not self._matches:
            return None
        at = bisect_right(self._matches, place) if by > 0 else bisect_left(self._matches, place) - 1
        return self._matches[at % len(self._matches)]

    # What they say

    def line(self, place: int, width: int, glyphs: Glyphs) -> Line | None:
        """The line of a row, None while it is not read."""
        digest = self.survey.digest(place)
        if digest is None:
            return None
        above = self.survey.digest(place - 1) if place and self.is_plain else None
        is_same = above is not None and above.question == digest.question
        like = self.survey.alike.size_of(place) if self.is_folded else 1
        return row_line(ListedRow(place, digest, like, is_same), width, self.query, glyphs)

    def unread_line(self, place: int) -> Line:
        """The line of a row that is not read."""
        return row_line(ListedRow(place), 0, self.query)

    def counts(self) -> RowsCounts:
        """What the heading tells."""
        book, survey, job = self.book, self.survey, self.book.job
        return RowsCounts(
            key=book.key,
            total=book.count,
            status="" if job is None or job.is_settled else job.status_text or job.status.value,
            read=survey.known_count,
            empty=survey.empty_count,
            cut=survey.cut_count,
            filter_text=self.filter_text,
            matches=len(self._matches),
            shown=len(self.keys()) if self.seed is not None or self.is_folded else 0,
            is_folded=self.is_folded,
            seed=self.seed,
            is_reading=self.is_reading,
            stop=book.stop,
            error=book.error,
        )

    def raw(self, place: int) -> Json:
        """The row as the service sent it, None while it is not in memory."""
        return self.book.row(place)

    def facts(self, place: int, state: AppState) -> RowFacts:
        """A row and what is known around it."""
        book, survey = self.book, self.survey
        config = config_of(book.key, state)
        each = config.get("num_traj_per_stimulus") if book.key.phase is Phase.ROLLOUT else None
        answers = each if isinstance(each, int) and not isinstance(each, bool) and each > 0 else None
        return RowFacts(
            key=book.key,
            place=place,
            total=book.count,
            row=read_row(book.row(place)) if book.has(place) else None,
            origin=origin_of(place, book.key.phase, config, self._questions(state, answers)),
            answer_number=None if answers is None else place % answers + 1,
            answers=answers,
            same_rows=survey.known_count if survey.is_same_teacher else 0,
            is_all=survey.is_whole,
            most_tokens=book.most_tokens,
            error="" if book.error is None else f"{sentence_of(book.error)}; r tries again",
        )

    def _questions(self, state: AppState, answers: int | None) -> int | None:
        """How many questions there are, where that is settled."""
        key = self.book.key
        stim = state.jobs.get(JobKey(key.repo, Phase.STIM, key.name))
        if stim is not None and stim.job.is_settled:
            return stim.job.lines
        return self.book.count // (answers or 1) if self.book.is_settled else None


def config_of(key: JobKey, state: AppState) -> JsonObject:
    """What is known of the configuration that made the rows: the target's, else what its jobs say."""
    target = value_of(state.targets.get(TargetKey(key.repo, TargetName(key.name)), NOT_ASKED))
    merged: dict[str, Json] = {}
    for phase in (Phase.STIM, Phase.ROLLOUT):
        seen = state.jobs.get(JobKey(key.repo, phase, key.name))
        merged |= dict(seen.job.config) if seen is not None else {}
    return {**merged, **(target.config if target is not None else {})}


def teacher_of(key: JobKey, state: AppState) -> PromptKey | None:
    """The teacher prompt that the rows were asked under, where that is known."""
    config = config_of(key, state)
    name = config.get("teacher_prompt") or config.get("u")
    return PromptKey(key.repo, PromptName(name)) if isinstance(name, str) and name else None
