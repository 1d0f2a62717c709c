"""Two people's changes to one prompt, put together: what only one changed is taken, the rest is decided chunk by chunk.

Messages are told apart first (`message_matching`), then each is merged by role, further keys and lines of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, StrEnum
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

from breadtui.domain.json_values import Json
from breadtui.domain.merging.message_matching import matched, written
from breadtui.domain.merging.three_way import Standing, standing_of, three_way
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass

T = TypeVar("T")


class Part(StrEnum):
    """What of a prompt a chunk is about."""

    ORDER = "order"
    ROLE = "role"
    EXTRA = "extra"
    TEXT = "text"
    CONTENT = "content"
    MESSAGES = "messages"
    TOOLS = "tools"


class Choice(Enum):
    """Whose chunk goes into the result; BOTH is mine and then theirs."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Chunk(Generic[T]):
    """One stretch of the three: lines, messages, tools, or one value, none where a side has none.

    `name` is the key of an EXTRA chunk.
    """

    part: Part
    base: tuple[T, ...]
    mine: tuple[T, ...]
    theirs: tuple[T, ...]
    standing: Standing
    name: str = ""

    @property
    def can_be_both(self) -> bool:
        """Both sides can stand one after the other."""
        return self.part in {Part.TEXT, Part.MESSAGES, Part.TOOLS}

    def taken(self, choice: Choice | None) -> tuple[T, ...]:
        """What goes into the result; undecided, a conflict gives both sides where it can, else mine."""
        if choice is None:
            if self.standing is Standing.ONLY_THEIRS:
                return self.theirs
            is_both = self.standing is Standing.BOTH
        else:
            is_both = choice is Choice.BOTH
        if is_both and self.can_be_both:
            return self.mine + self.theirs
        return self.theirs if choice is Choice.THEIRS else self.mine


AnyChunk: TypeAlias = "Chunk[str] | Chunk[Message] | Chunk[int] | Chunk[Json]"
Choices: TypeAlias = Mapping[int, Choice]
"""Decisions by the number of the chunk in `Merge.chunks`."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A message of the result by its chunks, numbered from `first`; or one chunk of whole messages."""

    first: int
    chunks: tuple[AnyChunk, ...]

    @property
    def numbered(self) -> tuple[tuple[int, AnyChunk], ...]:
        """The chunks with their numbers."""
        return tuple(enumerate(self.chunks, start=self.first))

    def messages(self, choices: Choices) -> tuple[Message, ...]:
        """What it comes to."""
        head = self.chunks[0]
        if head.part is Part.MESSAGES:
            return _messages(head.taken(choices.get(self.first)))
        return (_message(self, choices),)


@dataclass(frozen=True, slots=True)
class Merge:
    """All chunks of a merge; chunk 0 is the order of the base's messages, the last ones are the tools."""

    name: PromptName
    order: Chunk[int]
    seats: Mapping[int, Seat]
    new: Mapping[int, Seat]
    tools: Seat
    has_tools: bool
    trails: tuple[tuple[int, ...], tuple[int, ...]]
    chunks: tuple[AnyChunk, ...]

    @property
    def conflicts(self) -> tuple[int, ...]:
        """The numbers of the chunks that both changed."""
        return tuple(at for at, chunk in enumerate(self.chunks) if chunk.standing is Standing.BOTH)

    def undecided(self, choices: Choices) -> tuple[int, ...]:
        """The conflicts nobody decided yet."""
        return tuple(at for at in self.conflicts if at not in choices)

    def seated(self, choices: Choices) -> tuple[Seat, ...]:
        """The messages in the order of the result; those removed come along, and give no message."""
        found = [self.new[_FRONT]] if _FRONT in self.new else []
        for at in _woven(self.order.taken(choices.get(0)), self.trails, sorted(self.seats)):
            found += [seat for seat in (self.seats.get(at), self.new.get(at)) if seat is not None]
        return tuple(found)

    def merged(self, choices: Choices) -> Prompt:
        """The prompt these decisions make; nothing that only one side changed is missing from it."""
        messages = chain.from_iterable(seat.messages(choices) for seat in self.seated(choices))
        tools = tuple(chain.from_iterable(chunk.taken(choices.get(at)) for at, chunk in self.tools.numbered))
        objects = tuple(tool for tool in tools if isinstance(tool, Mapping))
        return Prompt(self.name, tuple(messages), objects if objects or self.has_tools else None)


_FRONT = -1
"""The place before the first message."""


def merge(base: Prompt | None, mine: Prompt, theirs: Prompt) -> Merge:
    """The three texts of a prompt, put together; without a base all that differs is a conflict."""
    before = () if base is None else base.messages
    origins = matched(before, mine.messages), matched(before, theirs.messages)
    sides = (_Side.of(mine.messages, origins[0]), _Side.of(theirs.messages, origins[1]))
    order = _order(len(before), sides)
    chunks: list[AnyChunk] = [order]
    seats: dict[int, Seat] = {}
    new: dict[int, Seat] = {}
    for at in range(_FRONT, len(before)):
        kept = [] if at < 0 else list(_seat_chunks(before[at], sides[0].kept.get(at), sides[1].kept.get(at)))
        if kept:
            seats[at] = _seated(chunks, kept)
        added = sides[0].new.get(at, ()), sides[1].new.get(at, ())
        if any(added):
            new[at] = _seated(chunks, [_chunk(Part.MESSAGES, (), *added)])
    tools = _seated(chunks, list(_tool_chunks(base, mine, theirs)))
    has_tools = _has_tools(base, mine, theirs)
    return Merge(mine.name, order, seats, new, tools, has_tools, _trails(sides), tuple(chunks))


