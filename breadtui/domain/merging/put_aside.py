"""A merge left before its result was saved: what was decided, found again in the next merge of the same texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.merging.merge import AnyChunk, Choice, Choices, Merge


@dataclass(frozen=True, slots=True)
class PutAside:
    """How far a merge was: `taken` by what stands in each decided chunk, and how many conflicts there are in all.

    `mine` is the text it was counted for: once that changes, the numbers tell what was.
    """

    mine: Prompt
    taken: Mapping[str, Choice]
    conflict_count: int
    undecided_count: int


def put_aside(merge: Merge, mine: Prompt, choices: Choices) -> PutAside:
    """What is to be kept of a merge of mine and these decisions."""
    taken = {mark: choices[number] for number, mark in _marks(merge) if number in choices}
    return PutAside(mine, taken, len(merge.conflicts), len(merge.undecided(choices)))


def recalled(merge: Merge, kept: PutAside | None) -> dict[int, Choice]:
    """The decisions that still apply: those about chunks in which all three texts are what they were."""
    if kept is None or not kept.taken:
        return {}
    return {number: kept.taken[mark] for number, mark in _marks(merge) if mark in kept.taken}


def _marks(merge: Merge) -> Iterator[tuple[int, str]]:
    """A text for each chunk that says what stands in it; where several say the same, they are counted."""
    seen: Counter[str] = Counter()
    for number, chunk in enumerate(merge.chunks):
        mark = _mark(chunk)
        seen[mark] += 1
        yield number, f"{mark} {seen[mark]}"


def _mark(chunk: AnyChunk) -> str:
    from hashlib import sha256  # noqa: PLC0415  when a text is merged, not at a start

    from breadtui.domain.merging.message_matching import written  # noqa: PLC0415  when a text is merged, not at a start

    sides = [[written(item) for item in side] for side in (chunk.base, chunk.mine, chunk.theirs)]
    return sha256(written([chunk.part, chunk.name, sides]).encode(errors="surrogatepass")).hexdigest()
