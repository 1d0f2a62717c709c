"""Which generation taught each line: the teacher prompts along a path of descent, line by line."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Generic, NamedTuple, TypeVar

from breadtui.domain.descent.counterparts import Text, counterparts
from breadtui.domain.difference.diff import LineKind, PromptLine, prompt_lines
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass, field

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Generation(Generic[Place]):
    """One bake on the path of descent with the prompts that taught it."""

    place: Place
    prompts: tuple[Prompt, ...]


class BlamedLine(NamedTuple):
    """A line with the generation that introduced or last changed it, and the one that removed it, if any did.

    Generations are counted from 0, the oldest.
    """

    line: PromptLine
    since: int
    removed_by: int | None = None


@dataclass(frozen=True, slots=True)
class BlamedPrompt:
    """One prompt through all generations; `removed_by` is the generation that did without it."""

    name: PromptName
    lines: tuple[BlamedLine, ...]
    removed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Blame(Generic[Place]):
    """The prompts of the newest generation, in its order, then those that were done without on the way."""

    places: tuple[Place, ...]
    prompts: tuple[BlamedPrompt, ...]


@dataclass(slots=True)
class _Entry:
    line: PromptLine
    since: int
    removed_by: int | None = None

    @property
    def is_there(self) -> bool:
        return self.removed_by is None


@dataclass(slots=True)
class _Thread:
    name: PromptName
    entries: list[_Entry] = field(default_factory=list)
    removed_by: int | None = None

    @property
    def text(self) -> Text:
        return Text(self.name, "\n".join(one.line.text for one in self.entries if one.is_there))


def blame_of(generations: Sequence[Generation[Place]]) -> Blame[Place]:
    """Every line of the newest generation's prompts once and in order, with removed lines where they stood.

    `generations` go from the oldest to the newest. Prompts are followed by name, else by what they say. A line that
    only moved, within a prompt or to another, is no change.
    """
    living: list[_Thread] = []
    ended: list[_Thread] = []
    for number, generation in enumerate(generations):
        living, left = _next(living, generation.prompts, number)
        ended += left
    prompts = tuple(_blamed(thread) for thread in (*living, *ended) if thread.entries)
    return Blame(tuple(generation.place for generation in generations), prompts)


def _next(before: Sequence[_Thread], prompts: Sequence[Prompt], number: int) -> tuple[list[_Thread], list[_Thread]]:
    """The threads of the next generation, and those that end with it."""
    lines = [prompt_lines(prompt) for prompt in prompts]
    texts = [_text(prompt.name, each) for prompt, each in zip(prompts, lines, strict=True)]
    places = counterparts(texts, [thread.text for thread in before])
    after: list[_Thread] = []
    for prompt, new, place in zip(prompts, lines, places, strict=True):
        entries = before[place].entries if place is not None else []
        after.append(_Thread(prompt.name, _changed(entries, new, number)))
    ended = [thread for at, thread in enumerate(before) if at not in places]
    for thread in ended:
        thread.removed_by = number
        thread.entries = [_removed(entry, number) for entry in thread.entries]
    _find_moved([*after, *ended], number)
    return after, ended


def _text(name: PromptName, lines: Iterable[PromptLine]) -> Text:
    return Text(name, "\n".join(line.text for line in lines))


def _changed(entries: Sequence[_Entry], new: Sequence[PromptLine], number: int) -> list[_Entry]:
    """The entries after a generation that says `new`; what it left out stays where it stood, as removed."""
    there = [at for at, entry in enumerate(entries) if entry.is_there]
    found: list[_Entry] = []
    done = 0
    for tag, old_from, old_to, new_from, new_to in _opcodes([entries[at].line for at in there], new):
        end = there[old_to - 1] + 1 if old_to > old_from else done
        if tag == "equal":
            lines = iter(new[new_from:new_to])
            found += [_Entry(next(lines), one.since) if one.is_there else one for one in entries[done:end]]
        else:
            found += [_removed(one, number) for one in entries[done:end]]
            found += [_Entry(line, number) for line in new[new_from:new_to]]
        done = end
    return [*found, *entries[done:]]


def _opcodes(old: Sequence[PromptLine], new: Sequence[PromptLine]) -> Sequence[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, [line.content for line in old], [line.content for line in new])
    return matcher.get_opcodes()


def _removed(entry: _Entry, number: int) -> _Entry:
    return _Entry(entry.line, entry.since, number) if entry.is_there else entry


def _find_moved(threads: Sequence[_Thread], number: int) -> None:
    """A line that this generation removed here and added there keeps its origin, and was not removed."""
    left: dict[tuple[LineKind, str], deque[tuple[_Thread, _Entry]]] = {}
    for thread in threads:
        for entry in thread.entries:
            if entry.removed_by == number:
                left.setdefault(entry.line.content, deque()).append((thread, entry))
    moved: set[int] = set()
    for is_near in (True, False):
        for thread in threads:
            moved |= _take_moved(thread, left, number, is_near=is_near)
    for thread in threads if moved else ():
        thread.entries = [entry for entry in thread.entries if id(entry) not in moved]


def _take_moved(
    thread: _Thread,
    left: dict[tuple[LineKind, str], deque[tuple[_Thread, _Entry]]],
    number: int,
    *,
    is_near: bool,
) -> set[int]:
    """Give the added lines of a thread the origin of removed ones, its own first, then those of other threads."""
    moved: set[int] = set()
    for entry in thread.entries:
        if entry.since != number or not entry.is_there:
            continue
        offered = left.get(entry.line.content, ())
        found = next(((one, old) for one, old in offered if (one is thread) is is_near), None)
        if found is not None:
            left[entry.line.content].remove(found)
            entry.since = found[1].since
            moved.add(id(found[1]))
    return moved


def _blamed(thread: _Thread) -> BlamedPrompt:
    lines = tuple(BlamedLine(entry.line, entry.since, entry.removed_by) for entry in thread.entries)
    return BlamedPrompt(thread.name, lines, thread.removed_by)
