"""Searching everything that is known, a slice at a time, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey
from breadtui.domain.query.queries import Query
from breadtui.domain.query.terms import Quoted, Subject, Word
from breadtui.store.facts.remote import Loading, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.subjects import Subjects, subject_facts

MOST_OF_A_KIND = 50


class FoundKind(StrEnum):
    """What was found, in the order in which it is listed."""

    REPO = "repos"
    BAKE = "bakes"
    TARGET = "targets"
    PROMPT = "prompts"
    TEXT = "prompt texts"
    CHECKPOINT = "checkpoints"
    ERROR = "errors"
    ROW = "output rows seen"


NAMES = frozenset({FoundKind.REPO, FoundKind.BAKE, FoundKind.TARGET, FoundKind.PROMPT})
"""Kinds whose text is a name, in which words are fuzzy."""


class Found(NamedTuple):
    """One place where something stands; `text` is raw.

    `part` is the message of a prompt and `line` the line in it, or the number of an output row; both from 0.
    """

    kind: FoundKind
    what: Choice
    text: str
    part: int = 0
    line: int = 0
    checkpoint: int | None = None


class Search:
    """Looks for a query in one state; `step` by `step`, until nothing is left.

    Of each kind the first fifty are kept, those that hold the words before those that hold their letters;
    `counts` says how many there were.
    """

    def __init__(self, state: AppState, query: Query) -> None:
        self.query = query
        self.counts: dict[FoundKind, int] = {}
        self._near: dict[FoundKind, list[Found]] = {}
        self._far: dict[FoundKind, list[Found]] = {}
        self._subjects = Subjects(subject_facts(state))
        has_text = any(isinstance(asked.term, (Word, Quoted)) for asked in query.terms)
        self._left = candidates(state, has_text=has_text) if query else iter(())

    def step(self, count: int) -> bool:
        """Look at so many places more; False where none was left."""
        looked = 0
        for found in islice(self._left, count):
            looked += 1
            self._judge(found)
        return looked == count

    def found(self) -> tuple[Found, ...]:
        """What was found so far, by kind."""
        return tuple(
            found
            for kind in FoundKind
            for found in (*self._near.get(kind, ()), *self._far.get(kind, ()))[:MOST_OF_A_KIND]
        )

    def _judge(self, found: Found) -> None:
        is_name = found.kind in NAMES
        subject = _At(found.text, self._subjects, found.what)
        if not self.query.matches(subject, is_fuzzy=is_name):
            return
        self.counts[found.kind] = self.counts.get(found.kind, 0) + 1
        is_near = not is_name or self.query.matches(subject, is_fuzzy=False)
        kept = (self._near if is_near else self._far).setdefault(found.kind, [])
        if len(kept) < MOST_OF_A_KIND:
            kept.append(found)


class _At:
    """A place as a subject: its own text, and for fields what it belongs to."""

    __slots__ = ("_of", "_subject", "_what", "text")

    def __init__(self, text: str, of: Subjects, what: Choice) -> None:
        self.text = text
        self._of = of
        self._what = what
        self._subject: Subject | None = None

    def words(self, field: str) -> Collection[str]:
        """What the thing says."""
        return self._whole.words(field)

    def number(self, field: str) -> float | None:
        """What the thing says."""
        return self._whole.number(field)

    @property
    def _whole(self) -> Subject:
        if self._subject is None:
            self._subject = self._of.of(self._what)
        return self._subject


def candidates(state: AppState, *, has_text: bool = True) -> Iterator[Found]:
    """Every place there is; long texts only for those who look for text."""
    yield from _repos(state)
    yield from _bakes(state)
    yield from _contents(state)
    if has_text:
        yield from _texts(state)
        yield from _checkpoints(state)
    yield from _errors(state)
    if has_text:
        yield from _rows(state)


def _repos(state: AppState) -> Iterator[Found]:
    listed = (repo.name for repo in value_of(state.repos) or ())
    for repo in dict.fromkeys((*listed, *state.opened)):
        yield Found(FoundKind.REPO, repo, repo)


def _bakes(state: AppState) -> Iterator[Found]:
    for repo, lineage in state.lineages.items():
        for name in lineage.descents:
            yield Found(FoundKind.BAKE, JobKey(repo, Phase.BAKE, name), name)


def _contents(state: AppState) -> Iterator[Found]:
    for repo, remote in state.contents.items():
        known = value_of(remote)
        for target in known.targets if known is not None else ():
            yield Found(FoundKind.TARGET, TargetKey(repo, target), target)
        for prompt in known.prompts if known is not None else ():
            yield Found(FoundKind.PROMPT, PromptKey(repo, prompt), prompt)


def _texts(state: AppState) -> Iterator[Found]:
    """Each line of each prompt that was read; of a draft what it says now."""
    for key in dict.fromkeys((*state.prompts, *state.drafts)):
        draft = state.drafts.get(key)
        prompt = draft.mine if draft is not None else value_of(state.prompts[key])
        for part, message in enumerate(prompt.messages if prompt is not None else ()):
            for line, text in _lines(message.text):
                yield Found(FoundKind.TEXT, key, text, part, line)


def _checkpoints(state: AppState) -> Iterator[Found]:
    for repo, lineage in state.lineages.items():
        for name, descent in lineage.descents.items():
            for model in descent.bake.model_names if descent.bake is not None else ():
                step = model.rpartition("/")[2]
                checkpoint = int(step) if step.isascii() and step.isdigit() and len(step) < 16 else None
                yield Found(FoundKind.CHECKPOINT, JobKey(repo, Phase.BAKE, name), model, checkpoint=checkpoint)


def _errors(state: AppState) -> Iterator[Found]:
    for key, seen in state.jobs.items():
        for line, text in _lines(seen.job.error or ""):
            yield Found(FoundKind.ERROR, key, text, 0, line)


def _rows(state: AppState) -> Iterator[Found]:
    for (key, offset), rows in state.seen_rows.pages.items():
        for place, row in enumerate(rows, offset):
            for part, whole in enumerate(row):
                for _, text in _lines(whole):
                    yield Found(FoundKind.ROW, key, text, part, place)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.splitlines()) if line and not line.isspace())


def reading_progress(state: AppState) -> tuple[int, int]:
    """How many prompts of open repositories were read or refused, and how many there are."""
    keys = _prompt_keys(state)
    return len(keys) - len(unread_prompts(state)), len(keys)


def unread_prompts(state: AppState) -> Sequence[PromptKey]:
    """The prompts of open repositories whose text was not asked for yet, or is on its way."""
    return [key for key in _prompt_keys(state) if key not in state.prompts or _is_waited_for(state, key)]


def _prompt_keys(state: AppState) -> list[PromptKey]:
    known = ((repo, value_of(remote)) for repo, remote in state.contents.items() if repo in state.opened)
    return [PromptKey(repo, name) for repo, contents in known if contents is not None for name in contents.prompts]


def _is_waited_for(state: AppState, key: PromptKey) -> bool:
    remote = state.prompts[key]
    return isinstance(remote, Loading) and remote.last is None