def _seated(chunks: list[AnyChunk], own: Sequence[AnyChunk]) -> Seat:
    """A seat whose chunks get the next numbers."""
    seat = Seat(len(chunks), tuple(own))
    chunks += own
    return seat


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's messages: those of the base by their place there, in its order, and the new ones by what precedes."""

    kept: Mapping[int, Message]
    new: Mapping[int, tuple[Message, ...]]

    @classmethod
    def of(cls, messages: Sequence[Message], origins: Sequence[int | None]) -> _Side:
        """A side of which it is known where each message comes from."""
        kept: dict[int, Message] = {}
        new: dict[int, tuple[Message, ...]] = {}
        last = _FRONT
        for message, origin in zip(messages, origins, strict=True):
            if origin is None:
                new[last] = (*new.get(last, ()), message)
            else:
                kept[origin], last = message, origin
        return cls(kept, new)


def _trails(sides: tuple[_Side, _Side]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(sides[0].kept), tuple(sides[1].kept)


def _order(count: int, sides: tuple[_Side, _Side]) -> Chunk[int]:
    """The order of the messages that all three have."""
    mine, theirs = (tuple(at for at in one.kept if at in other.kept) for one, other in (sides, sides[::-1]))
    base = tuple(at for at in range(count) if at in sides[0].kept and at in sides[1].kept)
    return Chunk(Part.ORDER, base, mine, theirs, standing_of(base, mine, theirs))


def _woven(order: Sequence[int], trails: tuple[Sequence[int], Sequence[int]], seated: Sequence[int]) -> list[int]:
    """All messages with a seat: those that one side removed stand behind what precedes them on the other."""
    found = list(order)
    there = set(order)
    for at in seated:
        if at in there:
            continue
        trail = trails[0] if at in trails[0] else trails[1]
        before = next((one for one in reversed(trail[: trail.index(at)]) if one in there), None)
        found.insert(0 if before is None else found.index(before) + 1, at)
        there.add(at)
    return found


def _seat_chunks(base: Message, mine: Message | None, theirs: Message | None) -> Iterator[AnyChunk]:
    """The chunks of a message of the base; none where both removed it."""
    if mine is not None and theirs is not None:
        yield _chunk(Part.ROLE, (base.role,), (mine.role,), (theirs.role,))
        yield from _extra_chunks(base, mine, theirs)
        yield from _content_chunks(base.content, mine.content, theirs.content)
    elif mine is not None or theirs is not None:
        yield _chunk(Part.MESSAGES, (base,), () if mine is None else (mine,), () if theirs is None else (theirs,))


def _extra_chunks(base: Message, mine: Message, theirs: Message) -> Iterator[Chunk[Json]]:
    for name in sorted({*base.extra, *mine.extra, *theirs.extra}):
        sides = [(one.extra[name],) if name in one.extra else () for one in (base, mine, theirs)]
        yield _chunk(Part.EXTRA, *sides, name=name)


def _content_chunks(base: Json, mine: Json, theirs: Json) -> Iterator[Chunk[str] | Chunk[Json]]:
    if isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str):
        for part in three_way(base.split("\n"), mine.split("\n"), theirs.split("\n")):
            yield Chunk(Part.TEXT, part.base, part.mine, part.theirs, part.standing)
    else:
        yield _chunk(Part.CONTENT, (base,), (mine,), (theirs,))


def _tool_chunks(base: Prompt | None, mine: Prompt, theirs: Prompt) -> Iterator[Chunk[Json]]:
    sides = [() if one is None else one.tools or () for one in (base, mine, theirs)]
    named = {written(tool): tool for side in reversed(sides) for tool in side}
    for part in three_way(*([written(tool) for tool in side] for side in sides)):
        base_tools, my_tools, their_tools = (tuple(named[one] for one in side) for side in part)
        yield Chunk(Part.TOOLS, base_tools, my_tools, their_tools, part.standing)


def _has_tools(base: Prompt | None, mine: Prompt, theirs: Prompt) -> bool:
    """Whether an empty list of tools stands in the result, or none: what was changed counts."""
    has = [one is not None and one.tools is not None for one in (base, mine, theirs)]
    return has[2] if has[1] == has[0] else has[1]


def _chunk(part: Part, base: tuple[T, ...], mine: tuple[T, ...], theirs: tuple[T, ...], *, name: str = "") -> Chunk[T]:
    standing = standing_of(*([written(one) for one in side] for side in (base, mine, theirs)))
    return Chunk(part, base, mine, theirs, standing, name)


def _message(seat: Seat, choices: Choices) -> Message:
    taken = [(chunk, chunk.taken(choices.get(at))) for at, chunk in seat.numbered]
    lines = [str(line) for chunk, items in taken if chunk.part is Part.TEXT for line in items]
    role = next(str(items[0]) for chunk, items in taken if chunk.part is Part.ROLE)
    whole = [item for chunk, items in taken if chunk.part is Part.CONTENT for item in items]
    extra = {chunk.name: _json(items[0]) for chunk, items in taken if chunk.part is Part.EXTRA and items}
    return Message(role, _json(whole[0]) if whole else "\n".join(lines), extra)


def _json(item: Json | Message) -> Json:
    """A value that is known to be no message."""
    return None if isinstance(item, Message) else item


def _messages(taken: Sequence[object]) -> tuple[Message, ...]:
    return tuple(one for one in taken if isinstance(one, Message))
